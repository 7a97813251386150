import { type LatticeFrame, sampleField, toLattice } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'
import { coverage, faceSamples, faceShare } from './face-share'
import type { LetInPlace } from './let-in'

/** An exact change of the lumen's signed distance inside a box; nothing changes outside of it. */
export interface LumenShape {
  /** Id of the edit that made it. */
  readonly edit: string
  /** Metres. */
  readonly low: Vec3
  readonly high: Vec3
  /** Its own distance changes from one point to another by no more than the way between them. */
  readonly isDistance?: true
  /** New distance at a point, from the one before; metres, negative in blood. */
  apply(p: Vec3, phi: number): number
  /** Of a vessel that a strip widens: the strip's course. */
  readonly letIn?: readonly LetInPlace[]
}

/** A box of cells, upper bounds exclusive. */
export interface CellBox {
  readonly low: readonly [number, number, number]
  readonly high: readonly [number, number, number]
}

const cellSamples = 4
/** Cells outside of a shape, by its true distance, from which it reaches neither a cell nor its faces. */
const outside = 2
/** Cells from the wall before a shape from which that wall has no part in the cell. */
const farFrom = 4

/** The cells whose fill or faces a shape can change, inside the lattice. */
export function boxOfShape(frame: LatticeFrame, shape: Pick<LumenShape, 'low' | 'high'>): CellBox {
  const clamp = (v: number, n: number) => Math.min(Math.max(v, 0), n)
  const [a, b] = [toLattice(frame, shape.low), toLattice(frame, shape.high)]
  const low = a.map((v, k) => clamp(Math.floor(v) - 1, frame.size[k] as number))
  const high = b.map((v, k) => clamp(Math.ceil(v) + 2, frame.size[k] as number))
  return { low: low as [number, number, number], high: high as [number, number, number] }
}

/** Signed distance to the wall of the heart as edited so far: the imported field, then each shape in turn. */
export function lumenDistance(heart: Heart, shapes: readonly LumenShape[]): (p: Vec3) => number {
  return (p) => {
    let phi = sampleField(heart.frame, heart.lumen, p)
    for (const shape of shapes) if (inBox(shape, p)) phi = shape.apply(p, phi)
    return phi
  }
}

/** The shapes whose boxes come within a margin of another's: no other changes what is sampled there. */
export function shapesNear(
  shapes: readonly LumenShape[],
  { low, high }: Pick<LumenShape, 'low' | 'high'>,
  margin: number,
): LumenShape[] {
  return shapes.filter((s) =>
    ([0, 1, 2] as const).every((a) => s.low[a] <= high[a] + margin && s.high[a] >= low[a] - margin),
  )
}

const inBox = (s: LumenShape, p: Vec3): boolean =>
  p[0] >= s.low[0] &&
  p[0] <= s.high[0] &&
  p[1] >= s.low[1] &&
  p[1] <= s.high[1] &&
  p[2] >= s.low[2] &&
  p[2] <= s.high[2]

interface LumenArrays {
  readonly fill: Float32Array
  readonly phi: Float32Array
  readonly open: readonly [Float32Array, Float32Array, Float32Array]
}

/**
 * Samples fill, distance and open fractions again in a box after `shape` was added to `before`. Only cells and faces
 * that the shape reaches are touched, so that what was closed there for another reason stays closed.
 * @param fixed 1 for cells that must keep what they have (those beyond a port)
 */
