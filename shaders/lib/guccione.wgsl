// #import lib/neo_hookean.wgsl
// #import lib/symmetric3.wgsl

// Guccione, Costa & McCulloch 1995, transversely isotropic about the unit vector a of the stress-free piece:
//   Psi = C/2 (e^Q - 1) + kappa/2 (J - 1)^2,  Q = bf E_aa^2 + bt (E_ss^2 + E_nn^2 + 2 E_sn^2) + 2 bfs (E_as^2 + E_an^2)
// with E = (F^T F - I)/2. By E : E, E a and e = a.E a it needs no second direction:
//   Q = bt E:E + 2 (bfs - bt) (|E a|^2 - e^2) + (bf - bt) e^2,  S = C e^Q s,  s = dQ/dE / 2.
override GUCCIONE_BF: f32 = 8.0;
override GUCCIONE_BT: f32 = 2.0;
override GUCCIONE_BFS: f32 = 4.0;

/// As `neo_hookean`; the Hessian is exact but for its geometric term g.S g, which is left out where it is negative.
fn guccione(f: mat3x3f, g: vec3f, a: vec3f, volume: f32, c: f32, kappa: f32, dilation: f32) -> CornerResponse {
  let shear = GUCCIONE_BFS - GUCCIONE_BT;
  let along = GUCCIONE_BF - GUCCIONE_BT;
  let strain = 0.5 * (transpose(f) * f - mat3x3f(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0));
  let ea = strain * a;
  let e = dot(a, ea);
  let square = dot(strain[0], strain[0]) + dot(strain[1], strain[1]) + dot(strain[2], strain[2]);
  let q = GUCCIONE_BT * square + 2.0 * shear * (dot(ea, ea) - e * e) + along * e * e;
  let stiffness = volume * c * exp(q);
  let ga = dot(g, a);
  let gg = dot(g, g);
  let sg = GUCCIONE_BT * (strain * g) + shear * (ga * ea + (dot(ea, g) - 2.0 * e * ga) * a) + along * e * ga * a;
  let cofactor = mat3x3f(cross(f[1], f[2]), cross(f[2], f[0]), cross(f[0], f[1]));
  let j = dot(f[0], cofactor[0]);
  let cg = cofactor * g;
  // F (2 sg sg^T + D) F^T with D u = half the change of dQ/dE g as E changes by sym(u g^T): v^T D v = Q(sym(v g^T)).
  let fg = f * g;
  let fa = f * a;
  let fsg = f * sg;
  let identity = 0.5 * (GUCCIONE_BT * gg + shear * ga * ga);
  var hessian = outer_square(f[0], stiffness * identity);
  hessian = add_symmetric(hessian, outer_square(f[1], stiffness * identity));
  hessian = add_symmetric(hessian, outer_square(f[2], stiffness * identity));
  hessian = add_symmetric(hessian, outer_square(fsg, 2.0 * stiffness));
  hessian = add_symmetric(hessian, outer_square(fg, 0.5 * stiffness * GUCCIONE_BT));
  hessian = add_symmetric(hessian, outer_square(fa, stiffness * (0.5 * shear * gg + (along - 2.0 * shear) * ga * ga)));
  // x y^T + y x^T = (x + y)(x + y)^T - x x^T - y y^T
  let cross_term = 0.5 * stiffness * shear * ga;
  hessian = add_symmetric(hessian, outer_square(fg + fa, cross_term));
  hessian = add_symmetric(hessian, outer_square(fg, -cross_term));
  hessian = add_symmetric(hessian, outer_square(fa, -cross_term));
  hessian = add_symmetric(hessian, outer_square(cg, volume * kappa));
  hessian = add_symmetric(hessian, scaled_identity(max(stiffness * dot(g, sg), 0.0)));
  return CornerResponse(-stiffness * fsg - volume * kappa * (j + dilation - 1.0) * cg, hessian);
}
