// New nodes take over position and velocity of the nodes they split from. One thread: sources may be new themselves.
struct Inherit {
  count: u32,
}

@group(0) @binding(0) var<uniform> inherit: Inherit;
@group(0) @binding(1) var<storage, read> pairs: array<vec2u>; // node, source
@group(0) @binding(2) var<storage, read_write> position: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> velocity: array<vec4f>;

@compute @workgroup_size(1)
fn main() {
  for (var n = 0u; n < inherit.count; n++) {
    let pair = pairs[n];
    position[pair.x] = position[pair.y];
    velocity[pair.x] = velocity[pair.y];
  }
}