export function refreshLumen(
  frame: LatticeFrame,
  arrays: LumenArrays,
  before: (p: Vec3) => number,
  shape: LumenShape,
  fixed: Uint8Array,
): CellBox {
  const box = boxOfShape(frame, shape)
  const after = (p: Vec3) => (inBox(shape, p) ? shape.apply(p, before(p)) : before(p))
  const h = frame.spacing
  const [nx, ny] = frame.size
  for (let k = box.low[2]; k < box.high[2]; k++)
    for (let j = box.low[1]; j < box.high[1]; j++)
      for (let i = box.low[0]; i < box.high[0]; i++) {
        const n = i + nx * (j + ny * k)
        if (fixed[n]) continue
        const centre: Vec3 = [frame.origin[0] + i * h, frame.origin[1] + j * h, frame.origin[2] + k * h]
        const within = inBox(shape, centre)
        // Out of its reach a true distance is asked alone: neither the cell nor its faces can change.
        const own = shape.isDistance ? shape.apply(centre, Number.POSITIVE_INFINITY) : 0
        if (own > outside * h) {
          if (within && own < (arrays.phi[n] as number)) arrays.phi[n] = own
          continue
        }
        const old = before(centre)
        const now = within ? shape.apply(centre, old) : old
        // A face's middle is half a cell away: what is out of its reach is out of theirs.
        if (now === old && !nearChange(shape, centre, old, 1.5 * h)) continue
        if (now !== old || nearChange(shape, centre, old, h)) {
          arrays.phi[n] = now
          arrays.fill[n] = cellFraction(sampledBy(shape, old, h, after), centre, now, h)
        }
        refreshFace(frame, arrays, fixed, n, i, j, k, 0, before, shape, after)
        refreshFace(frame, arrays, fixed, n, i, j, k, 1, before, shape, after)
        refreshFace(frame, arrays, fixed, n, i, j, k, 2, before, shape, after)
      }
  return box
}

function refreshFace(
  frame: LatticeFrame,
  arrays: LumenArrays,
  fixed: Uint8Array,
  n: number,
  i: number,
  j: number,
  k: number,
  axis: 0 | 1 | 2,
  before: (p: Vec3) => number,
  shape: LumenShape,
  after: (p: Vec3) => number,
): void {
  const nx = frame.size[0]
  const ny = frame.size[1]
  const step = axis === 0 ? 1 : axis === 1 ? nx : nx * ny
  if ((axis === 0 ? i : axis === 1 ? j : k) + 1 >= frame.size[axis] || fixed[n + step]) return
  const h = frame.spacing
  const centre: Vec3 = [
    frame.origin[0] + h * (i + (axis === 0 ? 0.5 : 0)),
    frame.origin[1] + h * (j + (axis === 1 ? 0.5 : 0)),
    frame.origin[2] + h * (k + (axis === 2 ? 0.5 : 0)),
  ]
  const old = before(centre)
  const now = inBox(shape, centre) ? shape.apply(centre, old) : old
  if (now !== old || nearChange(shape, centre, old, 0.75 * h))
    arrays.open[axis][n] = faceFraction(sampledBy(shape, old, h, after), centre, now, axis, h)
}

/** A distance that is sampled. */
interface Sampled {
  at(p: Vec3): number
  /** It changes from one point to another by no more than the way between them. */
  readonly isDistance: boolean
}

/** The distance after a shape; where the wall before it is so far away that it does not matter, the shape's alone. */
function sampledBy(shape: LumenShape, old: number, h: number, after: Sampled['at']): Sampled {
  if (old <= farFrom * h) return { at: after, isDistance: false }
  // A true distance holds beyond its box, too; the box would cut it off where it touches the wall.
  if (shape.isDistance) return { at: (p) => shape.apply(p, old), isDistance: true }
  return { at: (p) => (inBox(shape, p) ? shape.apply(p, old) : old), isDistance: false }
}

/**
 * Can a shape change the distance anywhere within `reach` of a point that it leaves alone? Both distances change by at
 * most `reach` there, so shifting the old one by twice that much bounds it.
 */
function nearChange(shape: LumenShape, p: Vec3, old: number, reach: number): boolean {
  const far = old + 2 * reach
  const near = old - 2 * reach
  return shape.apply(p, far) !== far || shape.apply(p, near) !== near
}

