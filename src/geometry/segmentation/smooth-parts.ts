import type { LatticeFrame } from '../../core/lattice'
import { blurredAlong } from '../blurred-along'
import { boxOf, type CellBox } from './cell-box'
import { isLumen, outsideLabel } from './parts'

/**
 * Smooths each lumen by a Gaussian of `sigma` metres at the level at which it keeps its count of cells. A lumen only
 * takes cells of nothing that touch no other lumen, and gives up cells only to nothing: lumens never merge, borders
 * between them stay, and a septum of one cell stays. Where a lumen goes on into another (a valve, the vessel beyond an
 * end) that counts as its own, so that no notch is made at its rim.
 */
export function smoothParts(frame: LatticeFrame, labels: Uint8Array, sigma: number): Uint8Array {
  const out = labels.slice()
  const width = sigma / frame.spacing
  if (width < 0.2) return out
  const kernel = gaussian(width)
  const reach = (kernel.length - 1) / 2
  for (const label of new Set(labels)) {
    if (!isLumen(label)) continue
    const box = boxOf(frame, labels, label, 2 * reach + 1)
    if (box) smoothOne(frame, labels, out, label, box, kernel)
  }
  return out
}

function gaussian(width: number): number[] {
  const reach = Math.ceil(2.5 * width)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, n) =>
    Math.exp(-((n - reach) ** 2) / (2 * width ** 2)),
  )
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((w) => w / sum)
}

/** Within a box: may not change, is the lumen’s own, or may become it. */
const [fixed, own, free] = [0, 1, 2]

function smoothOne(
  frame: LatticeFrame,
  labels: Uint8Array,
  out: Uint8Array,
  label: number,
  box: CellBox,
  kernel: readonly number[],
): void {
  const cells = box.cells(frame)
  const near = new Uint8Array(cells.length)
  const state = new Uint8Array(cells.length)
  for (let n = 0; n < cells.length; n++) {
    const l = labels[cells[n] as number] as number
    near[n] = l
    state[n] = l === label ? own : l === 0 ? free : fixed
  }
  keepAway(box.size, near, label, state)
  let soft = grownInto(box.size, near, label, (kernel.length - 1) / 2)
  for (let axis = 0; axis < 3; axis++) soft = blurredAlong(soft, box.size, axis, kernel)
  const level = levelThatKeeps(soft, state)
  for (let n = 0; n < soft.length; n++) {
    if (state[n] === fixed) continue
    const inside = (soft[n] as number) >= level
    if (inside !== (state[n] === own)) out[cells[n] as number] = inside ? label : 0
  }
}

/** Free cells beside another lumen (26 neighbours) may not be taken. */
function keepAway(
  size: readonly [number, number, number],
  near: Uint8Array,
  label: number,
  state: Uint8Array,
): void {
  let others = new Uint8Array(near.length)
  for (let n = 0; n < near.length; n++) others[n] = isLumen(near[n] as number) && near[n] !== label ? 1 : 0
  for (let axis = 0; axis < 3; axis++) others = widenedAlong(size, others, axis)
  for (let n = 0; n < near.length; n++) if (others[n] && state[n] === free) state[n] = fixed
}

/** A mask and its neighbours along one axis; across the border of the box it may be too wide by a cell. */
function widenedAlong(
  [nx, ny]: readonly [number, number, number],
  mask: Uint8Array,
  axis: number,
): Uint8Array<ArrayBuffer> {
  const step = axis === 0 ? 1 : axis === 1 ? nx : nx * ny
  const out = new Uint8Array(mask.length)
  for (let n = 0; n < mask.length; n++) {
    if (!mask[n]) continue
    out[n] = 1
    if (n >= step) out[n - step] = 1
    if (n + step < out.length) out[n + step] = 1
  }
  return out
}

/** A lumen, or blood that was left out past an end. */
const isBlood = (label: number): boolean => label > 0 && label <= outsideLabel

/** The lumen's indicator, with `steps` cells of the blood that it goes on into. */
function grownInto(
  [nx, ny]: readonly [number, number, number],
  near: Uint8Array,
  label: number,
  steps: number,
): Float32Array {
  const mask = new Float32Array(near.length)
  const around = [1, -1, nx, -nx, nx * ny, -nx * ny]
  let front: number[] = []
  for (let o = 0; o < mask.length; o++) {
    if (near[o] !== label) continue
    mask[o] = 1
    front.push(o)
  }
  for (let step = 0; step < steps; step++) {
    const next: number[] = []
    for (const o of front)
      for (const d of around) {
        const n = o + d
        if (mask[n] !== 0 || !isBlood(near[n] as number)) continue
        mask[n] = 1
        next.push(n)
      }
    front = next
  }
  return mask
}

const bins = 4096

/** The level above which as many cells lie, of those that may change, as are the lumen's own now. */
function levelThatKeeps(soft: Float32Array, state: Uint8Array): number {
  const counts = new Uint32Array(bins + 1)
  let wanted = 0
  for (let n = 0; n < soft.length; n++) {
    if (state[n] === fixed) continue
    if (state[n] === own) wanted++
    const bin = Math.min(bins, Math.floor((soft[n] as number) * bins))
    counts[bin] = (counts[bin] as number) + 1
  }
  let bin = bins
  for (let above = 0; bin > 0; bin--) {
    above += counts[bin] as number
    if (above >= wanted) break
  }
  return bin / bins
}
