// #import lib/patch_words.wgsl

// Writes single words of a buffer: what an edit changed, wherever it lies. No place comes twice with two values.
@group(0) @binding(0) var<uniform> own: PatchList;
@group(0) @binding(1) var<storage, read> words: array<vec2u>; // place, value
@group(0) @binding(2) var<storage, read_write> goal: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let range = words[own.index];
  if (id.x >= range.y) {
    return;
  }
  let word = words[range.x + id.x];
  goal[word.x] = word.y;
}
