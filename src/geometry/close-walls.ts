import type { LatticeFrame } from '../core/lattice'
import type { StubEnd } from './vessel-stubs'

/** Steps to neighbours: 6 through faces, 18 with edges, 26 with corners. */
export function neighbourSteps(frame: LatticeFrame, near: 1 | 2 | 3): Int32Array {
  const steps: number[] = []
  for (let c = -1; c <= 1; c++)
    for (let b = -1; b <= 1; b++)
      for (let a = -1; a <= 1; a++) {
        const axes = Math.abs(a) + Math.abs(b) + Math.abs(c)
        if (axes > 0 && axes <= near) steps.push(a + frame.size[0] * (b + frame.size[1] * c))
      }
  return Int32Array.from(steps)
}

/**
 * For each cell before the open end of a vessel, up to `reach` metres beyond its plane, the vessel’s label, else 0: that
 * vessel gets no wall there.
 */
export function beforeEnds(
  frame: LatticeFrame,
  ends: readonly StubEnd[],
  reach: number,
  margin: number,
): Uint8Array {
  const out = new Uint8Array(frame.size[0] * frame.size[1] * frame.size[2])
  const [nx, ny, nz] = frame.size
  const h = frame.spacing
  for (const { structure, end, normal, radius } of ends) {
    const size = radius + margin + reach
    const low = end.map((x, a) => Math.max(0, Math.ceil((x - size - (frame.origin[a] as number)) / h)))
    const high = end.map((x, a) =>
      Math.min([nx, ny, nz][a] as number, Math.floor((x + size - (frame.origin[a] as number)) / h) + 1),
    )
    for (let k = low[2] as number; k < (high[2] as number); k++)
      for (let j = low[1] as number; j < (high[1] as number); j++)
        for (let i = low[0] as number; i < (high[0] as number); i++) {
          const x = frame.origin[0] + i * h - end[0]
          const y = frame.origin[1] + j * h - end[1]
          const z = frame.origin[2] + k * h - end[2]
          const height = x * normal[0] + y * normal[1] + z * normal[2]
          if (height <= 0 || height >= reach) continue
          if (x * x + y * y + z * z - height * height < (radius + margin) ** 2)
            out[i + nx * (j + ny * k)] = structure
        }
  }
  return out
}

/**
 * Gives every lumen that touches the outside a wall of one cell (18 neighbours: 1 to 1.4 cells thick), except before its
 * own open end. Labels keep a margin of one cell on the lattice. Returns the count of cells added.
 * @param wallOf wall of each lumen label, 0 for other labels
 * @param open as given by `beforeEnds`
 */
export function closeWalls(
  frame: LatticeFrame,
  labels: Uint8Array,
  wallOf: Uint8Array,
  open: Uint8Array,
): number {
  const steps = neighbourSteps(frame, 2)
  const added: number[] = []
  const walls: number[] = []
  for (let cell = 0; cell < labels.length; cell++) {
    const wall = wallOf[labels[cell] as number] as number
    if (wall === 0) continue
    for (let n = 0; n < steps.length; n++) {
      const next = cell + (steps[n] as number)
      if (labels[next] !== 0 || open[next] === labels[cell]) continue
      added.push(next)
      walls.push(wall)
    }
  }
  let count = 0
  for (let n = 0; n < added.length; n++) {
    const cell = added[n] as number
    if (labels[cell] !== 0) continue
    labels[cell] = walls[n] as number
    count++
  }
  return count
}

/** Whether two lumens may open into each other: never, anywhere, or only in cells that are marked. */
export const touch = { never: 0, anywhere: 1, marked: 2 } as const

/**
 * Puts tissue between lumens that touch (26 neighbours) and may not: the cell that comes first becomes its own wall.
 * Returns the count of cells changed at a · 256 + b, a < b.
 * @param may how each pair of labels may touch, at a · 256 + b
 * @param marked 1 for cells in which pairs of kind `marked` may touch
 */
export function separateLumens(
  frame: LatticeFrame,
  labels: Uint8Array,
  wallOf: Uint8Array,
  may: Uint8Array,
  marked: Uint8Array,
): Map<number, number> {
  const steps = neighbourSteps(frame, 3)
  const changed = new Map<number, number>()
  for (let cell = 0; cell < labels.length; cell++) {
    const own = labels[cell] as number
    const wall = wallOf[own] as number
    if (wall === 0) continue
    let other = 0
    for (let n = 0; n < steps.length; n++) {
      const next = cell + (steps[n] as number)
      const b = labels[next] as number
      if (b === own || b === 0 || wallOf[b] === 0) continue
      const how = may[own * 256 + b]
      if (how === touch.anywhere || (how === touch.marked && (marked[cell] === 1 || marked[next] === 1)))
        continue
      other = b
    }
    if (other === 0) continue
    labels[cell] = wall
    const key = Math.min(own, other) * 256 + Math.max(own, other)
    changed.set(key, (changed.get(key) ?? 0) + 1)
  }
  return changed
}

/** Count of lumen cells that touch the outside (or the lattice's rim) and are not at a vessel's end. */
export function countLeaks(
  frame: LatticeFrame,
  labels: Uint8Array,
  isLumen: Uint8Array,
  ends: readonly StubEnd[],
): number {
  const [nx, ny, nz] = frame.size
  const h = frame.spacing
  let leaks = 0
  for (let k = 0, cell = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, cell++) {
        const label = labels[cell] as number
        if (isLumen[label] !== 1) continue
        const rim = i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1
        const open =
          rim ||
          labels[cell - 1] === 0 ||
          labels[cell + 1] === 0 ||
          labels[cell - nx] === 0 ||
          labels[cell + nx] === 0 ||
          labels[cell - nx * ny] === 0 ||
          labels[cell + nx * ny] === 0
        if (!open) continue
        let atEnd = false
        for (const e of ends) {
          if (e.structure !== label) continue
          const x = frame.origin[0] + i * h - e.end[0]
          const y = frame.origin[1] + j * h - e.end[1]
          const z = frame.origin[2] + k * h - e.end[2]
          const height = x * e.normal[0] + y * e.normal[1] + z * e.normal[2]
          if (
            height > -1.8 * h &&
            height < h &&
            x * x + y * y + z * z - height * height < (e.radius + 2 * h) ** 2
          )
            atEnd = true
        }
        if (!atEnd) leaks++
      }
  return leaks
}
