// The coarse levels of the pressure preconditioner: rows of connected pieces, see src/blood/piece-hierarchy.ts.
// Vectors of all levels lie one after the other; row 0 is null.
struct Range { first: u32, last: u32 }
@group(0) @binding(0) var<uniform> range: Range;
@group(0) @binding(1) var<storage, read> row_start: array<u32>;
@group(0) @binding(2) var<storage, read> columns: array<u32>;
@group(0) @binding(3) var<storage, read> conductances: array<f32>;
@group(0) @binding(4) var<storage, read> child_start: array<u32>;
@group(0) @binding(5) var<storage, read> child_list: array<u32>;
@group(0) @binding(6) var<storage, read> parents: array<u32>;
@group(0) @binding(7) var<storage, read_write> coarse: array<f32>;
@group(0) @binding(8) var<storage, read_write> coarse_right: array<f32>;
// First row of each colour and the end, 5 per level, for the levels that one workgroup finishes.
struct Small { colours: array<vec4u, 20> }
@group(0) @binding(9) var<uniform> small: Small;

override LEVELS = 1u;

fn colour_start(level: u32, colour: u32) -> u32 {
  let n = 5u * level + colour;
  return small.colours[n / 4u][n % 4u];
}

fn relax(row: u32) {
  var total = 0.0;
  var sum = coarse_right[row];
  for (var n = row_start[row]; n < row_start[row + 1u]; n++) {
    let g = conductances[n];
    total += g;
    sum += g * coarse[columns[n]];
  }
  coarse[row] = select(0.0, sum / total, total > 0.0);
}

fn residual_of(row: u32) -> f32 {
  var sum = coarse_right[row];
  let here = coarse[row];
  for (var n = row_start[row]; n < row_start[row + 1u]; n++) {
    sum -= conductances[n] * (here - coarse[columns[n]]);
  }
  return sum;
}

fn gather(row: u32) {
  var sum = 0.0;
  for (var n = child_start[row]; n < child_start[row + 1u]; n++) { sum += residual_of(child_list[n]); }
  coarse_right[row] = sum;
  coarse[row] = 0.0;
}

@compute @workgroup_size(64)
fn smooth_rows(@builtin(global_invocation_id) id: vec3u) {
  let row = range.first + id.x;
  if (row < range.last) { relax(row); }
}

@compute @workgroup_size(64)
fn restrict_rows(@builtin(global_invocation_id) id: vec3u) {
  let row = range.first + id.x;
  if (row < range.last) { gather(row); }
}

@compute @workgroup_size(64)
fn prolong_rows(@builtin(global_invocation_id) id: vec3u) {
  let row = range.first + id.x;
  if (row < range.last) { coarse[row] += coarse[parents[row]]; }
}

fn sweep(level: u32, colour: u32, thread: u32) {
  let first = colour_start(level, colour);
  let last = colour_start(level, colour + 1u);
  if (first == last) { return; }
  for (var row = first + thread; row < last; row += 64u) { relax(row); }
  storageBarrier();
}

fn sweeps(level: u32, thread: u32, forward: bool, times: u32) {
  for (var i = 0u; i < 4u * times; i++) {
    let colour = i & 3u;
    sweep(level, select(3u - colour, colour, forward), thread);
  }
}

// The small levels, down and up again, by one workgroup: the first of them already holds its right side.
@compute @workgroup_size(64)
fn bottom(@builtin(local_invocation_index) thread: u32) {
  for (var l = 0u; l < LEVELS; l++) {
    if (l > 0u) {
      for (var row = colour_start(l, 0u) + thread; row < colour_start(l, 4u); row += 64u) { gather(row); }
      storageBarrier();
    }
    sweeps(l, thread, true, 2u);
  }
  sweeps(LEVELS - 1u, thread, false, 2u);
  for (var k = 1u; k < LEVELS; k++) {
    let l = LEVELS - 1u - k;
    for (var row = colour_start(l, 0u) + thread; row < colour_start(l, 4u); row += 64u) {
      coarse[row] += coarse[parents[row]];
    }
    storageBarrier();
    sweeps(l, thread, false, 2u);
  }
}
