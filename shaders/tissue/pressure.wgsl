// #import lib/slot.wgsl
// #import lib/neo_hookean.wgsl

// The load of every node: what blood presses on it, -p cof(F) a over its (slot, corner, blood) records by Nanson's
// formula, its weight and a dead load. Once a substep; F is that of the guess.
struct Acting {
  gradient: array<vec4f, 48>, // 12 shapes x 4 corners, 1/m
  pressure: array<vec4f, 64>, // Pa, four blood structures a vector
  gravity: vec4f,             // m/s^2
  count: u32,
  dead: f32,                  // share of the dead loads that acts
}

@group(0) @binding(0) var<uniform> acting: Acting;
@group(0) @binding(1) var<storage, read> position: array<vec4f>;
@group(0) @binding(2) var<storage, read> slots: array<Slot>;
@group(0) @binding(3) var<storage, read> load_rows: array<vec2u>;    // first record, count
@group(0) @binding(4) var<storage, read> load_records: array<vec4f>; // area vector, slot | structure << 24
@group(0) @binding(5) var<storage, read> dead_loads: array<vec4f>;   // N
@group(0) @binding(6) var<storage, read> mass: array<f32>;
@group(0) @binding(7) var<storage, read_write> body_load: array<vec4f>; // N

fn deformation_of(slot: Slot) -> mat3x3f {
  let ids = slot.nodes;
  let shape = (slot.kind & 255u) * 4u;
  return deformation_gradient(
    array<vec3f, 4>(position[ids.x].xyz, position[ids.y].xyz, position[ids.z].xyz, position[ids.w].xyz),
    array<vec3f, 4>(
      acting.gradient[shape].xyz,
      acting.gradient[shape + 1u].xyz,
      acting.gradient[shape + 2u].xyz,
      acting.gradient[shape + 3u].xyz,
    ),
  );
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= acting.count) {
    return;
  }
  var force = acting.dead * dead_loads[n].xyz + mass[n] * acting.gravity.xyz;
  let row = load_rows[n];
  for (var e = row.x; e < row.x + row.y; e++) {
    let record = load_records[e];
    let kind = bitcast<u32>(record.w);
    let structure = kind >> 24u;
    let f = deformation_of(slots[kind & 0xffffffu]);
    let cofactor = mat3x3f(cross(f[1], f[2]), cross(f[2], f[0]), cross(f[0], f[1]));
    force -= acting.pressure[structure >> 2u][structure & 3u] * (cofactor * record.xyz);
  }
  body_load[n] = vec4f(force, 0.0);
}
