import type { LatticeFrame } from '../core/lattice'
import { gradient, sampler } from './field'

interface TriangleMesh {
  /** xyz per vertex, metres. */
  readonly positions: Float32Array
  /** Outward orientation: counter-clockwise seen from the positive side. */
  readonly triangles: Uint32Array
}

/** A mesh with one vertex a cell, and the index of each vertex's cell (of its low corner), ascending. */
export interface CellMesh extends TriangleMesh {
  readonly cells: Uint32Array
}

/**
 * Zero surface of a distance field by naive surface nets: one vertex per cell of eight samples that the surface
 * crosses, at the mean of its edge crossings (Gibson 1998), then two Newton steps along the gradient bring it onto
 * the trilinear zero surface. Quads join the four cells round a crossed lattice edge. Closed wherever the field is
 * positive on the lattice's rim.
 */
export function surfaceNets(frame: LatticeFrame, field: Float32Array): CellMesh {
  const [nx, ny, nz] = frame.size
  const vertexOf = new Int32Array(nx * ny * nz).fill(-1)
  const positions: number[] = []
  const cells: number[] = []
  for (let k = 0; k + 1 < nz; k++)
    for (let j = 0; j + 1 < ny; j++)
      for (let i = 0; i + 1 < nx; i++) {
        const o = i + nx * (j + ny * k)
        const p = cellVertex(field, o, nx, nx * ny)
        if (!p) continue
        vertexOf[o] = cells.length
        cells.push(o)
        positions.push(
          frame.origin[0] + (i + p[0]) * frame.spacing,
          frame.origin[1] + (j + p[1]) * frame.spacing,
          frame.origin[2] + (k + p[2]) * frame.spacing,
        )
      }
  const out = Float32Array.from(positions)
  projectOnto(frame, field, out)
  return { positions: out, triangles: joinCells(frame, field, vertexOf, out), cells: Uint32Array.from(cells) }
}

const edges: readonly (readonly [number, number])[] = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 7],
  [0, 2],
  [1, 3],
  [4, 6],
  [5, 7],
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
]

/** Mean of the crossings on a cell's twelve edges, in cells from its low corner; null where none crosses. */
function cellVertex(field: Float32Array, o: number, dy: number, dz: number): [number, number, number] | null {
  const d = cornerValues
  let negative = 0
  for (let c = 0; c < 8; c++) {
    d[c] = field[o + (c & 1) + ((c >> 1) & 1) * dy + (c >> 2) * dz]!
    if (d[c]! < 0) negative++
  }
  if (negative === 0 || negative === 8) return null
  let x = 0
  let y = 0
  let z = 0
  let n = 0
  for (const [a, b] of edges) {
    if (d[a]! < 0 === d[b]! < 0) continue
    const t = d[a]! / (d[a]! - d[b]!)
    x += (a & 1) + t * ((b & 1) - (a & 1))
    y += ((a >> 1) & 1) + t * (((b >> 1) & 1) - ((a >> 1) & 1))
    z += (a >> 2) + t * ((b >> 2) - (a >> 2))
    n++
  }
  return [x / n, y / n, z / n]
}
const cornerValues = new Float64Array(8)

/** Newton steps onto the zero of the trilinear field, each at most a third of a cell. */
function projectOnto(frame: LatticeFrame, field: Float32Array, positions: Float32Array): void {
  const sample = sampler(frame, field)
  const limit = frame.spacing / 3
  for (let o = 0; o < positions.length; o += 3)
    for (let step = 0; step < 2; step++) {
      const [x, y, z] = [positions[o]!, positions[o + 1]!, positions[o + 2]!]
      const g = gradient(sample, x, y, z, frame.spacing / 2)
      const square = g[0] * g[0] + g[1] * g[1] + g[2] * g[2]
      if (square < 0.04) break
      const length = Math.sqrt(square)
      const move = Math.min(Math.max(-sample(x, y, z) / length, -limit), limit) / length
      positions[o] = x + move * g[0]
      positions[o + 1] = y + move * g[1]
      positions[o + 2] = z + move * g[2]
    }
}

function joinCells(
  frame: LatticeFrame,
  field: Float32Array,
  vertexOf: Int32Array,
  positions: Float32Array,
): Uint32Array {
  const [nx, ny, nz] = frame.size
  const stride = [1, nx, nx * ny]
  const triangles: number[] = []
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) {
        const at = [i, j, k]
        const o = i + nx * (j + ny * k)
        for (let axis = 0; axis < 3; axis++) {
          const e = (axis + 1) % 3
          const f = (axis + 2) % 3
          if (at[axis]! + 1 >= frame.size[axis]! || at[e] === 0 || at[f] === 0) continue
          if (at[e]! + 1 >= frame.size[e]! || at[f]! + 1 >= frame.size[f]!) continue
          const inside = field[o]! < 0
          if (inside === field[o + stride[axis]!]! < 0) continue
          const [p, q] = [stride[e]!, stride[f]!]
          const quad = [vertexOf[o - p - q]!, vertexOf[o - q]!, vertexOf[o]!, vertexOf[o - p]!]
          pushQuad(triangles, positions, inside ? quad : quad.reverse())
        }
      }
  return Uint32Array.from(triangles)
}

/** Splits a quad along its shorter diagonal. */
function pushQuad(out: number[], positions: Float32Array, q: number[]): void {
  const [a, b, c, d] = q as [number, number, number, number]
  const square = (m: number, n: number): number => {
    let sum = 0
    for (let k = 0; k < 3; k++) sum += (positions[3 * m + k]! - positions[3 * n + k]!) ** 2
    return sum
  }
  if (square(a, c) <= square(b, d)) out.push(a, b, c, a, c, d)
  else out.push(a, b, d, b, c, d)
}

/** Area-weighted vertex normals, unit length. */
export function vertexNormals(positions: Float32Array, triangles: Uint32Array): Float32Array {
  const out = new Float32Array(positions.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t]!, 3 * triangles[t + 1]!, 3 * triangles[t + 2]!]
    const ux = positions[b]! - positions[a]!
    const uy = positions[b + 1]! - positions[a + 1]!
    const uz = positions[b + 2]! - positions[a + 2]!
    const vx = positions[c]! - positions[a]!
    const vy = positions[c + 1]! - positions[a + 1]!
    const vz = positions[c + 2]! - positions[a + 2]!
    const n = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    for (const o of [a, b, c]) for (let d = 0; d < 3; d++) out[o + d]! += n[d]!
  }
  for (let o = 0; o < out.length; o += 3) {
    const l = Math.hypot(out[o]!, out[o + 1]!, out[o + 2]!) || 1
    for (let d = 0; d < 3; d++) out[o + d]! /= l
  }
  return out
}
