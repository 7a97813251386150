import { cellCount, type LatticeFrame } from '../core/lattice'
import { add, scale, type Vec3 } from '../core/vec3'
import type { BloodDomain } from './blood-domain'
import { domainFromDistance } from './domain-from-distance'
import { rasterState, type TissueRaster } from './rasterise-tissue'
import { strides } from './resolve-anatomy-flood'

/**
 * The blood with the gaps that parted tissue has opened: wherever heart wall stood at rest and no tissue stands now,
 * links open if the gap reaches blood. Gaps that reach the outside are listed as leaks and stay closed there. The rest
 * of the wall keeps its place (the walls stand still within a beat).
 *
 * @param raster the deformed tissue on the domain's own lattice
 * @param tissueAtRest distance to the tissue at each cell of that lattice before anything moved, negative in tissue
 */
export function openGaps(
  domain: BloodDomain,
  raster: TissueRaster,
  tissueAtRest: (cell: number) => number,
): BloodDomain {
  const { frame } = domain
  const gap = gapCells(domain, raster, tissueAtRest)
  if (gap.size === 0) return domain
  const reached = reachingBlood(domain, gap)
  if (reached.size === 0) return domain
  const phi = domain.phi.slice()
  for (const n of reached) phi[n] = Math.min(-0.5 * frame.spacing, gap.get(n) as number)
  pullLips(frame, raster, reached, phi)
  return resampled(domain, phi, reached, raster, tissueAtRest)
}

/** Cells that were wall and are not now, with a distance where the raster has one. */
function gapCells(
  domain: BloodDomain,
  raster: TissueRaster,
  tissueAtRest: (cell: number) => number,
): Map<number, number> {
  const out = new Map<number, number>()
  for (let n = 0; n < cellCount(domain.frame); n++) {
    const state = raster.state[n] as number
    const wasWall = (domain.phi[n] as number) >= 0 && tissueAtRest(n) < 0
    if (state === rasterState.gap) out.set(n, raster.phi[n] as number)
    else if (wasWall && state === rasterState.lumen) out.set(n, raster.phi[n] as number)
    else if (wasWall && state === rasterState.uncovered) out.set(n, -0.5 * domain.frame.spacing)
  }
  return out
}

/** The gap cells that join blood, over neighbours that share a face. */
function reachingBlood(domain: BloodDomain, gap: ReadonlyMap<number, number>): Set<number> {
  const step = strides(domain.frame)
  const reached = new Set<number>()
  const queue: number[] = []
  const visit = (n: number) => {
    if (reached.has(n)) return
    reached.add(n)
    queue.push(n)
  }
  for (const n of gap.keys())
    if (step.some((s) => (domain.phi[n + s] as number) < 0 || (domain.phi[n - s] as number) < 0)) visit(n)
  for (let n = queue.pop(); n !== undefined; n = queue.pop())
    for (const s of step) {
      if (gap.has(n + s)) visit(n + s)
      if (gap.has(n - s)) visit(n - s)
    }
  return reached
}

/** Beside a gap the wall's distance is that to the lip, not to the old lumen. */
function pullLips(
  frame: LatticeFrame,
  raster: TissueRaster,
  gap: ReadonlySet<number>,
  phi: Float32Array,
): void {
  const [nx, ny] = frame.size
  for (const cell of gap)
    for (let k = -1; k <= 1; k++)
      for (let j = -1; j <= 1; j++)
        for (let i = -1; i <= 1; i++) {
          const n = cell + i + nx * (j + ny * k)
          if (gap.has(n) || !((phi[n] as number) > 0)) continue
          const lip = Math.max(0, raster.cutDistance[n] ?? Number.POSITIVE_INFINITY)
          phi[n] = Math.min(phi[n] as number, Math.max(lip, 1e-6), frame.spacing)
        }
}

/** Samples fill and faces again in the box round the gaps, names the new blood, and finds where it bleeds. */
function resampled(
  domain: BloodDomain,
  phi: Float32Array,
  gap: ReadonlySet<number>,
  raster: TissueRaster,
  tissueAtRest: (cell: number) => number,
): BloodDomain {
  const { frame } = domain
  const step = strides(frame)
  const touched = new Set<number>()
  for (const n of gap) for (const s of [0, ...step, ...step.map((v) => -v)]) touched.add(n + s)
  const window = windowOf(frame, gap)
  const local = domainFromDistance(window.frame, crop(frame, phi, window), () => 0)
  const open = domain.open.map((faces) => faces.slice()) as unknown as BloodDomain['open']
  const fill = domain.fill.slice()
  const structure = domain.structure.slice()
  const leaks = new Map<number, Vec3>()
  for (const n of touched) {
    const w = window.index(n)
    fill[n] = Math.max(fill[n] as number, local.fill[w] as number)
    for (let a = 0; a < 3; a++) {
      const s = step[a] as number
      const fraction = local.open[a]?.[w] as number
      if (!gap.has(n) && !gap.has(n + s)) continue
      const other = gap.has(n) ? n + s : n
      if (isOutside(other, domain, raster, tissueAtRest)) leaks.set(3 * n + a, placeOf(frame, n))
      else open[a]![n] = Math.max(open[a]![n] as number, domain.crossed[a]?.[n] ? 0 : fraction)
    }
  }
  nameGaps(frame, open, structure, gap)
  const bleeding = leakOf(frame, leaks)
  return { ...domain, phi, fill, open, structure, leaks: [...domain.leaks, ...bleeding] }
}

