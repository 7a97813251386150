// #import lib/slot.wgsl
// #import lib/tissue.wgsl

// Force and Hessian of each corner of each slot: what `lib/tissue.wgsl` is tested with against its 64-bit twin.
struct Tables {
  gradient: array<vec4f, 48>,
  material: array<vec4f, 16>,
  count: u32,
}
@group(0) @binding(0) var<uniform> tables: Tables;
@group(0) @binding(1) var<storage, read> position: array<vec4f>;
@group(0) @binding(2) var<storage, read> slots: array<Slot>;
@group(0) @binding(3) var<storage, read> prestretch: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> response: array<vec4f>; // three a corner

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= tables.count) {
    return;
  }
  let slot = slots[id.x >> 2u];
  let first = 3u * (id.x >> 2u);
  var x: array<vec3f, 4>;
  var g: array<vec3f, 4>;
  for (var c = 0u; c < 4u; c++) {
    x[c] = position[slot.nodes[c]].xyz;
    let gradient = tables.gradient[4u * (slot.kind & 255u) + c].xyz;
    g[c] = prestretched(gradient, prestretch[first], prestretch[first + 1u], prestretch[first + 2u]);
  }
  let r = tissue_response(slot, tables.material[slot.kind >> 8u], deformation_gradient(x, g), g[id.x & 3u], prestretch[first].w);
  response[3u * id.x] = vec4f(r.force, r.hessian.diagonal.x);
  response[3u * id.x + 1u] = vec4f(r.hessian.diagonal.yz, r.hessian.off.xy);
  response[3u * id.x + 2u] = vec4f(r.hessian.off.z, 0.0, 0.0, 0.0);
}
