// PCG (Jarzynski & Olano 2020): the same counter gives the same number everywhere.
fn hash_u32(x: u32) -> u32 {
  let state = x * 747796405u + 2891336453u;
  let word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  return (word >> 22u) ^ word;
}
fn hash_unit(x: u32) -> f32 { return f32(hash_u32(x) >> 8u) / 16777216.0; }
