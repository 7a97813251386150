// #import lib/chunk_sum.wgsl

// Adds the partial sums of all chunks: one workgroup. x: r·z or d·q, y: sum for the means, z: r·r, w: sum of r.
override FIRST = false;
// Share of the right side's square under which single precision has nothing left to say: what an iteration took for a
// residual would be its own rounding, which in a closed chamber feeds on itself.
const NOTHING = 1e-12;

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

// Mean over each closed group, for two compartments a thread. Returns what the constant parts of r and z of the closed
// groups add to r·z: there a constant is no pressure.
fn write_means(thread: u32) -> f32 {
  var constant = 0.0;
  var mine = vec2f(0.0);
  let my_group = vec2u(groups.of_compartment[thread], groups.of_compartment[thread + 128u]);
  for (var g = 0u; g < groups.closed; g++) {
    var part = vec4f(0.0);
    for (var c = thread; c < groups.partials; c += 128u) {
      let compartment = chunk_compartment[c / 64u];
      if (groups.of_compartment[compartment] == g) { part += partials[c]; }
    }
    let sum = chunk_sum(thread, part);
    mine = select(mine, vec2f(sum.y / groups.cells[g]), my_group == vec2u(g));
    constant += sum.y * sum.w / groups.cells[g];
  }
  scalars.mean[thread] = mine.x;
  scalars.mean[thread + 128u] = mine.y;
  return constant;
}

// Of the right side.
@compute @workgroup_size(128)
fn means(@builtin(local_invocation_index) thread: u32) {
  let total = sum_chunks(thread);
  if (thread == 0u) { scalars.rr_first = total.z; }
  _ = write_means(thread);
}

@compute @workgroup_size(128)
fn turn_by(@builtin(local_invocation_index) thread: u32) {
  let total = sum_chunks(thread);
  let constant = write_means(thread);
  if (thread != 0u) { return; }
  let rz = select(total.x - constant, 0.0, total.z <= NOTHING * scalars.rr_first);
  scalars.beta = select(0.0, rz / scalars.rz, !FIRST && scalars.rz > 0.0);
  scalars.rz = rz;
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
