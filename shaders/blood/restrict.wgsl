// #import lib/flow_params.wgsl
// Right side of the first coarse level: what the finest level has left, summed over each piece's cells.
struct Range { first: u32, last: u32 }
@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<uniform> range: Range;
@group(0) @binding(2) var<storage, read> neighbours: array<u32>;
@group(0) @binding(3) var<storage, read> conduct: array<f32>;
@group(0) @binding(4) var<storage, read> residual: array<f32>;
@group(0) @binding(5) var<storage, read> preconditioned: array<f32>;
@group(0) @binding(6) var<storage, read> child_start: array<u32>;
@group(0) @binding(7) var<storage, read> child_list: array<u32>;
@group(0) @binding(8) var<storage, read_write> coarse: array<f32>;
@group(0) @binding(9) var<storage, read_write> coarse_right: array<f32>;

fn left_over(e: u32) -> f32 {
  var sum = residual[e];
  let here = preconditioned[e];
  for (var d = 0u; d < 6u; d++) {
    let other = neighbours[d * params.count + e];
    let g = conduct[(d >> 1u) * params.count + select(other, e, (d & 1u) == 1u)];
    sum -= g * (here - preconditioned[other]);
  }
  return sum;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = range.first + id.x;
  if (row >= range.last) { return; }
  var sum = 0.0;
  for (var n = child_start[row]; n < child_start[row + 1u]; n++) { sum += left_over(child_list[n]); }
  coarse_right[row] = sum;
  coarse[row] = 0.0;
}
