// #import lib/flow_params.wgsl
// #import lib/limiter.wgsl
// #import lib/wall_link.wgsl

// One Euler stage of the momentum equation on every face, blended into a two-stage Runge–Kutta (Heun) step:
//   out = (1 - WEIGHT) u0 + WEIGHT (u + dt (advection + m (viscosity - grad p))),   m = A / V,
// advection in the form -(1/V) sum s F (phi_up - u): bounded even where the divergence is not yet zero. The pressure
// drives the open part A of a control volume V alone: what a wall or a sheet covers, the wall carries. Both sides of a
// link use the same phi, so no momentum is made or lost between them; blood that comes from over a wall stood still.
// Viscosity per axis with wall fractions; what a near wall adds to the diagonal is implicit. It may differ from cell to
// cell: div(nu (grad u + grad u^T)).
override WEIGHT = 1.0;
// Viscosity differs from cell to cell (thinning.wgsl); `ghost_drag` then holds it behind the ghosts.
override THINNING = false;

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
fn flux(face: u32) -> f32 { return opening[face] * stage[face]; }

// One axis of a control volume: the values on both sides and beyond, and the fluxes inward. A face that is closed has
// the value zero, and only such a face has it once blood moves.
struct Line { below2: f32, below: f32, above: f32, above2: f32, in_below: f32, in_above: f32 }

// Momentum that crosses one side of a control volume, less what would come with its own velocity u: inflow * (phi - u).
// `near` and `far` lie beyond the side, `behind` on the other side of u, `gap` is the distance from u to a wall there,
// which moves at `wall`.
fn carried(inflow: f32, u: f32, near: f32, far: f32, behind: f32, gap: f32, wall: f32) -> f32 {
  if (inflow > 0.0) {
    if (near == 0.0) { return -inflow * u; }
    // Next to a wall the profile is taken as a straight line: falling back to upwind there costs a pipe its flow.
    let gain = select(koren_gain(far, near, u), 0.5 * (u - near), far == 0.0);
    return inflow * (gain + near - u);
  }
  return inflow * koren_gain(select(behind, u - (u - wall) / gap, behind == 0.0), u, near);
}

// What the blood beyond a link has for a velocity: across a wall it stands still, or slides with the wall.
fn beyond(code: u32, value: f32, sliding: f32) -> f32 {
  return select(select(0.0, sliding, code == SLIDING), value, code == FLUID);
}

// Viscosity of a cell as a share of params.viscosity; 0 where there is no blood.
fn thickness(entry: u32) -> f32 { return ghost_drag[params.count - params.ghost_start + entry]; }
fn mean_of_blood(a: f32, b: f32) -> f32 { return select(0.5 * (a + b), a + b, a == 0.0 || b == 0.0); }
fn thickness_of_pair(low: u32, high: u32) -> f32 { return mean_of_blood(thickness(low), thickness(high)); }

// Viscosity halfway along the links of axis b below and above a face (x, z) and at the face itself (y).
fn thickness_across(b: u32, low: u32, high: u32) -> vec3f {
  if (!THINNING) { return vec3f(1.0); }
  let own = thickness_of_pair(low, high);
  let below = thickness_of_pair(next_to(low, 2u * b), next_to(high, 2u * b));
  let above = thickness_of_pair(next_to(low, 2u * b + 1u), next_to(high, 2u * b + 1u));
  return vec3f(mean_of_blood(below, own), own, mean_of_blood(above, own));
}

fn thickness_along(low: u32, high: u32) -> vec3f {
  if (!THINNING) { return vec3f(1.0); }
  let own = thickness_of_pair(low, high);
  return vec3f(mean_of_blood(thickness(low), own), own, mean_of_blood(thickness(high), own));
}

// The part d_j nu d_i u_j of div(nu (grad u + grad u^T)) that a viscosity which differs from cell to cell adds.
fn turned_stress(axis: u32, low: u32, high: u32, line: Line) -> f32 {
  var sum = 0.0;
  for (var j = 0u; j < 3u; j++) {
    if (j == axis) {
      let thick = thickness_along(low, high);
      sum += (thick.z - thick.x) * 0.5 * (line.above - line.below);
      continue;
    }
    let thick = thickness_across(j, low, high);
    let side = j * params.count;
    let turn = stage[side + high] - stage[side + low]
      + stage[side + next_to(high, 2u * j)] - stage[side + next_to(low, 2u * j)];
    sum += (thick.z - thick.x) * 0.5 * turn;
  }
  return sum;
}

// Towards a wall the viscosity is carried on as a power of the distance from the other side; its least is 1.
fn towards_wall(code: u32, own: f32, there: f32, opposite: f32, stretch: f32) -> f32 {
  return select(there, max(1.0, own * pow(own / max(opposite, 1.0), stretch)), THINNING && code < ZERO_GRADIENT);
}

