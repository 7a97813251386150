// Start of a substep: y = x + h v is both the first guess and the place that inertia pulls to. Loads stand in the
// force only, never in the guess. A held node has mass 0.
struct Motion {
  first: u32,
  count: u32,
  h: f32,
  keep: f32, // exp(-damping h)
  speed_limit: f32,
}

@group(0) @binding(0) var<uniform> motion: Motion;
@group(0) @binding(1) var<storage, read_write> position: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> velocity: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> previous: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> inertia: array<vec4f>; // y, mass
@group(0) @binding(5) var<storage, read> mass: array<f32>;

@compute @workgroup_size(64)
fn predict(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= motion.count) {
    return;
  }
  let n = motion.first + id.x;
  let v = velocity[n];
  let x = position[n];
  previous[n] = x;
  let y = select(x.xyz, x.xyz + motion.h * v.xyz, mass[n] > 0.0);
  inertia[n] = vec4f(y, mass[n]);
  position[n] = vec4f(y, x.w);
}

// End of a substep: the velocity is what moved, damped.
@compute @workgroup_size(64)
fn settle(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= motion.count) {
    return;
  }
  let n = motion.first + id.x;
  var v = (position[n].xyz - previous[n].xyz) * (motion.keep / motion.h);
  let speed = length(v);
  if (speed > motion.speed_limit) {
    v *= motion.speed_limit / speed;
  }
  velocity[n] = select(vec4f(0.0), vec4f(v, 0.0), mass[n] > 0.0);
}
