// #import lib/patch_words.wgsl

// New nodes take over position and velocity of the nodes they split from. One thread: sources may be new themselves.
@group(0) @binding(0) var<uniform> own: PatchList;
@group(0) @binding(1) var<storage, read> words: array<vec2u>; // node, source
@group(0) @binding(2) var<storage, read_write> position: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> velocity: array<vec4f>;

@compute @workgroup_size(1)
fn main() {
  let range = words[own.index];
  for (var n = 0u; n < range.y; n++) {
    let pair = words[range.x + n];
    position[pair.x] = position[pair.y];
    velocity[pair.x] = velocity[pair.y];
  }
}
