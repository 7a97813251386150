import type { BloodDomain } from '../geometry/blood-domain'
import type { Stride } from './wall-links'

/** Compartments smaller than this, with neither port nor gate, are trapped specks of the wall and are dropped. */
const leastCompartment = 12

/** Cells joined by open faces while all gates are closed; 0: no blood, else compartment + 1. */
export function findCompartments(
  domain: BloodDomain,
  n: number,
  stride: Stride,
  open: readonly Float32Array[],
  ghostOf: Uint16Array,
  gateFace: readonly Uint8Array[],
) {
  const compartmentOf = new Uint8Array(n)
  const seen = new Uint8Array(n)
  const special = new Uint8Array(n)
  const mark = (set: { cell: Uint32Array; axis: Uint8Array }) => {
    for (let f = 0; f < set.cell.length; f++) {
      special[set.cell[f] as number] = 1
      special[(set.cell[f] as number) + stride[set.axis[f] as 0 | 1 | 2]] = 1
    }
  }
  for (const port of domain.ports) mark(port)
  for (const gate of domain.gates) mark(gate)
  const queue = new Uint32Array(n)
  const sizes: number[] = []
  for (let seed = 0; seed < n; seed++) {
    if (seen[seed] || ghostOf[seed] || !hasOpenFace(open, stride, seed)) continue
    let head = 0
    let tail = 0
    let kept = 0
    queue[tail++] = seed
    seen[seed] = 1
    while (head < tail) {
      const c = queue[head++] as number
      kept |= special[c] as number
      for (let axis = 0; axis < 3; axis++) {
        const step = stride[axis as 0 | 1 | 2]
        const a = open[axis] as Float32Array
        const closed = gateFace[axis] as Uint8Array
        const up = c + step
        const down = c - step
        if ((a[c] as number) > 0 && !closed[c] && !seen[up] && !ghostOf[up]) {
          seen[up] = 1
          queue[tail++] = up
        }
        if (down >= 0 && (a[down] as number) > 0 && !closed[down] && !seen[down] && !ghostOf[down]) {
          seen[down] = 1
          queue[tail++] = down
        }
      }
    }
    if (tail < leastCompartment && !kept) continue
    if (sizes.length >= 254) continue
    sizes.push(tail)
    for (let q = 0; q < tail; q++) compartmentOf[queue[q] as number] = sizes.length
  }
  return { compartmentOf, sizes }
}

function hasOpenFace(open: readonly Float32Array[], stride: Stride, c: number): boolean {
  for (let axis = 0; axis < 3; axis++) {
    const a = open[axis] as Float32Array
    const down = c - stride[axis as 0 | 1 | 2]
    if ((a[c] as number) > 0 || (down >= 0 && (a[down] as number) > 0)) return true
  }
  return false
}
