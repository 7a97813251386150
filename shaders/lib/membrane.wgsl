// #import lib/symmetric3.wgsl

// A triangle of a thin sheet in its own plane: Saint Venant-Kirchhoff, exact for any shape of triangle. With the edges
// e_i = x_(i+2) - x_(i+1) (i opposite its corner) and s_i = |e_i|^2 - L_i^2, which are linear in Green's strain:
//   E = 1/2 s . M s,  f_v = -sum over its edges t_i ds_i/dx_v,  t = M s,  ds/dx_v = 2 e_a, -2 e_b (a = v + 1, b = v + 2)
//   H_vv = M_aa g_a g_a^T + M_bb g_b g_b^T + M_ab (g_a g_b^T + g_b g_a^T) + 2 max(0, t_a + t_b) I
// M (`membrane.ts`) is positive definite; only the last term, negative where the sheet is slack, is left out there.
// Limit: as all of its kind, it softens when pressed to half its length, far beyond where a real sheet wrinkles.
struct MembraneForce {
  force: vec3f,
  hessian: Symmetric3,
}

/// @param corner 0-2; @param squares rest lengths squared; @param across M_ab by the third edge
fn membrane_force(x: array<vec3f, 3>, corner: u32, squares: vec3f, diagonal: vec3f, across: vec3f) -> MembraneForce {
  let e = array<vec3f, 3>(x[2] - x[1], x[0] - x[2], x[1] - x[0]);
  let s = vec3f(dot(e[0], e[0]), dot(e[1], e[1]), dot(e[2], e[2])) - squares;
  let t = diagonal * s + vec3f(
    across.z * s.y + across.y * s.z,
    across.z * s.x + across.x * s.z,
    across.y * s.x + across.x * s.y,
  );
  let a = (corner + 1u) % 3u;
  let b = (corner + 2u) % 3u;
  let ga = 2.0 * e[a];
  let gb = -2.0 * e[b];
  let both = across[corner];
  let stretched = add_symmetric(
    outer_square(ga + gb, both),
    add_symmetric(outer_square(ga, diagonal[a] - both), outer_square(gb, diagonal[b] - both)),
  );
  let taut = scaled_identity(2.0 * max(0.0, t[a] + t[b]));
  return MembraneForce(-t[a] * ga - t[b] * gb, add_symmetric(stretched, taut));
}
