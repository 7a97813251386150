// #import lib/flow_params.wgsl
// #import lib/cell_tag.wgsl

// Preconditioned conjugate gradients for the increment psi of the pressure (in m/s: dt · dp / (rho dx)):
//   sum over faces A (psi_P - psi_Q) = source - sum s A u*,   then u -= grad psi, p/rho += psi dx / dt.
// Scalars stay on the GPU: where a sum is wanted, a thread takes PER_THREAD entries of one chunk (64 apart) and writes
// one partial sum; `reduce` adds them. No barriers.
@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<storage, read> neighbours: array<u32>;
@group(0) @binding(2) var<storage, read> conduct: array<f32>;  // opening, ports by how freely their pressure answers
@group(0) @binding(3) var<storage, read> tags: array<u32>;
@group(0) @binding(4) var<storage, read_write> partials: array<vec4f>;
@group(0) @binding(5) var<storage, read> scalars: Scalars;
@group(0) @binding(6) var<storage, read> velocity_in: array<f32>;
@group(0) @binding(7) var<storage, read_write> psi: array<f32>;
@group(0) @binding(8) var<storage, read_write> residual: array<f32>;
@group(0) @binding(9) var<storage, read_write> preconditioned: array<f32>;
@group(0) @binding(10) var<storage, read_write> direction: array<f32>;
@group(0) @binding(11) var<storage, read_write> image: array<f32>;
@group(0) @binding(12) var<storage, read> opening: array<f32>;
@group(0) @binding(13) var<storage, read_write> velocity: array<f32>;
@group(0) @binding(14) var<storage, read_write> pressure: array<f32>;
@group(0) @binding(15) var<storage, read> sources: array<f32>;
@group(0) @binding(16) var<storage, read> coarse: array<f32>;
@group(0) @binding(17) var<storage, read> entry_parents: array<u32>;

struct Scalars {
  rz: f32,
  beta: f32,
  alpha: f32,
  rr: f32,        // of the latest residual
  rr_first: f32,  // of the right side
  mean: array<f32, 256>, // per compartment, to subtract; 0 where a port is open
}

const PER_THREAD = 16u;

override COLOUR = 0u;
override FROM_ZERO = false;

fn next_to(entry: u32, d: u32) -> u32 { return neighbours[d * params.count + entry]; }

// Conductance of the link in direction d.
fn link(entry: u32, other: u32, d: u32) -> f32 {
  return conduct[(d >> 1u) * params.count + select(other, entry, (d & 1u) == 1u)];
}

fn divergence(entry: u32) -> f32 {
  var sum = 0.0;
  for (var axis = 0u; axis < 3u; axis++) {
    let base = axis * params.count;
    let below = base + next_to(entry, 2u * axis);
    sum += opening[base + entry] * velocity_in[base + entry] - opening[below] * velocity_in[below];
  }
  return sum;
}

fn entry_of(group: vec3u, thread: u32, k: u32) -> u32 { return (group.x * PER_THREAD + k) * 64u + thread; }

// Right side.
@compute @workgroup_size(64)
fn begin(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u,
         @builtin(local_invocation_index) thread: u32) {
  var sum = vec4f(0.0);
  for (var k = 0u; k < PER_THREAD; k++) {
    let e = entry_of(group, thread, k);
    var r = 0.0;
    let tag = tags[e];
    if (tag_is_fluid(tag)) {
      let structure = tag_structure(tag);
      r = sources[structure] - divergence(e);
    }
    residual[e] = r;
    sum += vec4f(0.0, r, r * r, 0.0);
  }
  partials[id.x] = sum;
}

@compute @workgroup_size(256)
fn centre(@builtin(global_invocation_id) id: vec3u) {
  let tag = tags[id.x];
  if (tag_is_fluid(tag)) { residual[id.x] -= scalars.mean[tag_compartment(tag)]; }
}

