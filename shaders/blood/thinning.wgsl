// #import lib/flow_params.wgsl
// #import lib/wall_link.wgsl
// #import lib/cell_tag.wgsl
// #import lib/carreau.wgsl

// Viscosity of each cell as a share of params.viscosity, from its shear rate sqrt(2 D:D), D = (grad u + grad u^T) / 2;
// written behind the ghosts' drag, where `momentum` reads it. 0 where there is no blood.
struct Thinning { carreau: vec3f }
@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<uniform> blood: Thinning;
@group(0) @binding(2) var<storage, read> neighbours: array<u32>;
@group(0) @binding(3) var<storage, read> opening: array<f32>;
@group(0) @binding(4) var<storage, read> walls: array<vec2u>;
@group(0) @binding(5) var<storage, read> velocity: array<f32>;
@group(0) @binding(6) var<storage, read> tags: array<u32>;
@group(0) @binding(7) var<storage, read_write> ghost_drag: array<f32>;

fn next_to(entry: u32, direction: u32) -> u32 { return neighbours[direction * params.count + entry]; }

fn beyond(code: u32, value: f32, u: f32, sliding: f32) -> f32 {
  if (code == ZERO_GRADIENT) { return u; }
  return select(value, select(0.0, sliding, code == SLIDING), is_wall(code));
}

// x: d u_axis / d x_across at a face, in m/s a spacing, to second order with walls at any distance; y: 1 if it is open.
fn slope(axis: u32, entry: u32, across: u32) -> vec2f {
  let base = axis * params.count;
  if (opening[base + entry] == 0.0) { return vec2f(0.0); }
  let word = walls[base + entry];
  let u = velocity[base + entry];
  let code_below = link_code(word, 2u * across);
  let code_above = link_code(word, 2u * across + 1u);
  let hm = link_length(code_below);
  let hp = link_length(code_above);
  let slide = params.sliding[axis];
  let below = beyond(code_below, velocity[base + next_to(entry, 2u * across)], u, slide);
  let above = beyond(code_above, velocity[base + next_to(entry, 2u * across + 1u)], u, slide);
  return vec2f(((above - u) * hm / hp + (u - below) * hp / hm) / (hm + hp), 1.0);
}

fn slope_in_cell(axis: u32, cell: u32, across: u32) -> f32 {
  let sum = slope(axis, cell, across) + slope(axis, next_to(cell, 2u * axis), across);
  return sum.x / max(sum.y, 1.0);
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let e = id.x;
  if (e >= params.count) { return; }
  let at = params.count - params.ghost_start + e;
  if (!tag_is_fluid(tags[e])) { ghost_drag[at] = 0.0; return; }
  var squares = 0.0;
  for (var i = 0u; i < 3u; i++) {
    let base = i * params.count;
    let stretch = velocity[base + e] - velocity[base + next_to(e, 2u * i)];
    let j = (i + 1u) % 3u;
    let shear = slope_in_cell(i, e, j) + slope_in_cell(j, e, i);
    squares += 2.0 * stretch * stretch + shear * shear;
  }
  ghost_drag[at] = carreau_share(blood.carreau, sqrt(squares) / params.dx);
}
