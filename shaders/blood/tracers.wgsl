// #import lib/flow_params.wgsl
// #import lib/cell_tag.wgsl
// #import lib/hash.wgsl

// Particles carried by the flow (midpoint rule); one that leaves or ages out is born again, at an inflow or anywhere
// in blood. Eight floats a tracer: place [m], saturation, velocity [m/s], pressure [Pa].
struct Frame { origin: vec3f, count: u32, size: vec3u, step: u32, fluid_first: u32, fluid_last: u32, faces: u32, life: f32 }
struct PortFace { face: u32, ghost: u32, port: u32, weight: f32 }
@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<uniform> frame: Frame;
@group(0) @binding(2) var<storage, read> entry_of: array<u32>;
@group(0) @binding(3) var<storage, read> velocity: array<f32>;
@group(0) @binding(4) var<storage, read> pressure: array<f32>;
@group(0) @binding(5) var<storage, read> saturation: array<f32>;
@group(0) @binding(6) var<storage, read> cells: array<u32>;
@group(0) @binding(7) var<storage, read> inflow_faces: array<u32>; // face, inner entry; both per port face
@group(0) @binding(8) var<storage, read_write> tracers: array<f32>;

fn entry_at(place: vec3i) -> u32 {
  if (any(place < vec3i(0)) || any(place >= vec3i(frame.size))) { return 0u; }
  let p = vec3u(place);
  return entry_of[p.x + frame.size.x * (p.y + frame.size.y * p.z)];
}

// Velocity along an axis at lattice coordinates, linear between the eight faces round the point.
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

fn flow_at(at: vec3f) -> vec3f { return vec3f(component(0u, at), component(1u, at), component(2u, at)); }

fn place_of(entry: u32) -> vec3f {
  let c = cells[entry];
  let x = c % frame.size.x;
  let y = (c / frame.size.x) % frame.size.y;
  return vec3f(f32(x), f32(y), f32(c / (frame.size.x * frame.size.y)));
}

// A new place: at a port where blood comes in, else in a random cell.
fn birthplace(seed: u32) -> vec3f {
  let jitter = vec3f(hash_unit(seed + 1u), hash_unit(seed + 2u), hash_unit(seed + 3u)) - 0.5;
  if (frame.faces > 0u && hash_unit(seed + 4u) < 0.8) {
    for (var k = 0u; k < 6u; k++) {
      let f = hash_u32(seed + 10u + k) % frame.faces;
      let face = inflow_faces[3u * f];
      let inner = inflow_faces[3u * f + 1u];
      let outward = bitcast<f32>(inflow_faces[3u * f + 2u]);
      if (outward * velocity[face] < 0.0) { return place_of(inner) + 0.6 * jitter; }
    }
  }
  for (var k = 0u; k < 4u; k++) {
    let entry = frame.fluid_first + hash_u32(seed + 20u + k) % (frame.fluid_last - frame.fluid_first);
    if (cells[entry] != 0xffffffffu) { return place_of(entry) + 0.6 * jitter; }
  }
  return place_of(frame.fluid_first);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= frame.count) { return; }
  let t = 8u * id.x;
  let seed = (id.x * 2654435761u) ^ (frame.step * 40503u);
  var at = (vec3f(tracers[t], tracers[t + 1u], tracers[t + 2u]) - frame.origin) / params.dx;
  let step = params.dt / params.dx;
  let half = flow_at(at) * (0.5 * step);
  at += flow_at(at + half) * step;
  let inside = entry_at(vec3i(floor(at + 0.5)));
  let old = hash_unit(seed) < params.dt / frame.life;
  if (inside == 0u || inside >= params.ghost_start || old) { at = birthplace(seed); }
  let entry = entry_at(vec3i(floor(at + 0.5)));
  let here = frame.origin + at * params.dx;
  let u = flow_at(at);
  tracers[t] = here.x;
  tracers[t + 1u] = here.y;
  tracers[t + 2u] = here.z;
  tracers[t + 3u] = saturation[entry];
  tracers[t + 4u] = u.x;
  tracers[t + 5u] = u.y;
  tracers[t + 6u] = u.z;
  tracers[t + 7u] = pressure[entry] * params.density;
}
