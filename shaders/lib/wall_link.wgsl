// A face's control volume and its six links: distances to walls in spacings, or what lies there instead.
const SLIDING = 253u; // half a spacing from a wall that slides
const ZERO_GRADIENT = 254u;
const FLUID = 255u;

// V of a face that is open by the fraction a.
fn face_volume(word: vec2u, a: f32) -> f32 { return max(f32(word.x & 0xffffu) / 65535.0, a); }

fn link_code(word: vec2u, direction: u32) -> u32 {
  let shift = select(8u * (direction - 2u), 16u + 8u * direction, direction < 2u);
  return (select(word.y, word.x, direction < 2u) >> (shift & 31u)) & 0xffu;
}

fn link_length(code: u32) -> f32 {
  if (code == SLIDING) { return 0.5; }
  return select(1.0, f32(code + 1u) / 254.0, code < SLIDING);
}
