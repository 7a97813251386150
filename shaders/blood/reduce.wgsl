// #import lib/chunk_sum.wgsl

// Adds the partial sums of all chunks: one workgroup. x: r·z or d·q, y: sum for the means, z: r·r.
override FIRST = false;

struct Scalars { rz: f32, beta: f32, alpha: f32, rr: f32, rr_first: f32, mean: array<f32, 256> }
// Compartments joined by open gates form a group; a group without an open port is closed.
struct Groups {
  partials: u32,             // number of partial sums: 64 for each chunk
  closed: u32,               // number of closed groups
  of_compartment: array<u32, 256>, // closed group of a compartment, or 255
  cells: array<f32, 16>,     // cells of each closed group
}
@group(0) @binding(0) var<storage, read> groups: Groups;
@group(0) @binding(1) var<storage, read> chunk_compartment: array<u32>;
@group(0) @binding(2) var<storage, read> partials: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> scalars: Scalars;

fn sum_chunks(thread: u32) -> vec4f {
  var total = vec4f(0.0);
  for (var c = thread; c < groups.partials; c += 128u) { total += partials[c]; }
  return chunk_sum(thread, total);
}

// Mean over each closed group, for two compartments a thread.
fn write_means(thread: u32) {
  var mine = vec2f(0.0);
  let my_group = vec2u(groups.of_compartment[thread], groups.of_compartment[thread + 128u]);
  for (var g = 0u; g < groups.closed; g++) {
    var part = 0.0;
    for (var c = thread; c < groups.partials; c += 128u) {
      let compartment = chunk_compartment[c / 64u];
      if (groups.of_compartment[compartment] == g) { part += partials[c].y; }
    }
    let sum = chunk_sum(thread, vec4f(part, 0.0, 0.0, 0.0));
    mine = select(mine, vec2f(sum.x / groups.cells[g]), my_group == vec2u(g));
  }
  scalars.mean[thread] = mine.x;
  scalars.mean[thread + 128u] = mine.y;
}

// Of the right side.
@compute @workgroup_size(128)
fn means(@builtin(local_invocation_index) thread: u32) {
  let total = sum_chunks(thread);
  if (thread == 0u) { scalars.rr_first = total.z; }
  write_means(thread);
}

@compute @workgroup_size(128)
fn turn_by(@builtin(local_invocation_index) thread: u32) {
  let total = sum_chunks(thread);
  if (thread == 0u) {
    scalars.beta = select(0.0, total.x / scalars.rz, !FIRST && scalars.rz > 0.0);
    scalars.rz = total.x;
  }
  write_means(thread);
}

@compute @workgroup_size(128)
fn step_by(@builtin(local_invocation_index) thread: u32) {
  let total = sum_chunks(thread);
  if (thread == 0u) { scalars.alpha = select(0.0, scalars.rz / total.x, total.x > 0.0); }
}

@compute @workgroup_size(128)
fn remember(@builtin(local_invocation_index) thread: u32) {
  let total = sum_chunks(thread);
  if (thread == 0u) { scalars.rr = total.z; }
}
