// #import lib/flow_params.wgsl
// #import lib/carreau.wgsl

// Wall shear stress at each cell beside a wall: tau = mu |u_t| / d with u_t the velocity at the point `reach` from
// the wall along its normal, less its normal part; the profile between is taken as a parabola through two points.
struct WallCell { normal: vec3f, distance: f32, near: vec3f, pad: f32 }
struct Walls { count: u32, viscosity: f32, sums: u32, pad: u32, size: vec3u, pad2: u32, thinning: vec3f }
@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<uniform> walls_info: Walls;
@group(0) @binding(2) var<storage, read> wall_cells: array<WallCell>;
@group(0) @binding(3) var<storage, read> entry_of: array<u32>;
@group(0) @binding(4) var<storage, read> velocity: array<f32>;
// Per wall cell: |tau| now, sum of |tau| dt, sum of tau dt (3), sum of dt
@group(0) @binding(5) var<storage, read_write> shear: array<f32>;

fn entry_at(place: vec3i) -> u32 {
  if (any(place < vec3i(0)) || any(place >= vec3i(walls_info.size))) { return 0u; }
  let p = vec3u(place);
  return entry_of[p.x + walls_info.size.x * (p.y + walls_info.size.y * p.z)];
}

fn component(axis: u32, at: vec3f) -> f32 {
  var shifted = at;
  shifted[axis] -= 0.5;
  let base = floor(shifted);
  let t = shifted - base;
  var sum = 0.0;
  for (var corner = 0u; corner < 8u; corner++) {
    let d = vec3u(corner & 1u, (corner >> 1u) & 1u, corner >> 2u);
    let w = select(vec3f(1.0) - t, t, d == vec3u(1u));
    let entry = entry_at(vec3i(base) + vec3i(d));
    if (entry != 0u) { sum += w.x * w.y * w.z * velocity[axis * params.count + entry]; }
  }
  return sum;
}

fn tangential(at: vec3f, n: vec3f) -> vec3f {
  let u = vec3f(component(0u, at), component(1u, at), component(2u, at));
  return u - n * dot(u, n);
}

// Distances from the wall at which the profile is sampled, in spacings: beyond the cut cells.
const FIRST = 1.5;
const SECOND = 3.0;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= walls_info.count) { return; }
  let w = wall_cells[id.x];
  let first = tangential(w.near + w.normal * (FIRST - w.distance), w.normal);
  let second = tangential(w.near + w.normal * (SECOND - w.distance), w.normal);
  // u(s) = a s + b s² through both points: slope a at the wall.
  let slope = (first * (SECOND / FIRST) - second * (FIRST / SECOND)) / (SECOND - FIRST);
  let rate = slope / params.dx;
  let tau = walls_info.viscosity * carreau_share(walls_info.thinning, length(rate)) * rate;
  let at = 6u * id.x;
  let size = length(tau);
  shear[at] = size;
  shear[at + 1u] += size * params.dt;
  shear[at + 2u] += tau.x * params.dt;
  shear[at + 3u] += tau.y * params.dt;
  shear[at + 4u] += tau.z * params.dt;
  shear[at + 5u] += params.dt;
}
