// Koren (1993): third order where smooth, never past its neighbours. What the upwind value gains in half a spacing, from
// the slopes behind and ahead of it: ½ back · min(2 r, (1 + 2 r) / 3, 2) with r = ahead / back, without the division.
fn limited_gain(back: f32, ahead: f32) -> f32 {
  let size = min(min(2.0 * abs(ahead), (abs(back) + 2.0 * abs(ahead)) / 3.0), 2.0 * abs(back));
  return select(0.0, 0.5 * sign(back) * size, back * ahead > 0.0);
}

// `u` lies upstream of the upwind value `c`, `d` downstream.
fn koren_gain(u: f32, c: f32, d: f32) -> f32 { return limited_gain(c - u, d - c); }

// The same without the limit where both slopes together are under a tenth of the value itself: a developed profile's
// peak at ten cells across, which the limit would flatten. It goes past its neighbours by a fortieth of it at most.
fn smooth_gain(back: f32, ahead: f32, c: f32) -> f32 {
  let free = abs(back) + abs(ahead) < 0.1 * abs(c);
  return select(limited_gain(back, ahead), (back + 2.0 * ahead) / 6.0, free);
}
