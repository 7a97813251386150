// #import lib/flow_params.wgsl
// #import lib/wall_link.wgsl

// What limits the time step: x, the greatest sum of inward fluxes over a face's control volume [1/s]; y, the
// greatest speed; z and w, the negative lowest and the highest kinematic pressure. One maximum per thread.
@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<storage, read> neighbours: array<u32>;
@group(0) @binding(2) var<storage, read> opening: array<f32>;
@group(0) @binding(3) var<storage, read> walls: array<vec2u>;
@group(0) @binding(4) var<storage, read> velocity: array<f32>;
@group(0) @binding(5) var<storage, read_write> partials: array<vec4f>;

fn next_to(entry: u32, direction: u32) -> u32 { return neighbours[direction * params.count + entry]; }
fn flux(axis: u32, entry: u32) -> f32 {
  let face = axis * params.count + entry;
  return opening[face] * velocity[face];
}

fn inward(axis: u32, low: u32) -> f32 {
  let high = next_to(low, 2u * axis + 1u);
  var sum = 0.0;
  for (var b = 0u; b < 3u; b++) {
    let before = next_to(low, 2u * b);
    if (b == axis) {
      sum += max(0.0, 0.5 * (flux(b, before) + flux(b, low))) + max(0.0, -0.5 * (flux(b, low) + flux(b, high)));
    } else {
      sum += max(0.0, 0.5 * (flux(b, before) + flux(b, next_to(high, 2u * b))));
      sum += max(0.0, -0.5 * (flux(b, low) + flux(b, high)));
    }
  }
  return sum;
}

// Infinite or no number: comparisons do not tell.
fn is_broken(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) == 0x7f800000u; }

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  var most = vec4f(0.0);
  for (var k = 0u; k < 16u; k++) {
    let e = (group.x * 16u + k) * 64u + thread;
    for (var axis = 0u; axis < 3u; axis++) {
      let face = axis * params.count + e;
      if (opening[face] > 0.0) {
        most.x = max(most.x, inward(axis, e) / (face_volume(walls[face], opening[face]) * params.dx));
        most.y = max(most.y, select(abs(velocity[face]), 1e30, is_broken(velocity[face])));
      }
    }
  }
  partials[id.x] = most;
}