interface Window {
  readonly frame: LatticeFrame
  readonly low: readonly number[]
  /** The window's cell for a cell of the whole lattice. */
  index(cell: number): number
}

/** The box of a set of cells, three cells wider on every side. */
function windowOf(frame: LatticeFrame, cells: Iterable<number>): Window {
  const [nx, ny] = frame.size
  const low = [...frame.size] as number[]
  const high = [0, 0, 0]
  for (const n of cells)
    [n % nx, Math.floor(n / nx) % ny, Math.floor(n / (nx * ny))].forEach((i, a) => {
      low[a] = Math.max(0, Math.min(low[a] as number, i - 3))
      high[a] = Math.min(frame.size[a] as number, Math.max(high[a] as number, i + 4))
    })
  const [i0, j0, k0] = low as [number, number, number]
  const size = high.map((h, a) => h - (low[a] as number)) as unknown as LatticeFrame['size']
  const origin = placeOf(frame, i0 + nx * (j0 + ny * k0))
  return {
    frame: { size, spacing: frame.spacing, origin },
    low,
    index: (n) =>
      (n % nx) - i0 + size[0] * ((Math.floor(n / nx) % ny) - j0 + size[1] * (Math.floor(n / (nx * ny)) - k0)),
  }
}

function crop(frame: LatticeFrame, field: Float32Array, { frame: to, low }: Window): Float32Array {
  const [nx, ny] = frame.size
  const [sx, sy, sz] = to.size
  const out = new Float32Array(sx * sy * sz)
  for (let k = 0; k < sz; k++)
    for (let j = 0; j < sy; j++) {
      const from = (low[0] as number) + nx * ((low[1] as number) + j + ny * ((low[2] as number) + k))
      out.set(field.subarray(from, from + sx), sx * (j + sy * k))
    }
  return out
}

const isOutside = (
  n: number,
  domain: BloodDomain,
  raster: TissueRaster,
  tissueAtRest: (cell: number) => number,
): boolean =>
  (domain.phi[n] as number) > 0 &&
  (raster.state[n] === rasterState.outside ||
    (raster.state[n] === rasterState.uncovered && tissueAtRest(n) >= 0))

function nameGaps(
  frame: LatticeFrame,
  open: BloodDomain['open'],
  structure: Uint8Array,
  gap: ReadonlySet<number>,
): void {
  const step = strides(frame)
  let front = [...gap]
  for (let again = true; again; ) {
    again = false
    const left: number[] = []
    for (const n of front) {
      let name = 0
      for (let a = 0; a < 3; a++) {
        const s = step[a] as number
        if (open[a]?.[n]) name ||= structure[n + s] as number
        if (open[a]?.[n - s]) name ||= structure[n - s] as number
      }
      if (name && !structure[n]) {
        structure[n] = name
        again = true
      } else if (!structure[n]) left.push(n)
    }
    front = left
  }
}

/** One leak for all that bleeds: faces counted by their area vector would cancel in a slit, so by their number. */
function leakOf(frame: LatticeFrame, faces: ReadonlyMap<number, Vec3>): { centre: Vec3; area: number }[] {
  if (faces.size === 0) return []
  let sum: Vec3 = [0, 0, 0]
  const byAxis = [0, 0, 0]
  for (const [key, p] of faces) {
    sum = add(sum, p)
    byAxis[key % 3] = (byAxis[key % 3] as number) + 1
  }
  const area = Math.hypot(...byAxis) * frame.spacing ** 2
  return [{ centre: scale(sum, 1 / faces.size), area }]
}

function placeOf(frame: LatticeFrame, n: number): Vec3 {
  const [nx, ny] = frame.size
  const at = (a: 0 | 1 | 2, i: number) => frame.origin[a] + i * frame.spacing
  return [at(0, n % nx), at(1, Math.floor(n / nx) % ny), at(2, Math.floor(n / (nx * ny)))]
}