// x: advection (times V dx), y: viscous term (times dx² / nu), z: what near walls add to its diagonal.
fn terms(line: Line, u: f32, code_below: u32, code_above: u32, sliding: f32, thick: vec3f) -> vec3f {
  let free_below = code_below == ZERO_GRADIENT;
  let free_above = code_above == ZERO_GRADIENT;
  let below = select(line.below, u, free_below);
  let above = select(line.above, u, free_above);
  let hm = link_length(code_below);
  let hp = link_length(code_above);
  let from_below = carried(line.in_below, u, below, line.below2, above, hp, beyond(code_above, 0.0, sliding));
  let from_above = carried(line.in_above, u, above, line.above2, below, hm, beyond(code_below, 0.0, sliding));
  let advection = select(from_below, 0.0, free_below) + select(from_above, 0.0, free_above);
  let weight = 2.0 / (hm + hp);
  let thick_below = towards_wall(code_below, thick.y, thick.x, thick.z, hm / hp);
  let thick_above = towards_wall(code_above, thick.y, thick.z, thick.x, hp / hm);
  let to_below = select(thick_below * weight / hm, 0.0, free_below);
  let to_above = select(thick_above * weight / hp, 0.0, free_above);
  let viscous = to_below * (beyond(code_below, below, sliding) - u) + to_above * (beyond(code_above, above, sliding) - u);
  return vec3f(advection, viscous, max(0.0, to_below + to_above - 2.0 * thick.y));
}

fn along(base: u32, axis: u32, low: u32, high: u32, u: f32) -> Line {
  let before = next_to(low, 2u * axis);
  let before2 = next_to(before, 2u * axis);
  let after = next_to(high, 2u * axis + 1u);
  let below = stage[base + before];
  let above = stage[base + high];
  let own = opening[base + low] * u;
  return Line(
    stage[base + before2], below, above, stage[base + after],
    0.5 * (opening[base + before] * below + own), -0.5 * (own + opening[base + high] * above));
}

fn across(base: u32, b: u32, low: u32, high: u32) -> Line {
  let before = next_to(low, 2u * b);
  let after = next_to(low, 2u * b + 1u);
  let before2 = next_to(before, 2u * b);
  let after2 = next_to(after, 2u * b + 1u);
  let side = b * params.count;
  let below = stage[base + before];
  let above = stage[base + after];
  return Line(
    stage[base + before2], below, above, stage[base + after2],
    0.5 * (flux(side + before) + flux(side + next_to(high, 2u * b))), -0.5 * (flux(side + low) + flux(side + high)));
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let low = id.x;
  let axis = id.y;
  if (low >= params.count) { return; }
  let base = axis * params.count;
  let face = base + low;
  let a = opening[face];
  if (a == 0.0) { result[face] = 0.0; return; }
  let u = stage[face];
  let high = next_to(low, 2u * axis + 1u);
  let ghost = max(low, high);
  var drag = 0.0;
  if (ghost >= params.ghost_start) {
    drag = ghost_drag[ghost - params.ghost_start];
    if (drag < 0.0) { result[face] = velocity[face]; return; } // prescribed flow
  }
  let word = walls[face];
  let volume = face_volume(word, a);
  let mobility = a / volume;
  let scale = mobility * params.viscosity / (params.dx * params.dx);
  let b = (axis + 1u) % 3u;
  let c = (axis + 2u) % 3u;
  let slide = params.sliding[axis];
  let ahead = along(base, axis, low, high, u);
  var sum = terms(
    ahead, u, link_code(word, 2u * axis), link_code(word, 2u * axis + 1u), slide, thickness_along(low, high));
  sum += terms(
    across(base, b, low, high), u, link_code(word, 2u * b), link_code(word, 2u * b + 1u), slide,
    thickness_across(b, low, high));
  sum += terms(
    across(base, c, low, high), u, link_code(word, 2u * c), link_code(word, 2u * c + 1u), slide,
    thickness_across(c, low, high));
  if (THINNING) { sum.y += turned_stress(axis, low, high, ahead); }
  var stiff = sum.z;
  var rate = sum.x / (volume * params.dx) + scale * sum.y;
  rate -= mobility * (pressure[high] - pressure[low]) / params.dx;
  stiff *= scale;
  if (ghost >= params.ghost_start) {
    // Where blood enters at a pressure port, the port's pressure is the total pressure of the blood outside: this
    // dynamic head keeps a reversed jet from feeding itself.
    let outward = select(-u, u, high == ghost);
    if (outward < 0.0) {
      stiff += 0.5 * mobility * abs(u) / params.dx;
      rate -= 0.5 * mobility * abs(u) * u / params.dx;
    }
  }
  let euler = (u + params.dt * (rate + stiff * u)) / (1.0 + params.dt * stiff);
  var next = (1.0 - WEIGHT) * velocity[face] + WEIGHT * euler;
  // A windkessel answers a change of flow within the step: the face keeps part of its old velocity (see ports.wgsl).
  if (ghost >= params.ghost_start && WEIGHT < 1.0) {
    next = (next + mobility * drag * velocity[face]) / (1.0 + mobility * drag);
  }
  result[face] = next;
}
