// Writes single words of a buffer: what an edit changed, wherever it lies. No place comes twice.
struct Patch {
  first: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> range: Patch;
@group(0) @binding(1) var<storage, read> words: array<vec2u>; // place, value
@group(0) @binding(2) var<storage, read_write> goal: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) {
    return;
  }
  let word = words[range.first + id.x];
  goal[word.x] = word.y;
}
