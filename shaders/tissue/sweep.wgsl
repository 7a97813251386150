// #import lib/slot.wgsl
// #import lib/tables.wgsl
// #import lib/tissue.wgsl

// Vertex block descent over the nodes of one colour (Chen et al. 2024): each node moves to the minimum of its own
// implicit Euler energy, (m/h^2 I + sum H) dx = m/h^2 (y - x) + f, the others held.
struct Colour {
  first: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> tables: Tables;
@group(0) @binding(1) var<uniform> colour: Colour;
@group(0) @binding(2) var<storage, read_write> position: array<vec4f>;
@group(0) @binding(3) var<storage, read> inertia: array<vec4f>;
@group(0) @binding(4) var<storage, read> slots: array<Slot>;
@group(0) @binding(5) var<storage, read> prestretch: array<vec4f>; // three columns a slot; w of the first: its dilation
@group(0) @binding(6) var<storage, read> rows: array<vec2u>;     // first entry, count
@group(0) @binding(7) var<storage, read> entries: array<u32>;    // slot * 4 + corner
@group(0) @binding(8) var<storage, read> colour_nodes: array<u32>;
@group(0) @binding(9) var<storage, read> ties: array<vec4f>;     // three a node: force and Hessian of its ties, load

fn corner_response(entry: u32) -> CornerResponse {
  let n = entry >> 2u;
  let slot = slots[n];
  let ids = slot.nodes;
  let shape = (slot.kind & 255u) * 4u;
  let material = tables.material[slot.kind >> 8u];
  let c0 = prestretch[3u * n];
  let c1 = prestretch[3u * n + 1u];
  let c2 = prestretch[3u * n + 2u];
  let x = array<vec3f, 4>(position[ids.x].xyz, position[ids.y].xyz, position[ids.z].xyz, position[ids.w].xyz);
  let g = array<vec3f, 4>(
    prestretched(tables.gradient[shape].xyz, c0, c1, c2),
    prestretched(tables.gradient[shape + 1u].xyz, c0, c1, c2),
    prestretched(tables.gradient[shape + 2u].xyz, c0, c1, c2),
    prestretched(tables.gradient[shape + 3u].xyz, c0, c1, c2),
  );
  let f = deformation_gradient(x, g);
  return tissue_response(slot, material, f, g[entry & 3u], c0.w);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= colour.count) {
    return;
  }
  let n = colour_nodes[colour.first + id.x];
  let y = inertia[n];
  if (y.w <= 0.0) {
    return;
  }
  let x = position[n];
  let own = y.w * tables.inverse_h2;
  let t0 = ties[3u * n];
  let t1 = ties[3u * n + 1u];
  let t2 = ties[3u * n + 2u];
  var force = own * (y.xyz - x.xyz) + y.w * tables.gravity.xyz + t0.xyz + t2.yzw;
  var hessian = Symmetric3(vec3f(t0.w, t1.xy) + vec3f(own), vec3f(t1.zw, t2.x));
  let row = rows[n];
  for (var e = row.x; e < row.x + row.y; e++) {
    let r = corner_response(entries[e]);
    force += r.force;
    hessian = add_symmetric(hessian, r.hessian);
  }
  var dx = solve_symmetric(hessian, force);
  let length = length(dx);
  if (length > tables.step_limit) {
    dx *= tables.step_limit / length;
  }
  position[n] = vec4f(x.xyz + dx, x.w);
}
