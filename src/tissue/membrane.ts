import { cross, dot, length, subtract, type Vec3 } from '../core/vec3'
import type { Tie } from './ties'

/**
 * The numbers of `lib/membrane.wgsl` for a triangle of a sheet in plane stress: rest lengths squared, the diagonal of
 * M, then M_12, M_02, M_01. Green's strain gives an edge e the change s = 2 e·ε e, so ε = Q⁻¹ s / 2 with the rows
 * (e_x², e_y², e_x e_y) of Q, and the energy A t / 2 ε·C ε = ½ s·M s has M = A t / 4 Q⁻ᵀ C Q⁻¹,
 * C = E / (1 - ν²) [1 ν 0; ν 1 0; 0 0 (1 - ν)/2] on (ε_xx, ε_yy, 2 ε_xy). SI: N/m³.
 */
export function membraneTie(
  corners: readonly [Vec3, Vec3, Vec3],
  nodes: readonly [number, number, number],
  sheet: { readonly young: number; readonly poisson: number; readonly thickness: number },
): Tie {
  const edges = [0, 1, 2].map((i) => inPlane(corners, (i + 2) % 3, (i + 1) % 3))
  const inverse = invert(edges.map(([x, y]) => [x * x, y * y, x * y]))
  const c = planeStress(sheet.young, sheet.poisson)
  const area = length(cross(subtract(corners[1], corners[0]), subtract(corners[2], corners[0]))) / 2
  const m = (i: number, j: number): number => {
    let sum = 0
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) sum += inverse[a]![i]! * c[a]![b]! * inverse[b]![j]!
    return (area * sheet.thickness * sum) / 4
  }
  const squares = edges.map(([x, y]) => x * x + y * y)
  return {
    mode: 'membrane',
    nodes,
    weights: [],
    anchor: [0, 0, 0],
    stiffness: 0,
    numbers: [...squares, m(0, 0), m(1, 1), m(2, 2), m(1, 2), m(0, 2), m(0, 1)],
  }
}

/** From one corner to another, along the triangle's own two axes. */
function inPlane(corners: readonly [Vec3, Vec3, Vec3], to: number, from: number): [number, number] {
  const x = subtract(corners[1], corners[0])
  const normal = cross(x, subtract(corners[2], corners[0]))
  const y = cross(normal, x)
  const d = subtract(corners[to]!, corners[from]!)
  return [dot(d, x) / Math.max(length(x), 1e-12), dot(d, y) / Math.max(length(y), 1e-24)]
}

const planeStress = (young: number, poisson: number): number[][] => {
  const k = young / (1 - poisson ** 2)
  return [
    [k, k * poisson, 0],
    [k * poisson, k, 0],
    [0, 0, (k * (1 - poisson)) / 2],
  ]
}

/** Inverse of a 3 × 3 matrix by its adjugate. */
function invert(m: readonly (readonly number[])[]): number[][] {
  const [a, b, c] = m as [Vec3, Vec3, Vec3]
  const columns = [cross(b, c), cross(c, a), cross(a, b)]
  const determinant = dot(a, columns[0]!)
  return [0, 1, 2].map((row) => columns.map((column) => column[row]! / determinant))
}
