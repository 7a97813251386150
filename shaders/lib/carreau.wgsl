// Carreau (1972), as fitted to blood by Cho & Kensey (1991): mu = mu_inf + (mu_0 - mu_inf) (1 + (t g)²)^((n - 1) / 2)
// at the shear rate g [1/s]. Returns mu / mu_inf. `thinning`: mu_0 / mu_inf (1: Newtonian), t [s], n.
fn carreau_share(thinning: vec3f, rate: f32) -> f32 {
  let slowed = thinning.y * rate;
  return 1.0 + (thinning.x - 1.0) * pow(1.0 + slowed * slowed, 0.5 * (thinning.z - 1.0));
}