// The increment of the step before, as the first direction to search along: from one step to the next it changes little.
// As far as it helps it is taken, so that it never makes the start worse than none.
@compute @workgroup_size(64)
fn recall(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u,
          @builtin(local_invocation_index) thread: u32) {
  var sum = vec4f(0.0);
  for (var k = 0u; k < PER_THREAD; k++) {
    let e = entry_of(group, thread, k);
    let r = residual[e];
    let before = psi[e];
    direction[e] = before;
    psi[e] = 0.0;
    sum += vec4f(r * before, before, r * r, r);
  }
  partials[id.x] = sum;
}

// One colour of a red-black Gauss–Seidel sweep on the finest level.
@compute @workgroup_size(256)
fn smooth_cells(@builtin(global_invocation_id) id: vec3u) {
  let e = id.x;
  let tag = tags[e];
  if (!tag_is_fluid(tag) || tag_parity(tag) != COLOUR) {
    if (FROM_ZERO) { preconditioned[e] = 0.0; }
    return;
  }
  var total = 0.0;
  var sum = residual[e];
  for (var d = 0u; d < 6u; d++) {
    let other = next_to(e, d);
    let g = link(e, other, d);
    total += g;
    if (!FROM_ZERO) { sum += g * preconditioned[other]; }
  }
  preconditioned[e] = select(0.0, sum / total, total > 0.0);
}

@compute @workgroup_size(256)
fn prolong(@builtin(global_invocation_id) id: vec3u) {
  let parent = entry_parents[id.x];
  if (parent != 0u) { preconditioned[id.x] += coarse[parent]; }
}

@compute @workgroup_size(64)
fn dot_preconditioned(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u,
                      @builtin(local_invocation_index) thread: u32) {
  var sum = vec4f(0.0);
  for (var k = 0u; k < PER_THREAD; k++) {
    let e = entry_of(group, thread, k);
    let r = residual[e];
    let z = preconditioned[e];
    sum += vec4f(r * z, z, r * r, r);
  }
  partials[id.x] = sum;
}

@compute @workgroup_size(256)
fn turn(@builtin(global_invocation_id) id: vec3u) {
  let e = id.x;
  let tag = tags[e];
  if (!tag_is_fluid(tag)) { return; }
  direction[e] = preconditioned[e] - scalars.mean[tag_compartment(tag)] + scalars.beta * direction[e];
}

@compute @workgroup_size(64)
fn apply(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u,
         @builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var k = 0u; k < PER_THREAD; k++) {
    let e = entry_of(group, thread, k);
    var q = 0.0;
    let here = direction[e];
    if (tag_is_fluid(tags[e])) {
      for (var d = 0u; d < 6u; d++) {
        let other = next_to(e, d);
        q += link(e, other, d) * (here - direction[other]);
      }
    }
    image[e] = q;
    sum += here * q;
  }
  partials[id.x] = vec4f(sum, 0.0, 0.0, 0.0);
}

@compute @workgroup_size(256)
fn advance(@builtin(global_invocation_id) id: vec3u) {
  let e = id.x;
  if (!tag_is_fluid(tags[e])) { return; }
  psi[e] += scalars.alpha * direction[e];
  residual[e] -= scalars.alpha * image[e];
}

@compute @workgroup_size(64)
fn measure_residual(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u,
                    @builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var k = 0u; k < PER_THREAD; k++) {
    let r = residual[entry_of(group, thread, k)];
    sum += r * r;
  }
  partials[id.x] = vec4f(0.0, 0.0, sum, 0.0);
}

// u -= (conduct / A) grad psi: a port whose pressure follows its flow (windkessel) gives way less.
@compute @workgroup_size(256)
fn project(@builtin(global_invocation_id) id: vec3u) {
  let e = id.x;
  if (id.y == 3u) {
    if (tag_is_fluid(tags[e])) { pressure[e] += psi[e] * params.dx / params.dt; }
    return;
  }
  let face = id.y * params.count + e;
  let a = opening[face];
  if (a == 0.0) { velocity[face] = 0.0; return; }
  let other = next_to(e, 2u * id.y + 1u);
  velocity[face] = velocity_in[face] - conduct[face] / a * (psi[other] - psi[e]);
}
