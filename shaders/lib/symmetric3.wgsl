// Symmetric 3 x 3 matrices as (xx, yy, zz) and (xy, xz, yz).
struct Symmetric3 {
  diagonal: vec3f,
  off: vec3f,
}

fn scaled_identity(s: f32) -> Symmetric3 {
  return Symmetric3(vec3f(s), vec3f(0.0));
}

fn outer_square(v: vec3f, s: f32) -> Symmetric3 {
  return Symmetric3(s * v * v, s * vec3f(v.x * v.y, v.x * v.z, v.y * v.z));
}

fn add_symmetric(a: Symmetric3, b: Symmetric3) -> Symmetric3 {
  return Symmetric3(a.diagonal + b.diagonal, a.off + b.off);
}

/// Solves A x = b by the adjugate; zero where the determinant is not positive.
fn solve_symmetric(a: Symmetric3, b: vec3f) -> vec3f {
  let r0 = vec3f(a.diagonal.x, a.off.x, a.off.y);
  let r1 = vec3f(a.off.x, a.diagonal.y, a.off.z);
  let r2 = vec3f(a.off.y, a.off.z, a.diagonal.z);
  let c0 = cross(r1, r2);
  let determinant = dot(r0, c0);
  if (!(determinant > 0.0)) {
    return vec3f(0.0);
  }
  return (c0 * b.x + cross(r2, r0) * b.y + cross(r0, r1) * b.z) / determinant;
}
