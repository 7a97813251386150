import type { LatticeFrame } from '../core/lattice'

/** A cube's six tetrahedra round its main diagonal (Kuhn): the same cut of every shared face, so no gaps. */
const corner = (n: number): readonly [number, number, number] => [n & 1, (n >> 1) & 1, n >> 2]
const tetrahedra = [
  [0, 1, 3, 7],
  [0, 3, 2, 7],
  [0, 2, 6, 7],
  [0, 6, 4, 7],
  [0, 4, 5, 7],
  [0, 5, 1, 7],
] as const

/**
 * The zero level of a field (negative inside) as triangles, by marching tetrahedra: closed, each edge in exactly two
 * triangles, counter-clockwise seen from outside. What lies beyond the lattice counts as outside, so that a shape
 * that is cut by the lattice's rim is closed there.
 * @returns positions in metres, xyz per vertex
 */
export function surfaceOfField(
  frame: LatticeFrame,
  field: Float32Array,
): { readonly positions: Float32Array; readonly triangles: Uint32Array } {
  return new TetrahedraMarch(frame, field).run()
}

class TetrahedraMarch {
  private readonly positions: number[] = []
  private readonly triangles: number[] = []
  private readonly onEdge = new Map<number, number>()
  private readonly padded: readonly [number, number, number]

  constructor(
    private readonly frame: LatticeFrame,
    private readonly field: Float32Array,
  ) {
    const [nx, ny, nz] = frame.size
    this.padded = [nx + 2, ny + 2, nz + 2]
  }

  run() {
    const [px, py, pz] = this.padded
    const values = new Float64Array(8)
    const ids = new Float64Array(8)
    for (let k = 0; k < pz - 1; k++)
      for (let j = 0; j < py - 1; j++)
        for (let i = 0; i < px - 1; i++) {
          let inside = 0
          for (let n = 0; n < 8; n++) {
            const [a, b, c] = corner(n)
            values[n] = this.valueAt(i + a, j + b, k + c)
            ids[n] = i + a + px * (j + b + py * (k + c))
            if ((values[n] as number) < 0) inside++
          }
          if (inside > 0 && inside < 8) for (const t of tetrahedra) this.cut(t, values, ids)
        }
    return { positions: Float32Array.from(this.positions), triangles: Uint32Array.from(this.triangles) }
  }

  private valueAt(i: number, j: number, k: number): number {
    const [nx, ny, nz] = this.frame.size
    if (i < 1 || j < 1 || k < 1 || i > nx || j > ny || k > nz) return this.frame.spacing
    return this.field[i - 1 + nx * (j - 1 + ny * (k - 1))] as number
  }

  /** One tetrahedron: one triangle when one corner is alone on its side, two when two stand against two. */
  private cut(t: readonly number[], values: Float64Array, ids: Float64Array): void {
    const low = t.filter((n) => (values[n] as number) < 0)
    const high = t.filter((n) => (values[n] as number) >= 0)
    if (low.length === 0 || high.length === 0) return
    const cross = (a: number, b: number) => this.vertex(values, ids, a, b)
    const [l0, l1] = low as [number, number]
    const [h0, h1] = high as [number, number]
    if (low.length === 1)
      this.triangle(
        high.map((h) => cross(l0, h)),
        low,
        high,
      )
    else if (high.length === 1)
      this.triangle(
        low.map((l) => cross(l, h0)),
        low,
        high,
      )
    else {
      const [a, b, c, d] = [cross(l0, h0), cross(l0, h1), cross(l1, h1), cross(l1, h0)]
      this.triangle([a, b, c], low, high)
      this.triangle([a, c, d], low, high)
    }
  }

  /** Orders the corners so that the normal points from the inner corners of the tetrahedron to the outer ones. */
  private triangle(v: number[], low: readonly number[], high: readonly number[]): void {
    const [a, b, c] = v as [number, number, number]
    const p = this.positions
    const edge = (from: number, to: number) =>
      [0, 1, 2].map((x) => (p[3 * to + x] as number) - (p[3 * from + x] as number)) as [
        number,
        number,
        number,
      ]
    const [u, w] = [edge(a, b), edge(a, c)]
    const n = [u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0]] as const
    const mean = (s: readonly number[], x: number) =>
      s.reduce((sum, m) => sum + (corner(m)[x] as number), 0) / s.length
    const outward = [0, 1, 2].reduce((sum, x) => sum + (n[x] as number) * (mean(high, x) - mean(low, x)), 0)
    if (outward < 0) this.triangles.push(a, c, b)
    else this.triangles.push(a, b, c)
  }

  private vertex(values: Float64Array, ids: Float64Array, a: number, b: number): number {
    const [px, py, pz] = this.padded
    const [first, second] = (ids[a] as number) < (ids[b] as number) ? [a, b] : [b, a]
    const key = (ids[first] as number) * px * py * pz + (ids[second] as number)
    const known = this.onEdge.get(key)
    if (known !== undefined) return known
    const [f, g] = [values[first] as number, values[second] as number]
    // Off the corners, so that no triangle shrinks to a point and the surface stays a manifold.
    const t = Math.min(0.999, Math.max(0.001, f / (f - g)))
    const at = (id: number): [number, number, number] => [
      id % px,
      Math.floor(id / px) % py,
      Math.floor(id / (px * py)),
    ]
    const p = at(ids[first] as number)
    const q = at(ids[second] as number)
    for (let x = 0; x < 3; x++) {
      const lattice = (p[x] as number) + t * ((q[x] as number) - (p[x] as number)) - 1
      this.positions.push((this.frame.origin[x] as number) + this.frame.spacing * lattice)
    }
    const id = this.positions.length / 3 - 1
    this.onEdge.set(key, id)
    return id
  }
}