const onFace = new Float64Array(faceSamples ** 2)
/** Samples along each edge of a block that its middle may decide. */
const block = 4
/** Cells from the wall at which the middle of a block decides for all of it: its half diagonal and half a sample. */
const farOnFace = ((block - 1) / 2 / faceSamples) * Math.SQRT2 + 0.5 / faceSamples

function faceFraction(f: Sampled, c: Vec3, centre: number, axis: number, h: number): number {
  if (Math.abs(centre) > 0.75 * h) return centre < 0 ? 1 : 0
  for (let y = 0; y < faceSamples; y += block)
    for (let x = 0; x < faceSamples; x += block) sampleBlock(f, c, axis, h, x, y)
  const beside = (side: number) => {
    const q: [number, number, number] = [c[0], c[1], c[2]]
    q[axis] = (q[axis] as number) + (side * h) / 2
    return f.at(q)
  }
  return faceShare(onFace, h, beside(-1) < 0 && beside(1) < 0)
}

const onSample: [number, number, number] = [0, 0, 0]

/** Samples a square of a face from its first sample on; a true distance that is far from the wall in its middle, once. */
function sampleBlock(f: Sampled, c: Vec3, axis: number, h: number, x0: number, y0: number): void {
  const [b, d] = [(axis + 1) % 3, (axis + 2) % 3]
  const width = h / faceSamples
  const p = onSample
  p[axis] = c[axis] as number
  const put = (x: number, y: number) => {
    p[b] = (c[b] as number) + width * (x + 0.5 - faceSamples / 2)
    p[d] = (c[d] as number) + width * (y + 0.5 - faceSamples / 2)
  }
  put(x0 + (block - 1) / 2, y0 + (block - 1) / 2)
  const middle = f.isDistance ? f.at(p) : 0
  const decided = Math.abs(middle) > farOnFace * h
  for (let y = y0; y < y0 + block; y++)
    for (let x = x0; x < x0 + block; x++) {
      put(x, y)
      onFace[x + faceSamples * y] = decided ? middle : f.at(p)
    }
}

/** Cells from the wall at which the middle of an eighth of a cell decides for all of it. */
const farInCell = (0.5 / cellSamples) * Math.sqrt(3) + 0.5 / cellSamples

function cellFraction(f: Sampled, c: Vec3, centre: number, h: number): number {
  if (Math.abs(centre) > 0.9 * h) return centre < 0 ? 1 : 0
  const width = h / cellSamples
  const decided = f.isDistance ? eighths(f, c, h) : null
  const p = onSample
  let sum = 0
  for (let z = 0; z < cellSamples; z++) {
    p[2] = c[2] + width * (z + 0.5 - cellSamples / 2)
    for (let y = 0; y < cellSamples; y++) {
      p[1] = c[1] + width * (y + 0.5 - cellSamples / 2)
      for (let x = 0; x < cellSamples; x++) {
        const known = decided ? (decided[(x >> 1) + 2 * (y >> 1) + 4 * (z >> 1)] as number) : 0
        if (known > 0) continue
        p[0] = c[0] + width * (x + 0.5 - cellSamples / 2)
        sum += known < 0 ? 1 : coverage(f.at(p) / width)
      }
    }
  }
  return Math.min(sum / cellSamples ** 3, 1)
}

/** Of each eighth of a cell its distance where that decides for the whole of it, else 0. */
function eighths(f: Sampled, c: Vec3, h: number): Float64Array {
  const p: [number, number, number] = [0, 0, 0]
  for (let n = 0; n < 8; n++) {
    p[0] = c[0] + (h / 4) * (2 * (n & 1) - 1)
    p[1] = c[1] + (h / 4) * (2 * ((n >> 1) & 1) - 1)
    p[2] = c[2] + (h / 4) * (2 * (n >> 2) - 1)
    const middle = f.at(p)
    inEighths[n] = Math.abs(middle) > farInCell * h ? middle : 0
  }
  return inEighths
}

const inEighths = new Float64Array(8)
