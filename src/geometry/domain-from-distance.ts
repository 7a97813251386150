import { cellCount, type LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { BloodDomain } from './blood-domain'
import { coverage, faceSamples, faceShare } from './face-share'

/** Samples along each edge of a cell. */
const cellSamples = 4

export type LumenPieces = Pick<BloodDomain, 'frame' | 'fill' | 'phi' | 'open' | 'crossed' | 'structure'>

/**
 * The geometry part of a blood domain from the signed distance to the wall (metres, negative in blood).
 *
 * `open` is the share of each face that lies in blood (`faceShare`: 8 × 8 samples; under .03 and in the wall closed), `fill` the share of each cell (4 × 4 × 4 samples), `phi` the
 * distance at cell centres. An array holds the distance at the cell centres of `frame` and is resampled
 * trilinearly; a function is asked at every sample near the wall and is exact to the samples. Faces and cells
 * farther than one spacing from the wall are not sampled.
 *
 * @param structureOf structure id of a cell (index and centre) that holds blood, or one id per cell
 * @returns arrays over `frame`; no sheet is taken off (`crossed` is all zero), ports and gates are added by others
 */
export function domainFromDistance(
  frame: LatticeFrame,
  distance: Float32Array | ((p: Vec3) => number),
  structureOf: Uint8Array | ((cell: number, centre: Vec3) => number),
): LumenPieces {
  const phi = typeof distance === 'function' ? distanceAtCentres(frame, distance) : distance
  const fill = new Float32Array(cellCount(frame))
  const open: [Float32Array, Float32Array, Float32Array] = [empty(frame), empty(frame), empty(frame)]
  const sampler =
    typeof distance === 'function' ? functionSampler(frame, distance) : trilinearSampler(frame, phi)
  openFractions(frame, phi, sampler, open)
  fillFractions(frame, phi, sampler, fill)
  const structure = structureOfBlood(frame, fill, open, structureOf)
  const crossed: [Uint8Array, Uint8Array, Uint8Array] = [
    new Uint8Array(fill.length),
    new Uint8Array(fill.length),
    new Uint8Array(fill.length),
  ]
  return { frame, fill, phi, open, crossed, structure }
}

const empty = (frame: LatticeFrame) => new Float32Array(cellCount(frame))

function distanceAtCentres(frame: LatticeFrame, distance: (p: Vec3) => number): Float32Array {
  const [nx, ny, nz] = frame.size
  const out = empty(frame)
  const { origin, spacing } = frame
  for (let k = 0, n = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, n++)
        out[n] = distance([origin[0] + i * spacing, origin[1] + j * spacing, origin[2] + k * spacing])
  return out
}

/** Distance at lattice coordinates (x, y, z); `prepare` is called once per face or cell before its samples. */
interface Sampler {
  prepare(i: number, j: number, k: number): void
  at(x: number, y: number, z: number): number
}

function functionSampler(frame: LatticeFrame, distance: (p: Vec3) => number): Sampler {
  const { origin: o, spacing: h } = frame
  return {
    prepare: () => {},
    at: (x, y, z) => distance([o[0] + x * h, o[1] + y * h, o[2] + z * h]),
  }
}

/** Holds the 27 values round one cell, so that a sample costs eight reads of a small array. */
function trilinearSampler(frame: LatticeFrame, phi: Float32Array): Sampler {
  const [nx, ny, nz] = frame.size
  const local = new Float64Array(27)
  let ci = 0
  let cj = 0
  let ck = 0
  const clamp = (v: number, n: number) => (v < 0 ? 0 : v >= n ? n - 1 : v)
  return {
    prepare(i, j, k) {
      ci = i - 1
      cj = j - 1
      ck = k - 1
      for (let c = 0, n = 0; c < 3; c++)
        for (let b = 0; b < 3; b++) {
          const row = nx * (clamp(cj + b, ny) + ny * clamp(ck + c, nz))
          for (let a = 0; a < 3; a++, n++) local[n] = phi[row + clamp(ci + a, nx)] as number
        }
    },
    at(x, y, z) {
      const u = x - ci
      const v = y - cj
      const w = z - ck
      const i = u >= 1 ? 1 : 0
      const j = v >= 1 ? 1 : 0
      const k = w >= 1 ? 1 : 0
      const o = i + 3 * j + 9 * k
      const fu = u - i
      const fv = v - j
      const fw = w - k
      const a = (local[o] as number) * (1 - fu) + (local[o + 1] as number) * fu
      const b = (local[o + 3] as number) * (1 - fu) + (local[o + 4] as number) * fu
      const c = (local[o + 9] as number) * (1 - fu) + (local[o + 10] as number) * fu
      const d = (local[o + 12] as number) * (1 - fu) + (local[o + 13] as number) * fu
      return (a * (1 - fv) + b * fv) * (1 - fw) + (c * (1 - fv) + d * fv) * fw
    },
  }
}

function openFractions(
  frame: LatticeFrame,
  phi: Float32Array,
  sampler: Sampler,
  open: readonly Float32Array[],
): void {
  const [nx, ny, nz] = frame.size
  const h = frame.spacing
  const stride = [1, nx, nx * ny]
  for (let axis = 0; axis < 3; axis++) {
    const out = open[axis] as Float32Array
    const step = stride[axis] as number
    const [ex, ey, ez] = [nx - (axis === 0 ? 1 : 0), ny - (axis === 1 ? 1 : 0), nz - (axis === 2 ? 1 : 0)]
    for (let k = 0; k < ez; k++)
      for (let j = 0; j < ey; j++)
        for (let i = 0, n = nx * (j + ny * k); i < ex; i++, n++) {
          const centre = ((phi[n] as number) + (phi[n + step] as number)) / 2
          if (centre > h) continue
          const inBlood = Math.max(phi[n] as number, phi[n + step] as number) < 0
          out[n] = centre < -h ? 1 : faceFraction(sampler, i, j, k, axis, h, inBlood)
        }
  }
}

const onFace = new Float64Array(faceSamples ** 2)

function faceFraction(
  s: Sampler,
  i: number,
  j: number,
  k: number,
  axis: number,
  h: number,
  inBlood: boolean,
): number {
  s.prepare(i, j, k)
  for (let b = 0, n = 0; b < faceSamples; b++)
    for (let a = 0; a < faceSamples; a++, n++) {
      const u = (a + 0.5) / faceSamples - 0.5
      const v = (b + 0.5) / faceSamples - 0.5
      onFace[n] =
        axis === 0
          ? s.at(i + 0.5, j + u, k + v)
          : axis === 1
            ? s.at(i + u, j + 0.5, k + v)
            : s.at(i + u, j + v, k + 0.5)
    }
  return faceShare(onFace, h, inBlood)
}

function fillFractions(frame: LatticeFrame, phi: Float32Array, sampler: Sampler, fill: Float32Array): void {
  const [nx, ny, nz] = frame.size
  const h = frame.spacing
  for (let k = 0, n = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, n++) {
        const centre = phi[n] as number
        if (centre > h) continue
        fill[n] = centre < -h ? 1 : cellFraction(sampler, i, j, k, h)
      }
}

const cellOffset = (m: number) => (m + 0.5) / cellSamples - 0.5

function cellFraction(s: Sampler, i: number, j: number, k: number, h: number): number {
  s.prepare(i, j, k)
  const width = h / cellSamples
  let sum = 0
  for (let c = 0; c < cellSamples; c++)
    for (let b = 0; b < cellSamples; b++)
      for (let a = 0; a < cellSamples; a++) {
        sum += coverage(s.at(i + cellOffset(a), j + cellOffset(b), k + cellOffset(c)) / width)
      }
  return Math.min(sum / cellSamples ** 3, 1)
}

function structureOfBlood(
  frame: LatticeFrame,
  fill: Float32Array,
  open: readonly [Float32Array, Float32Array, Float32Array],
  structureOf: Uint8Array | ((cell: number, centre: Vec3) => number),
): Uint8Array {
  const [nx, ny, nz] = frame.size
  const { origin: o, spacing: h } = frame
  const out = new Uint8Array(fill.length)
  const [ox, oy, oz] = open
  for (let k = 0, n = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, n++) {
        const reached =
          (ox[n] as number) > 0 ||
          (oy[n] as number) > 0 ||
          (oz[n] as number) > 0 ||
          (i > 0 && (ox[n - 1] as number) > 0) ||
          (j > 0 && (oy[n - nx] as number) > 0) ||
          (k > 0 && (oz[n - nx * ny] as number) > 0)
        if (!reached && (fill[n] as number) <= 0) continue
        out[n] =
          typeof structureOf === 'function'
            ? structureOf(n, [o[0] + i * h, o[1] + j * h, o[2] + k * h])
            : (structureOf[n] as number)
      }
  return out
}
