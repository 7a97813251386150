// The load of every shell node: a third of what blood does to each of its triangles, (p_back - p_front) times the
// current area vector, and its weight. Front is the side that the area vector points to.
struct ActingOnShells {
  pressure: array<vec4f, 64>, // Pa, four blood structures a vector
  gravity: vec4f,             // m/s^2, for the inertia that shell nodes carry
  first: u32,                 // first shell node
  count: u32,
}

@group(0) @binding(0) var<uniform> acting_shells: ActingOnShells;
@group(0) @binding(1) var<storage, read> position: array<vec4f>;
@group(0) @binding(2) var<storage, read> shell_rows: array<vec2u>;    // first record, count
@group(0) @binding(3) var<storage, read> shell_records: array<vec4u>; // three nodes, front | back << 8
@group(0) @binding(4) var<storage, read> mass: array<f32>;
@group(0) @binding(5) var<storage, read_write> body_load: array<vec4f>; // N
@group(0) @binding(6) var<storage, read_write> ties: array<vec4f>;

fn pressure_of(structure: u32) -> f32 {
  return acting_shells.pressure[structure >> 2u][structure & 3u];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= acting_shells.count) {
    return;
  }
  let n = acting_shells.first + id.x;
  var force = mass[n] * acting_shells.gravity.xyz;
  let row = shell_rows[id.x];
  for (var e = row.x; e < row.x + row.y; e++) {
    let record = shell_records[e];
    let corner = position[record.x].xyz;
    let area = 0.5 * cross(position[record.y].xyz - corner, position[record.z].xyz - corner);
    let jump = pressure_of((record.w >> 8u) & 255u) - pressure_of(record.w & 255u);
    force += (jump / 3.0) * area;
  }
  body_load[n] = vec4f(force, 0.0);
  let t = 3u * n + 2u;
  ties[t] = vec4f(ties[t].x, force);
}
