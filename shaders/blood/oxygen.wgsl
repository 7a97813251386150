// #import lib/flow_params.wgsl
// #import lib/cell_tag.wgsl
// #import lib/limiter.wgsl

// Oxygen saturation on the flow's own faces: V ds/dt = -sum s F (phi_up - s) + q (s_q - s), Koren-limited upwind,
// V = max(fill, .3). Where the flow is free of divergence this is the conservative form; where it is not yet, the
// saturation still stays between its neighbours'. Ghosts hold what a port brings in.
// The age of the blood is carried by the same equation with a right side of 1 (GROWTH) and no upper bound (MOST).
override GROWTH = 0.0;
override MOST = 1.0;
@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<storage, read> neighbours: array<u32>;
@group(0) @binding(2) var<storage, read> opening: array<f32>;
@group(0) @binding(3) var<storage, read> velocity: array<f32>;
@group(0) @binding(4) var<storage, read> tags: array<u32>;
@group(0) @binding(5) var<storage, read> saturation: array<f32>;
@group(0) @binding(6) var<storage, read_write> saturation_next: array<f32>;
// Per structure: source in m/s per cell (as in the pressure equation), then the saturation it brings (256 each).
@group(0) @binding(7) var<storage, read> sources: array<f32>;

fn next_to(entry: u32, d: u32) -> u32 { return neighbours[d * params.count + entry]; }

// Value of a neighbour, or `here` where there is none.
fn value_at(entry: u32, here: f32) -> f32 { return select(saturation[entry], here, entry == 0u); }

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let e = id.x;
  let tag = tags[e];
  let here = saturation[e];
  if (!tag_is_fluid(tag)) { saturation_next[e] = here; return; }
  var change = 0.0;
  for (var axis = 0u; axis < 3u; axis++) {
    let base = axis * params.count;
    let low = next_to(e, 2u * axis);
    let high = next_to(e, 2u * axis + 1u);
    let from_low = opening[base + low] * velocity[base + low];
    let to_high = opening[base + e] * velocity[base + e];
    let at_low = select(here, value_at(low, here), opening[base + low] > 0.0);
    let at_high = select(here, value_at(high, here), opening[base + e] > 0.0);
    if (from_low > 0.0) {
      let beyond = value_at(next_to(low, 2u * axis), at_low);
      change += from_low * (at_low + koren_gain(beyond, at_low, here) - here);
    } else {
      change += from_low * koren_gain(at_high, here, at_low);
    }
    if (to_high < 0.0) {
      let beyond = value_at(next_to(high, 2u * axis + 1u), at_high);
      change -= to_high * (at_high + koren_gain(beyond, at_high, here) - here);
    } else {
      change -= to_high * koren_gain(at_low, here, at_high);
    }
  }
  let structure = tag_structure(tag);
  let brought = sources[structure];
  let carries = sources[256u + structure];
  if (brought > 0.0 && carries >= 0.0) { change += brought * (carries - here); }
  let next = here + params.dt * (GROWTH + change / (max(tag_fill(tag), 0.3) * params.dx));
  saturation_next[e] = clamp(next, 0.0, MOST);
}
