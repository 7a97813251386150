// #import lib/flow_params.wgsl
// #import lib/limiter.wgsl
// #import lib/wall_link.wgsl

// One Euler stage of the momentum equation on every face, blended into a two-stage Runge–Kutta (Heun) step:
//   out = (1 - WEIGHT) u0 + WEIGHT (u + dt (advection + m (viscosity - grad p))),   m = A / V,
// advection in the form -(1/V) sum s F (phi_up - u): bounded even where the divergence is not yet zero. The pressure
// drives the open part A of a control volume V alone: what a wall or a sheet covers, the wall carries. Both sides of a
// link use the same phi, so no momentum is made or lost between them. The velocity of a face is the mean over its open
// part, which a wall that cuts it moves away from the face's centre: links are as long as their ends lie apart. Viscosity
// per axis over these lengths; what a near wall adds to the diagonal is implicit. It may differ from cell to
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

// One side of a control volume: what flows in through it, the values next and next but one beyond it, and the links to
// them. Where a face is closed its value is zero.
struct Side { inflow: f32, near: f32, far: f32, link: u32, further: u32 }
struct Line { below: Side, above: Side }

// Momentum that crosses a side, less what would come with the own velocity u: inflow * (phi - u). `back` is the slope
// that u has from the other side. Slopes are over the links' own lengths, so that a profile which is a straight line
// under the wall has the same on both sides of a cut face; phi lies halfway, between both values.
fn carried(side: Side, u: f32, back: f32, sliding: f32) -> f32 {
  // A sheet's rim shuts a link for the viscosity and yet lets some blood by: it takes its velocity along.
  let passes = side.near != 0.0;
  let walled = is_wall(side.link) && !passes;
  let length = select(link_length(side.link), 1.0, passes && is_wall(side.link));
  let value = select(beyond(side.link, side.near, sliding), side.near, passes);
  let ahead = (value - u) / length;
  if (walled) { return side.inflow * beside_wall(side.inflow, length, back, ahead, u); }
  if (side.inflow <= 0.0) { return side.inflow * length * smooth_gain(back, ahead, u); }
  let there = beyond(side.further, side.far, sliding);
  // Where no slope is known, or a sheet closes the face beyond, the profile is taken as a straight line.
  let straight = side.further == ZERO_GRADIENT || (side.further == FLUID && side.far == 0.0);
  let before = select((value - there) / link_length(side.further), -ahead, straight);
  return side.inflow * (value - u + length * smooth_gain(before, -ahead, value));
}

// phi - u half a spacing towards a wall, or at the wall where that is nearer; never past the wall's velocity.
fn beside_wall(inflow: f32, length: f32, back: f32, ahead: f32, u: f32) -> f32 {
  let reach = min(length, 0.5);
  if (inflow > 0.0) { return reach * ahead; }
  let most = length * ahead;
  return clamp(2.0 * reach * smooth_gain(back, ahead, u), min(most, 0.0), max(most, 0.0));
}

// What the blood beyond a link has for a velocity: across a wall it stands still, or slides with the wall.
fn beyond(code: u32, value: f32, sliding: f32) -> f32 {
  return select(value, select(0.0, sliding, code == SLIDING), is_wall(code));
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
      sum += (thick.z - thick.x) * 0.5 * (line.above.near - line.below.near);
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
  return select(there, max(1.0, own * pow(own / max(opposite, 1.0), stretch)), THINNING && is_wall(code));
}

// x: advection (times V dx), y: viscous term (times dx² / nu), z: what near walls add to its diagonal.
fn terms(line: Line, u: f32, sliding: f32, thick: vec3f) -> vec3f {
  let free_below = line.below.link == ZERO_GRADIENT;
  let free_above = line.above.link == ZERO_GRADIENT;
  let hm = link_length(line.below.link);
  let hp = link_length(line.above.link);
  let rise_below = select((u - beyond(line.below.link, line.below.near, sliding)) / hm, 0.0, free_below);
  let rise_above = select((u - beyond(line.above.link, line.above.near, sliding)) / hp, 0.0, free_above);
  let from_below = carried(line.below, u, rise_above, sliding);
  let from_above = carried(line.above, u, rise_below, sliding);
  let advection = select(from_below, 0.0, free_below) + select(from_above, 0.0, free_above);
  let weight = 2.0 / (hm + hp);
  let thick_below = towards_wall(line.below.link, thick.y, thick.x, thick.z, hm / hp);
  let thick_above = towards_wall(line.above.link, thick.y, thick.z, thick.x, hp / hm);
  let viscous = -weight * (thick_below * rise_below + thick_above * rise_above);
  let diagonal = weight * (select(thick_below / hm, 0.0, free_below) + select(thick_above / hp, 0.0, free_above));
  return vec3f(advection, viscous, max(0.0, diagonal - 2.0 * thick.y));
}

fn side_of(inflow: f32, base: u32, near: u32, word: vec2u, direction: u32) -> Side {
  let far = next_to(near, direction);
  let further = link_code(walls[base + near], direction);
  return Side(inflow, stage[base + near], stage[base + far], link_code(word, direction), further);
}

fn along(base: u32, axis: u32, low: u32, high: u32, word: vec2u) -> Line {
  let before = next_to(low, 2u * axis);
  let own = flux(base + low);
  return Line(
    side_of(0.5 * (flux(base + before) + own), base, before, word, 2u * axis),
    side_of(-0.5 * (own + flux(base + high)), base, high, word, 2u * axis + 1u));
}

fn across(base: u32, b: u32, low: u32, high: u32, word: vec2u) -> Line {
  let before = next_to(low, 2u * b);
  let after = next_to(low, 2u * b + 1u);
  let side = b * params.count;
  let from_below = 0.5 * (flux(side + before) + flux(side + next_to(high, 2u * b)));
  let from_above = -0.5 * (flux(side + low) + flux(side + high));
  return Line(
    side_of(from_below, base, before, word, 2u * b), side_of(from_above, base, after, word, 2u * b + 1u));
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
  let ahead = along(base, axis, low, high, word);
  var sum = terms(ahead, u, slide, thickness_along(low, high));
  sum += terms(across(base, b, low, high, word), u, slide, thickness_across(b, low, high));
  sum += terms(across(base, c, low, high, word), u, slide, thickness_across(c, low, high));
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
