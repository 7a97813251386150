// Koren (1993): third order where smooth, never past its neighbours. Returns what the upwind value `c` gains on its
// way to the face towards `d`; `u` lies upstream of `c`.
fn koren_gain(u: f32, c: f32, d: f32) -> f32 {
  let back = c - u;
  let ahead = d - c;
  if (back * ahead <= 0.0) { return 0.0; }
  let r = ahead / back;
  return 0.5 * back * min(min(2.0 * r, (1.0 + 2.0 * r) / 3.0), 2.0);
}
