// #import lib/neo_hookean.wgsl
// #import lib/symmetric3.wgsl

// Fibres along the unit direction a of the stress-free piece: Psi = k/2 (s - 1)+^2 + T_a s with the stretch s = |F a|
// and n = F a / s. Tension T = k (s - 1)+ + T_a per stress-free area; f = -V T (g.a) n and
// H = V (g.a)^2 [k n n^T (where s > 1) + T/s (I - n n^T)]: exact, and positive for T >= 0, so no projection is needed.

/// Direction from two snorm pairs; zero where there is no fibre.
fn fibre_direction(packed: vec2u) -> vec3f {
  return vec3f(unpack2x16snorm(packed.x), unpack2x16snorm(packed.y).x);
}

/// Force [N] on the corner with hat gradient g [1/m], and minus its derivative; stiffness k and active tension in Pa.
fn fibre_response(f: mat3x3f, g: vec3f, a: vec3f, volume: f32, k: f32, active_tension: f32) -> CornerResponse {
  let fa = f * a;
  let s = max(length(fa), 1e-6);
  let n = fa / s;
  let tension = k * max(s - 1.0, 0.0) + active_tension;
  let along = select(0.0, k, s > 1.0);
  let across = max(tension / s, 0.0);
  let ga = dot(g, a);
  let scale = volume * ga * ga;
  let hessian = add_symmetric(scaled_identity(scale * across), outer_square(n, scale * (along - across)));
  return CornerResponse((-volume * tension * ga) * n, hessian);
}
