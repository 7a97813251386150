// #import lib/symmetric3.wgsl

// A tie acts on q = sum w_k x_k - anchor of up to eight nodes.
//   spring    E = k/2 |q|^2                          (support, grasp, bending)
//   thread    T = min(max(0, k (|q| - L)), cap)      (stitch: pulls, never pushes, tears out at its cap)
//   rod       T = k (|q| - L)                        (edge of a shell)
//   load      force = anchor                         (dead load)
// f_k = -T w_k n, H_kk = factor w_k^2 [k n n^T + min(T/l, k) (I - n n^T)].
const SPRING = 0u;
const THREAD = 1u;
const ROD = 2u;
const LOAD = 3u;

struct TieResponse {
  force: vec3f,
  hessian: Symmetric3,
}

fn tie_response(mode: u32, q: vec3f, weight: f32, k: f32, rest: f32, cap: f32, factor: f32) -> TieResponse {
  let w2 = factor * weight * weight;
  if (mode == SPRING) {
    return TieResponse(-k * weight * q, scaled_identity(k * w2));
  }
  let l = max(length(q), 1e-9);
  let n = q / l;
  var tension = k * (l - rest);
  if (mode == THREAD) {
    tension = min(max(tension, 0.0), cap);
    if (tension == 0.0) {
      return TieResponse(vec3f(0.0), scaled_identity(0.0));
    }
  }
  let across = clamp(tension / l, 0.0, k);
  let hessian = add_symmetric(scaled_identity(w2 * across), outer_square(n, w2 * (k - across)));
  return TieResponse(-tension * weight * n, hessian);
}
