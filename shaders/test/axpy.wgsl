// y <- a x + y + BIAS for the first `count` elements: what the GPU layer is tested with.
struct Params { count: u32, a: f32 }
override BIAS: f32 = 0.0;
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> params: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.count) { return; }
  y[id.x] = params.a * x[id.x] + y[id.x] + BIAS;
}
