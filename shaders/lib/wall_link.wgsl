// A face's control volume and its six links: how long each is in spacings, and what lies at its end.
const FIRST_BLOOD = 127u; // below: a wall
const SLIDING = 253u; // half a spacing from a wall that slides
const ZERO_GRADIENT = 254u;
const FLUID = 255u;

// V of a face that is open by the fraction a.
fn face_volume(word: vec2u, a: f32) -> f32 { return max(f32(word.x & 0xffffu) / 65535.0, a); }

fn link_code(word: vec2u, direction: u32) -> u32 {
  let shift = select(8u * (direction - 2u), 16u + 8u * direction, direction < 2u);
  return (select(word.y, word.x, direction < 2u) >> (shift & 31u)) & 0xffu;
}

fn is_wall(code: u32) -> bool { return code < FIRST_BLOOD || code == SLIDING; }

// Between the velocities of two faces, each taken where its open part has its mean depth; or from one to the wall.
fn link_length(code: u32) -> f32 {
  if (code < FIRST_BLOOD) { return f32(code + 1u) / 100.0; }
  if (code < SLIDING) { return 0.4 + f32(code - FIRST_BLOOD) / 160.0; }
  return select(1.0, 0.5, code == SLIDING);
}
