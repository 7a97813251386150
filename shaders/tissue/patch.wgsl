// #import lib/patch_words.wgsl

// Writes single words of up to seven buffers: what an edit changed, wherever it lies. No place comes twice with two
// values. The ranges of the seven lists follow each other, as their words do.
@group(0) @binding(0) var<uniform> own: PatchList;
@group(0) @binding(1) var<storage, read> words: array<vec2u>; // place, value
@group(0) @binding(2) var<storage, read_write> goal_0: array<u32>;
@group(0) @binding(3) var<storage, read_write> goal_1: array<u32>;
@group(0) @binding(4) var<storage, read_write> goal_2: array<u32>;
@group(0) @binding(5) var<storage, read_write> goal_3: array<u32>;
@group(0) @binding(6) var<storage, read_write> goal_4: array<u32>;
@group(0) @binding(7) var<storage, read_write> goal_5: array<u32>;
@group(0) @binding(8) var<storage, read_write> goal_6: array<u32>;

fn end_of(list: u32) -> u32 {
  let range = words[own.index + list];
  return range.x + range.y;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = words[own.index].x + id.x;
  let word = words[at];
  if (at < end_of(0u)) {
    goal_0[word.x] = word.y;
  } else if (at < end_of(1u)) {
    goal_1[word.x] = word.y;
  } else if (at < end_of(2u)) {
    goal_2[word.x] = word.y;
  } else if (at < end_of(3u)) {
    goal_3[word.x] = word.y;
  } else if (at < end_of(4u)) {
    goal_4[word.x] = word.y;
  } else if (at < end_of(5u)) {
    goal_5[word.x] = word.y;
  } else if (at < end_of(6u)) {
    goal_6[word.x] = word.y;
  }
}
