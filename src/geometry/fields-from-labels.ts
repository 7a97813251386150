import { cellCentre, cellCount, type LatticeFrame } from '../core/lattice'
import { dot, subtract } from '../core/vec3'
import type { Structure } from '../heart/heart'
import { blurredAlong } from './blurred-along'
import { type Box, newFeet, placeFeet, roundField, spreadFeet, trilinear } from './signed-distance'
import type { StubEnd } from './vessel-stubs'

/** Width of the smoothing that turns a staircase of labels into a surface, in cells. */
const sigma = 0.9
const reach = 3
/** How far a structure's own surface is followed into the lumen that it opens into, in cells. */
const overlap = 3

/**
 * Smooth signed distances from labels: `lumen` (negative in everything of kind blood or valve) and `tissue`
 * (negative in the wall), metres.
 *
 * Each lumen structure is smoothed alone by a Gaussian of .9 cells, at the level that keeps its volume, and the
 * lumen is the union of them: two chambers never add up across a thin septum, so that a wall of one cell stays. Where
 * a structure opens into another (a valve), the next few cells of that lumen count as its own. Tissue is what is
 * neither lumen nor outside, and the outside keeps a cell away from the lumen except before the vessels' `ends`.
 */
export function fieldsFromLabels(
  frame: LatticeFrame,
  labels: Uint8Array,
  structures: readonly Structure[],
  ends: readonly StubEnd[] = [],
): { readonly lumen: Float32Array; readonly tissue: Float32Array } {
  const isLumen = new Uint8Array(256)
  for (const s of structures) if (s.kind !== 'wall') isLumen[s.id] = 1
  const lumenIds = structures.filter((s) => isLumen[s.id]).map((s) => s.id)
  const groups = lumenIds.map((id) => grownInto(frame, labels, id, isLumen)).filter((g) => g !== null)
  // Rounded first, so that no cell falls between lumen and tissue.
  const lumen = roundField(frame, distanceToUnion(frame, groups))
  const outside = distanceToUnion(frame, [maskOf(frame, labels, 0)])
  keepWall(frame, lumen, outside, ends)
  const tissue = lumen.map((d, o) => Math.max(-d, -(outside[o] as number)))
  return { lumen, tissue: roundField(frame, tissue) }
}

/** Least thickness of the wall between lumen and outside, in cells. */
const thinnest = 1

/** Moves the outside away from the lumen where smoothing has left less than the thinnest wall between them. */
function keepWall(
  frame: LatticeFrame,
  lumen: Float32Array,
  outside: Float32Array,
  ends: readonly StubEnd[],
): void {
  const [nx, ny] = frame.size
  const h = frame.spacing
  for (let o = 0; o < lumen.length; o++) {
    const gap = thinnest * h - (lumen[o] as number)
    if (gap <= (outside[o] as number) || gap > 2 * h) continue
    const p = cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny)))
    const atEnd = ends.some((e) => {
      const d = subtract(p, e.end)
      const height = dot(d, e.normal)
      return height > -h && height < 3 * h && dot(d, d) - height * height < (e.radius + 1.5 * h) ** 2
    })
    if (!atEnd) outside[o] = gap
  }
}

interface Group {
  readonly box: Box
  readonly level: Float32Array
}

/** Smoothed structure k together with the lumen it opens into, as level - indicator on its own box; null when empty. */
function grownInto(frame: LatticeFrame, labels: Uint8Array, id: number, isLumen: Uint8Array): Group | null {
  const box = boundsOf(frame, labels, id, reach + overlap + 1)
  if (!box) return null
  const [mx, my] = extent(box)
  const mask = cropped(frame, labels, box, (v) => (v === id ? 1 : 0))
  const free = cropped(frame, labels, box, (v) => isLumen[v] as number)
  let front: number[] = []
  for (let o = 0; o < mask.length; o++) if (mask[o]) front.push(o)
  for (let step = 0; step < overlap; step++) {
    const next: number[] = []
    for (const o of front)
      for (const d of [1, -1, mx, -mx, mx * my, -mx * my]) {
        const n = o + d
        if (mask[n] !== 0 || !free[n]) continue
        mask[n] = 1
        next.push(n)
      }
    front = next
  }
  return { box, level: smoothed(mask, extent(box)) }
}

function maskOf(frame: LatticeFrame, labels: Uint8Array, id: number): Group {
  const box: Box = { low: [0, 0, 0], high: frame.size }
  return {
    box,
    level: smoothed(
      cropped(frame, labels, box, (v) => (v === id ? 1 : 0)),
      frame.size,
    ),
  }
}

