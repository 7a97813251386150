// #import lib/symmetric3.wgsl

// A tie acts on q = sum w_k x_k - anchor of up to eight nodes.
//   spring    E = k/2 |q|^2                          (support, grasp, bending)
//   thread    T = min(max(0, k (|q| - L)), cap)      (stitch: pulls, never pushes, tears out at its cap)
//   rod       T = k (|q| - L)                        (edge of a shell)
//   load      force = anchor                         (dead load)
//   push      see `push_response`                    (contact: pushes, never pulls)
//   running   one of a thread's segments: T is the thread's (`rest` brings it), the same in all of them
//   membrane  a triangle of a shell, see `lib/membrane.wgsl`
// f_k = -T w_k n, H_kk = factor w_k^2 [k n n^T + min(T/l, k) (I - n n^T)].
//
// Running: E = K/2 (sum |q_j| - L)^2 over the n segments of a thread, K = k / n. T / l (I - n n^T) is exact; K n n^T alone
// is not enough where all segments move at once, and n K = k bounds what they do together (Cauchy-Schwarz). A segment
// shorter than T / k pulls less, q T / sqrt(q^2 + (T/k)^2): there the lips touch and the direction means nothing.
const SPRING = 0u;
const THREAD = 1u;
const ROD = 2u;
const LOAD = 3u;
const PUSH = 4u;
const RUNNING = 5u;
const MEMBRANE = 6u;

struct TieResponse {
  force: vec3f,
  hessian: Symmetric3,
}

fn tie_response(mode: u32, q: vec3f, weight: f32, k: f32, rest: f32, cap: f32, factor: f32) -> TieResponse {
  let w2 = factor * weight * weight;
  if (mode == SPRING) {
    return TieResponse(-k * weight * q, scaled_identity(k * w2));
  }
  if (mode == RUNNING) {
    return running_response(q, weight, k, rest, w2);
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

// Contact across a unit normal n, the gap being n.q - L:
//   E = k/2 min(0, n.q - L)^2, N = k max(0, L - n.q), f_k = w_k N n, H_kk = factor w_k^2 k n n^T while N > 0
// and friction along the tangent u = q - n (n.q), a spring of the same k whose force slides at Coulomb's limit:
//   f_k = -w_k min(k |u|, mu N) u/|u|, H_kk = factor w_k^2 min(k, mu N / |u|) (I - n n^T)
// (Cundall & Strack 1979, doi 10.1680/geot.1979.29.1.47). The Hessian leaves out how the limit grows with N, which
// would make it unsymmetric: the limit lags by one sweep. The anchor is where nothing has slid; the CPU drags it along
// once a frame (`contact/slip.ts`), so that within a frame the direction of sliding is that since its start.
// Limits: a penalty, so a load P sinks in by P / k; what moves farther than the finder's margin within one frame is felt
// a frame late.
fn push_response(q: vec3f, weight: f32, k: f32, rest: f32, n: vec3f, friction: f32, factor: f32) -> TieResponse {
  let w2 = factor * weight * weight;
  let along = dot(n, q);
  let pressed = k * max(0.0, rest - along);
  if (pressed == 0.0) {
    return TieResponse(vec3f(0.0), scaled_identity(0.0));
  }
  let u = q - along * n;
  let across = min(k, friction * pressed / max(length(u), 1e-9));
  let hessian = add_symmetric(scaled_identity(w2 * across), outer_square(n, w2 * (k - across)));
  return TieResponse(weight * (pressed * n - across * u), hessian);
}

fn running_response(q: vec3f, weight: f32, k: f32, tension: f32, w2: f32) -> TieResponse {
  if (tension <= 0.0) {
    return TieResponse(vec3f(0.0), scaled_identity(0.0));
  }
  let across = tension / sqrt(dot(q, q) + tension * tension / (k * k));
  let n = q / max(length(q), 1e-9);
  return TieResponse(
    -across * weight * q,
    add_symmetric(scaled_identity(w2 * across), outer_square(n, w2 * (k - across))),
  );
}
