/** A sphere of this energy without fibres, inner and outer rest radius A and B, under internal pressure. */
export interface Sphere {
  readonly inner: number
  readonly outer: number
  readonly mu: number
  /** lambda' of `materials.ts`, Pa. */
  readonly lambda: number
}

/**
 * Radial equilibrium dP_r/dR + 2 (P_r - P_t) / R = 0 with the stretches s_r = dr/dR and s_t = r/R, J = s_r s_t²,
 *
 *   P_r = mu s_r + (lambda' (J - 1) - mu) s_t²,   P_t = mu s_t + (lambda' (J - 1) - mu) s_r s_t,
 *
 * by shooting from the outside, where P_r = 0: Runge–Kutta inwards from an outer stretch gives the inner stretch
 * and the pressure p = -P_r / s_t² there; bisection finds the outer stretch of a wanted pressure.
 * @returns the inner radius over A
 */
export function inflatedStretch(sphere: Sphere, pressure: number): number {
  let [low, high] = [1, 1.3]
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2
    if (shoot(sphere, middle).pressure < pressure) low = middle
    else high = middle
  }
  return shoot(sphere, low).stretch
}

/** s_r that gives a radial stress at a hoop stretch: P_r is linear in it. */
const radialStretch = ({ mu, lambda }: Sphere, stress: number, hoop: number): number =>
  (stress + (lambda + mu) * hoop ** 2) / (mu + lambda * hoop ** 4)

function shoot(sphere: Sphere, outerStretch: number): { stretch: number; pressure: number } {
  const { inner, outer, mu, lambda } = sphere
  const slope = (R: number, r: number, stress: number): [number, number] => {
    const hoop = r / R
    const radial = radialStretch(sphere, stress, hoop)
    const along = mu * hoop + (lambda * (radial * hoop ** 2 - 1) - mu) * radial * hoop
    return [radial, (2 * (along - stress)) / R]
  }
  const steps = 400
  const h = (inner - outer) / steps
  let [R, r, stress] = [outer, outerStretch * outer, 0]
  for (let n = 0; n < steps; n++, R += h) {
    const a = slope(R, r, stress)
    const b = slope(R + h / 2, r + (h / 2) * a[0], stress + (h / 2) * a[1])
    const c = slope(R + h / 2, r + (h / 2) * b[0], stress + (h / 2) * b[1])
    const d = slope(R + h, r + h * c[0], stress + h * c[1])
    r += (h / 6) * (a[0] + 2 * b[0] + 2 * c[0] + d[0])
    stress += (h / 6) * (a[1] + 2 * b[1] + 2 * c[1] + d[1])
  }
  const stretch = r / inner
  return { stretch, pressure: -stress / stretch ** 2 }
}
