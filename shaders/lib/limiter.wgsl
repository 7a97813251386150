// Koren (1993): third order where smooth, never past its neighbours. Returns what the upwind value `c` gains on its
// way to the face towards `d`; `u` lies upstream of `c`.
fn koren_gain(u: f32, c: f32, d: f32) -> f32 {
  let back = c - u;
  let ahead = d - c;
  // ½ back · min(2 r, (1 + 2 r) / 3, 2) with r = ahead / back, without the division.
  let size = min(min(2.0 * abs(ahead), (abs(back) + 2.0 * abs(ahead)) / 3.0), 2.0 * abs(back));
  return select(0.0, 0.5 * sign(back) * size, back * ahead > 0.0);
}
