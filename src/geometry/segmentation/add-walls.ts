import { cellCount, type LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { boxOf } from './cell-box'
import { onLattice } from './cut-links'
import { labelRuns } from './label-runs'
import { paintedOutside } from './painted-cells'
import { bareWall, type Growable, isLumen, lumenLabel, outsideLabel, wallLabel } from './parts'
import { growable, type Recipe } from './recipe'
import { far, squaredDistances } from './squared-distances'
import { adultWalls } from './wall-thickness'

/**
 * Parts whose wall an image shows, and to how many times the expected thickness it is followed. The right ventricle
 * lies on the diaphragm and the liver, which look the same.
 */
const followed: Partial<Record<Growable, number>> = { LV: 1.7, RV: 1.2 }

interface WallInput {
  readonly frame: LatticeFrame
  /** Lumens, `bareWall`, `outsideLabel` where blood was left out on purpose. */
  readonly labels: Uint8Array
  readonly values: Float32Array
  readonly painted: Uint8Array
  readonly recipe: Pick<Recipe, 'walls' | 'muscle' | 'ends'>
}

/**
 * Gives every lumen its wall. Of a ventricle, with a range for muscle given, it is the muscle that hangs together with
 * the lumen through more than a thin sheet, to 1.7 (right: 1.2) times the expected thickness; of every other part what lies within its thickness; of all at least
 * the neighbours of the lumen. Where two walls meet, a cell belongs to the one of which it lies less deep, measured by
 * that wall's thickness. Past an end's disc there is no wall.
 */
export function addWalls(input: WallInput): Uint8Array {
  const { frame, labels, painted } = input
  const out = labels.map((l) => (l === outsideLabel || l === bareWall ? 0 : l))
  const depth = new Float32Array(cellCount(frame)).fill(Number.POSITIVE_INFINITY)
  const scale = bodyScale(frame, labels)
  for (const part of growable) wallOf(part, input, scale, depth, out)
  for (let o = 0; o < out.length; o++) {
    if (painted[o] === paintedOutside && !isLumen(out[o] as number)) out[o] = 0
    if (painted[o] === bareWall || labels[o] === bareWall) out[o] = out[o] || bareWall
  }
  return withoutCrumbs(frame, bareToNearest(frame, out))
}

/** Takes away wall that hangs together with no lumen. */
function withoutCrumbs(frame: LatticeFrame, labels: Uint8Array): Uint8Array {
  const solid = labels.map((l) => (l > 0 ? 1 : 0))
  const { start, end, piece } = labelRuns(frame, solid)
  const held = new Uint8Array(start.length)
  for (let n = 0; n < start.length; n++)
    for (let o = start[n] as number; o < (end[n] as number); o++)
      if (isLumen(labels[o] as number)) held[piece[n] as number] = 1
  for (let n = 0; n < start.length; n++) if (!held[piece[n] as number]) labels.fill(0, start[n], end[n])
  return labels
}

/** Size of the heart against an adult’s (four chambers of 480 mL), as a length. */
function bodyScale(frame: LatticeFrame, labels: Uint8Array): number {
  let cells = 0
  for (let o = 0; o < labels.length; o++) if ((labels[o] as number) > 0 && (labels[o] as number) <= 4) cells++
  return Math.max(0.35, Math.min(1.2, Math.cbrt((cells * frame.spacing ** 3) / 480e-6)))
}

function wallOf(part: Growable, input: WallInput, scale: number, depth: Float32Array, out: Uint8Array): void {
  const { frame, labels, values, painted, recipe } = input
  const label = lumenLabel(part)
  const thickness = (recipe.walls[part] ?? adultWalls[part] * scale) * mm
  const muscle = followed[part] ? recipe.muscle : undefined
  const reach = Math.max(thickness * (muscle ? (followed[part] as number) : 1), frame.spacing)
  const box = boxOf(frame, labels, label, Math.ceil(reach / frame.spacing) + 2)
  if (!box) return
  const cells = box.cells(frame)
  const squares = new Float32Array(cells.length)
  for (let n = 0; n < cells.length; n++) squares[n] = labels[cells[n] as number] === label ? 0 : far
  squaredDistances(box.size, squares)
  const open = pastEnds(frame, part, recipe.ends, cells)
  const most = (reach / frame.spacing + 0.5) ** 2
  const takes = new Uint8Array(squares.length)
  for (let n = 0; n < squares.length; n++) {
    const square = squares[n] as number
    const o = cells[n] as number
    if (square === 0 || (square > most && square > 2) || isLumen(labels[o] as number) || open[n]) continue
    const value = values[o] as number
    const bare = labels[o] === bareWall || painted[o] === bareWall
    if (square <= 2 || bare) takes[n] = 2
    else if (!muscle) takes[n] = labels[o] === outsideLabel ? 0 : 2
    // Blood that no part reached lies between trabeculae.
    else if (value >= muscle.low && (value <= muscle.high || labels[o] === 0)) takes[n] = 1
  }
  if (muscle) joinToLumen(box.size, squares, takes)
  for (let n = 0; n < squares.length; n++) {
    if (takes[n] !== 2) continue
    const o = cells[n] as number
    const share = (Math.sqrt(squares[n] as number) - 0.5) / (reach / frame.spacing)
    if (share >= (depth[o] as number)) continue
    depth[o] = share
    out[o] = wallLabel(part)
  }
}

/**
 * Takes (2) of the possible cells (1) those that hang together with cells taken through more than a sheet: joined
 * through cells whose six neighbours are lumen, taken or possible too, and then the neighbours of those. So thin
 * bridges through the pericardium to the chest wall or the diaphragm are not followed.
 */
function joinToLumen(
  size: readonly [number, number, number],
  squares: Float32Array,
  takes: Uint8Array,
): void {
  const [nx, ny, nz] = size
  const around = [1, -1, nx, -nx, nx * ny, -nx * ny] as const
  const core = new Uint8Array(takes.length)
  let front: number[] = []
  for (let k = 1; k < nz - 1; k++)
    for (let j = 1; j < ny - 1; j++)
      for (let i = 1; i < nx - 1; i++) {
        const n = i + nx * (j + ny * k)
        if (!takes[n]) continue
        if (takes[n] === 2) front.push(n)
        let inside = 1
        for (let d = 0; d < 6; d++) {
          const m = n + (around[d] as number)
          if (!takes[m] && squares[m] !== 0) inside = 0
        }
        core[n] = inside
      }
  while (front.length > 0) {
    const next: number[] = []
    for (const n of front)
      for (const d of around) {
        if (takes[n + d] !== 1 || !(core[n + d] || core[n])) continue
        takes[n + d] = 2
        if (core[n + d]) next.push(n + d)
      }
    front = next
  }
}

/** Marks the cells of a box that lie before an open end of a part, where its wall would close it. */
function pastEnds(frame: LatticeFrame, part: Growable, ends: Recipe['ends'], cells: Int32Array): Uint8Array {
  const open = new Uint8Array(cells.length)
  const [nx, ny] = frame.size
  for (const end of ends) {
    if (end.part !== part) continue
    const { centre: c, normal: n, radius } = onLattice(frame, end)
    const most = (radius + 2) ** 2
    for (let m = 0; m < cells.length; m++) {
      const cell = cells[m] as number
      const z = Math.floor(cell / (nx * ny)) - c[2]
      if (z * z > most + 36) continue
      const x = (cell % nx) - c[0]
      const y = (Math.floor(cell / nx) % ny) - c[1]
      const height = x * n[0] + y * n[1] + z * n[2]
      if (height > 0 && height <= 6 && x * x + y * y + z * z - height * height < most) open[m] = 1
    }
  }
  return open
}

/** Wall that no part claimed takes the wall most of its neighbours are of, or of the lumen beside it. */
function bareToNearest(frame: LatticeFrame, labels: Uint8Array): Uint8Array {
  const [nx, ny] = frame.size
  const steps = [1, -1, nx, -nx, nx * ny, -nx * ny]
  let left: number[] = []
  for (let o = 0; o < labels.length; o++) if (labels[o] === bareWall) left.push(o)
  while (left.length > 0) {
    const found: [number, number][] = []
    for (const o of left) {
      const other = steps.map((d) => labels[o + d] ?? 0).find((l) => l !== 0 && l !== bareWall)
      if (other !== undefined) found.push([o, other < bareWall ? other + bareWall : other])
    }
    for (const [o, l] of found) labels[o] = l
    const still = left.filter((o) => labels[o] === bareWall)
    if (still.length === left.length) {
      for (const o of still) labels[o] = 0
      return labels
    }
    left = still
  }
  return labels
}
