// #import lib/flow_params.wgsl
// #import lib/limiter.wgsl
// #import lib/wall_link.wgsl

// One Euler stage of the momentum equation on every face, blended into a two-stage Runge–Kutta (Heun) step:
//   out = (1 - WEIGHT) u0 + WEIGHT (u + dt (advection + viscosity - grad p)),
// advection in the form -(1/V) sum s F (phi_up - u): bounded even where the divergence is not yet zero.
// Viscosity per axis with wall fractions; what a near wall adds to the diagonal is implicit.
override WEIGHT = 1.0;

@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<storage, read> neighbours: array<u32>;
@group(0) @binding(2) var<storage, read> opening: array<f32>;
@group(0) @binding(3) var<storage, read> walls: array<vec2u>;
@group(0) @binding(4) var<storage, read> velocity: array<f32>;
@group(0) @binding(5) var<storage, read> stage: array<f32>;
@group(0) @binding(6) var<storage, read> pressure: array<f32>;
@group(0) @binding(7) var<storage, read> ghost_drag: array<f32>;
@group(0) @binding(8) var<storage, read_write> result: array<f32>;

fn next_to(entry: u32, direction: u32) -> u32 { return neighbours[direction * params.count + entry]; }
fn flux(axis: u32, entry: u32) -> f32 {
  let face = axis * params.count + entry;
  return opening[face] * stage[face];
}

struct Side { face: f32, beyond: f32, code: u32, inflow: f32 }

// What lies on one side of the face's control volume: its two neighbours of the same axis and the flux inward.
fn side(axis: u32, low: u32, high: u32, direction: u32, word: vec2u) -> Side {
  let b = direction >> 1u;
  let up = (direction & 1u) == 1u;
  let code = link_code(word, direction);
  let beside = next_to(low, direction);
  let base = axis * params.count;
  var s = Side(0.0, 0.0, code, 0.0);
  if (code == FLUID) {
    s.face = stage[base + beside];
    let far = next_to(beside, direction);
    s.beyond = select(s.face, stage[base + far], far != 0u);
  }
  if (b == axis) {
    s.inflow = 0.5 * (flux(axis, low) + flux(axis, select(beside, high, up)));
  } else {
    s.inflow = 0.5 * (flux(b, select(beside, low, up)) + flux(b, select(next_to(high, direction), high, up)));
  }
  s.inflow = select(s.inflow, -s.inflow, up);
  return s;
}

// Rate of change by advection through one side; `opposite` is the value on the other side of the face.
fn advect(s: Side, u: f32, opposite: f32) -> f32 {
  if (s.code != FLUID) { return 0.0; }
  if (s.inflow > 0.0) { return s.inflow * (s.face + koren_gain(s.beyond, s.face, u) - u); }
  return s.inflow * koren_gain(opposite, u, s.face);
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let low = id.x;
  let axis = id.y;
  if (low >= params.count) { return; }
  let face = axis * params.count + low;
  if (opening[face] == 0.0) { result[face] = 0.0; return; }
  let u = stage[face];
  let high = next_to(low, 2u * axis + 1u);
  let ghost = max(low, high);
  var drag = 0.0;
  if (ghost >= params.ghost_start) {
    drag = ghost_drag[ghost - params.ghost_start];
    if (drag < 0.0) { result[face] = velocity[face]; return; } // prescribed flow
  }
  let word = walls[face];
  let scale = params.viscosity / (params.dx * params.dx);
  var advection = 0.0;
  var viscous = 0.0;
  var stiff = 0.0;
  for (var b = 0u; b < 3u; b++) {
    let minus = side(axis, low, high, 2u * b, word);
    let plus = side(axis, low, high, 2u * b + 1u, word);
    let below = select(u, minus.face, minus.code == FLUID);
    let above = select(u, plus.face, plus.code == FLUID);
    advection += advect(minus, u, above) + advect(plus, u, below);
    let hm = link_length(minus.code);
    let hp = link_length(plus.code);
    let weight = 2.0 / (hm + hp);
    let toMinus = select(weight / hm, 0.0, minus.code == ZERO_GRADIENT);
    let toPlus = select(weight / hp, 0.0, plus.code == ZERO_GRADIENT);
    viscous += toMinus * (minus.face - u) + toPlus * (plus.face - u);
    stiff += max(0.0, toMinus + toPlus - 2.0);
  }
  var rate = advection / (face_volume(word) * params.dx) + scale * viscous;
  rate -= (pressure[high] - pressure[low]) / params.dx;
  stiff *= scale;
  if (ghost >= params.ghost_start) {
    // Where blood enters at a pressure port, the port's pressure is the total pressure of the blood outside: this
    // dynamic head keeps a reversed jet from feeding itself.
    let outward = select(-u, u, high == ghost);
    if (outward < 0.0) {
      stiff += 0.5 * abs(u) / params.dx;
      rate -= 0.5 * abs(u) * u / params.dx;
    }
  }
  let euler = (u + params.dt * (rate + stiff * u)) / (1.0 + params.dt * stiff);
  var next = (1.0 - WEIGHT) * velocity[face] + WEIGHT * euler;
  // A windkessel answers a change of flow within the step: the face keeps part of its old velocity (see ports.wgsl).
  if (ghost >= params.ghost_start && WEIGHT < 1.0) { next = (next + drag * velocity[face]) / (1.0 + drag); }
  result[face] = next;
}
