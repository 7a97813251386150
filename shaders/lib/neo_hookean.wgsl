// #import lib/symmetric3.wgsl

// Psi = mu/2 (|F|^2 - 3) - mu (J - 1) + lambda'/2 (J - 1)^2, lambda' = lambda + mu (Smith, De Goes & Kim 2018 without
// the origin barrier). J is linear in one corner, so the Hessian by one corner is exact and positive definite.

struct CornerResponse {
  force: vec3f,
  hessian: Symmetric3,
}

/// Deformation gradient from the corners x and the gradients g of their hat functions: the columns of F.
fn deformation_gradient(x: array<vec3f, 4>, g: array<vec3f, 4>) -> mat3x3f {
  let e1 = x[1] - x[0];
  let e2 = x[2] - x[0];
  let e3 = x[3] - x[0];
  return mat3x3f(
    e1 * g[1].x + e2 * g[2].x + e3 * g[3].x,
    e1 * g[1].y + e2 * g[2].y + e3 * g[3].y,
    e1 * g[1].z + e2 * g[2].z + e3 * g[3].z,
  );
}

/// Force [N] on the corner with hat gradient g [1/m], and minus its derivative [N/m]; volume m^3, mu and lambda Pa.
/// The bulk pressure is that of J + dilation.
fn neo_hookean(f: mat3x3f, g: vec3f, volume: f32, mu: f32, lambda: f32, dilation: f32) -> CornerResponse {
  let cofactor = mat3x3f(cross(f[1], f[2]), cross(f[2], f[0]), cross(f[0], f[1]));
  let j = dot(f[0], cofactor[0]);
  let cg = cofactor * g;
  let force = -volume * (mu * (f * g) + (lambda * (j + dilation - 1.0) - mu) * cg);
  let hessian = add_symmetric(
    scaled_identity(volume * mu * dot(g, g)),
    outer_square(cg, volume * lambda),
  );
  return CornerResponse(force, hessian);
}
