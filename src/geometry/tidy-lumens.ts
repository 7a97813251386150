import type { LatticeFrame } from '../core/lattice'
import { faceNeighbours } from './label-components'

/** A connected region of one lumen. */
interface Region {
  readonly cells: readonly number[]
  readonly label: number
}

/**
 * Leaves one region of each lumen, its largest: a smaller one goes to the lumen that it borders most, and one that
 * borders walls above all (a gap between two walls) becomes outside. Then borders between lumens are smoothed by majority.
 * Changes `lumens`; returns the count of cells that became outside.
 */
export function tidyLumens(frame: LatticeFrame, lumens: Uint8Array): number {
  const { regions, of } = regionsOf(frame, lumens)
  const largest = new Map<number, number>()
  regions.forEach((r, n) => {
    const best = largest.get(r.label)
    if (best === undefined || r.cells.length > (regions[best] as Region).cells.length) largest.set(r.label, n)
  })
  const kept = new Set(largest.values())
  let dropped = 0
  for (let waiting = regions.map((_, n) => n).filter((n) => !kept.has(n)), moved = true; ; ) {
    if (waiting.length === 0 || !moved) {
      for (const n of waiting) {
        dropped += (regions[n] as Region).cells.length
        for (const o of (regions[n] as Region).cells) lumens[o] = 0
      }
      break
    }
    moved = false
    waiting = waiting.filter((n) => {
      const label = mostTouched(frame, lumens, of, kept, regions[n] as Region)
      if (!label) return true
      for (const o of (regions[n] as Region).cells) lumens[o] = label
      kept.add(n)
      moved = true
      return false
    })
  }
  for (let round = 0; round < 2; round++) smoothBorders(frame, lumens)
  return dropped
}

function regionsOf(frame: LatticeFrame, lumens: Uint8Array): { regions: Region[]; of: Int32Array } {
  const of = new Int32Array(lumens.length).fill(-1)
  const regions: Region[] = []
  for (let seed = 0; seed < lumens.length; seed++) {
    const label = lumens[seed] as number
    if (!label || of[seed] !== -1) continue
    const cells = [seed]
    of[seed] = regions.length
    for (let at = 0; at < cells.length; at++)
      faceNeighbours(frame, cells[at] as number, (n) => {
        if (lumens[n] !== label || of[n] !== -1) return
        of[n] = regions.length
        cells.push(n)
      })
    regions.push({ cells, label })
  }
  return { regions, of }
}

/** A region goes to a lumen only where it borders it along at least this share of its border: a gap borders walls. */
const leastBorder = 0.35

function mostTouched(
  frame: LatticeFrame,
  lumens: Uint8Array,
  of: Int32Array,
  kept: ReadonlySet<number>,
  region: Region,
): number {
  const touched = new Map<number, number>()
  let border = 0
  for (const o of region.cells)
    faceNeighbours(frame, o, (n) => {
      const other = of[n] as number
      if (lumens[n] !== region.label) border++
      if (other < 0 || !kept.has(other)) return
      const label = lumens[n] as number
      touched.set(label, (touched.get(label) ?? 0) + 1)
    })
  let best = 0
  for (const [label, count] of touched)
    if (count > leastBorder * border && count > (touched.get(best) ?? 0)) best = label
  return best
}

/** A cell between lumens takes the lumen of most of its 26 neighbours. */
function smoothBorders(frame: LatticeFrame, lumens: Uint8Array): void {
  const [nx, ny, nz] = frame.size
  const before = lumens.slice()
  const counts = new Uint8Array(256)
  for (let k = 1; k < nz - 1; k++)
    for (let j = 1; j < ny - 1; j++)
      for (let i = 1; i < nx - 1; i++) {
        const o = i + nx * (j + ny * k)
        const own = before[o] as number
        if (!own || !atBorder(before, o, own, nx, nx * ny)) continue
        let best = own
        for (let c = -1; c <= 1; c++)
          for (let b = -1; b <= 1; b++)
            for (let a = -1; a <= 1; a++) {
              const label = before[o + a + nx * (b + ny * c)] as number
              counts[label] = (counts[label] as number) + 1
            }
        for (let c = -1; c <= 1; c++)
          for (let b = -1; b <= 1; b++)
            for (let a = -1; a <= 1; a++) {
              const label = before[o + a + nx * (b + ny * c)] as number
              if (label && (counts[label] as number) > (counts[best] as number)) best = label
            }
        counts.fill(0)
        lumens[o] = best
      }
}

function atBorder(lumens: Uint8Array, o: number, own: number, row: number, layer: number): boolean {
  const differs = (n: number) => lumens[n] !== 0 && lumens[n] !== own
  return (
    differs(o - 1) ||
    differs(o + 1) ||
    differs(o - row) ||
    differs(o + row) ||
    differs(o - layer) ||
    differs(o + layer)
  )
}
