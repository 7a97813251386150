import { cellIndex, type LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'

/** Trilinear value of a cell-centred field; the same as core's `sampleField`, without a tuple a call. */
export function sampler(f: LatticeFrame, field: Float32Array): (x: number, y: number, z: number) => number {
  const [nx, ny, nz] = f.size
  const [ox, oy, oz] = f.origin
  const s = 1 / f.spacing
  const sliceStride = nx * ny
  const at = (v: number, n: number): number => Math.min(Math.max(v, 0), n - 1.000001)
  return (px, py, pz) => {
    const x = at((px - ox) * s, nx)
    const y = at((py - oy) * s, ny)
    const z = at((pz - oz) * s, nz)
    const i = x | 0
    const j = y | 0
    const k = z | 0
    const u = x - i
    const v = y - j
    const w = z - k
    const o = i + nx * j + sliceStride * k
    const p = o + sliceStride
    const a = field[o]! + u * (field[o + 1]! - field[o]!)
    const b = field[o + nx]! + u * (field[o + nx + 1]! - field[o + nx]!)
    const c = field[p]! + u * (field[p + 1]! - field[p]!)
    const d = field[p + nx]! + u * (field[p + nx + 1]! - field[p + nx]!)
    const low = a + v * (b - a)
    return low + w * (c + v * (d - c) - low)
  }
}

/** Gradient of a field by central differences over half a cell. */
export function gradient(
  sample: (x: number, y: number, z: number) => number,
  x: number,
  y: number,
  z: number,
  step: number,
): Vec3 {
  const d = 1 / (2 * step)
  return [
    (sample(x + step, y, z) - sample(x - step, y, z)) * d,
    (sample(x, y + step, z) - sample(x, y - step, z)) * d,
    (sample(x, y, z + step) - sample(x, y, z - step)) * d,
  ]
}

/** Finds the wall structure nearest to a point: its own cell's, else the nearest wall cell's within `reach` cells. */
export function wallFinder(heart: Heart, reach = 3): (x: number, y: number, z: number) => number {
  const f = heart.frame
  const isWall = new Uint8Array(256)
  for (const s of heart.structures) if (s.kind === 'wall') isWall[s.id] = 1
  const fallback = heart.structures.find((s) => s.kind === 'wall')?.id ?? 0
  const offsets = nearestOffsets(reach)
  return (x, y, z) => {
    const i = Math.round((x - f.origin[0]) / f.spacing)
    const j = Math.round((y - f.origin[1]) / f.spacing)
    const k = Math.round((z - f.origin[2]) / f.spacing)
    for (const [di, dj, dk] of offsets) {
      const [a, b, c] = [i + di, j + dj, k + dk]
      if (a < 0 || b < 0 || c < 0 || a >= f.size[0] || b >= f.size[1] || c >= f.size[2]) continue
      const label = heart.labels[cellIndex(f, a, b, c)]!
      if (isWall[label]) return label
    }
    return fallback
  }
}

function nearestOffsets(reach: number): Vec3[] {
  const out: Vec3[] = []
  for (let k = -reach; k <= reach; k++)
    for (let j = -reach; j <= reach; j++) for (let i = -reach; i <= reach; i++) out.push([i, j, k])
  const square = (o: Vec3): number => o[0] ** 2 + o[1] ** 2 + o[2] ** 2
  return out.filter((o) => square(o) <= reach * reach).sort((a, b) => square(a) - square(b))
}