const extent = (b: Box): [number, number, number] => [
  b.high[0] - b.low[0],
  b.high[1] - b.low[1],
  b.high[2] - b.low[2],
]

function boundsOf(frame: LatticeFrame, labels: Uint8Array, id: number, margin: number): Box | null {
  const [nx, ny, nz] = frame.size
  const low: [number, number, number] = [nx, ny, nz]
  const high: [number, number, number] = [-1, -1, -1]
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if (labels[o] !== id) continue
        const at = [i, j, k]
        for (let a = 0; a < 3; a++) {
          low[a] = Math.min(low[a] as number, at[a] as number)
          high[a] = Math.max(high[a] as number, at[a] as number)
        }
      }
  if (high[0] < 0) return null
  for (let a = 0; a < 3; a++) {
    low[a] = Math.max(0, (low[a] as number) - margin)
    high[a] = Math.min(frame.size[a] as number, (high[a] as number) + margin + 1)
  }
  return { low, high }
}

function cropped(
  frame: LatticeFrame,
  labels: Uint8Array,
  box: Box,
  value: (label: number) => number,
): Float32Array {
  const [mx, my, mz] = extent(box)
  const out = new Float32Array(mx * my * mz)
  for (let k = 0, o = 0; k < mz; k++)
    for (let j = 0; j < my; j++) {
      const row = box.low[0] + frame.size[0] * (box.low[1] + j + frame.size[1] * (box.low[2] + k))
      for (let i = 0; i < mx; i++, o++) out[o] = value(labels[row + i] as number)
    }
  return out
}

const kernel = (() => {
  const w = Array.from({ length: 2 * reach + 1 }, (_, n) =>
    Math.exp(-((n - reach) ** 2) / (2 * sigma * sigma)),
  )
  const sum = w.reduce((a, b) => a + b)
  return w.map((x) => x / sum)
})()

/** level - G mask, with the level at which the smoothed shape has as many cells as the mask: it keeps its volume. */
function smoothed(mask: Float32Array, size: readonly [number, number, number]): Float32Array {
  const cells = mask.reduce((n, m) => n + m, 0)
  const once = blurred(mask, size)
  const level = levelWithCells(once, cells)
  for (let o = 0; o < once.length; o++) once[o] = level - (once[o] as number)
  return once
}

const levels = 4096
/** Fall of a smoothed step per cell at its middle. */
const stepSlope = 1 / (sigma * Math.sqrt(2 * Math.PI))

/** The level whose inside, each cell counted by its share, holds `cells` cells; from a histogram, by bisection. */
function levelWithCells(field: Float32Array, cells: number): number {
  const counts = new Uint32Array(levels + 1)
  for (const v of field) {
    const bin = Math.round(Math.max(0, Math.min(1, v)) * levels)
    counts[bin] = (counts[bin] as number) + 1
  }
  const inside = (level: number) =>
    counts.reduce(
      (sum, n, bin) => sum + n * Math.max(0, Math.min(1, 0.5 + (bin / levels - level) / stepSlope)),
      0,
    )
  let low = 0.25
  let high = 0.75
  for (let n = 0; n < 20; n++) {
    const middle = (low + high) / 2
    if (inside(middle) > cells) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function blurred(mask: Float32Array, size: readonly [number, number, number]): Float32Array {
  let from = mask
  for (let axis = 0; axis < 3; axis++) from = blurredAlong(from, size, axis, kernel)
  return from
}

/**
 * Signed distance to the union of smoothed groups. A foot on one group's surface that lies inside another is no
 * surface of the union and is dropped.
 */
function distanceToUnion(frame: LatticeFrame, groups: readonly Group[]): Float32Array {
  const union = new Float32Array(cellCount(frame)).fill(0.5)
  const [nx, ny] = frame.size
  for (const { box, level } of groups) {
    const [mx, my, mz] = extent(box)
    for (let k = 0, o = 0; k < mz; k++)
      for (let j = 0; j < my; j++) {
        const row = box.low[0] + nx * (box.low[1] + j + ny * (box.low[2] + k))
        for (let i = 0; i < mx; i++, o++)
          union[row + i] = Math.min(union[row + i] as number, level[o] as number)
      }
  }
  const insideUnion = trilinear(frame.size, union)
  const feet = newFeet(frame)
  for (const { box, level } of groups)
    placeFeet(frame, box, level, feet, (x, y, z) => insideUnion(x, y, z) > -0.15)
  const distance = spreadFeet(frame, feet)
  for (let o = 0; o < distance.length; o++)
    if ((union[o] as number) < 0) distance[o] = -(distance[o] as number)
  return distance
}
