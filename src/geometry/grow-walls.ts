import type { LatticeFrame } from '../core/lattice'

/** A lumen that gets a wall: how thick at each of its surface cells. */
export interface WallToGrow {
  readonly lumen: number
  readonly wall: number
  /** Metres at a place in patient space; the same everywhere where it is a number. */
  readonly thickness: number | ((x: number, y: number, z: number) => number)
  readonly most: number
}

/**
 * Grows walls round lumens into cells that are outside (label 0): a cell within the thickness of a lumen's surface
 * becomes its wall, between two lumens of the one that it lies deeper in the wall of. Exact distances between cells.
 * @param open as given by `beforeEnds`: where a lumen gets no wall
 * @returns count of cells added
 */
export function growWalls(
  frame: LatticeFrame,
  labels: Uint8Array,
  walls: readonly WallToGrow[],
  open: Uint8Array,
): number {
  const depth = new Float32Array(labels.length).fill(2)
  const owner = new Uint8Array(labels.length)
  for (const wall of walls) stamp(frame, labels, wall, open, depth, owner)
  let count = 0
  for (let o = 0; o < labels.length; o++) {
    if (owner[o] === 0 || labels[o] !== 0) continue
    labels[o] = owner[o] as number
    count++
  }
  return count
}

function stamp(
  frame: LatticeFrame,
  labels: Uint8Array,
  wall: WallToGrow,
  open: Uint8Array,
  depth: Float32Array,
  owner: Uint8Array,
): void {
  const [nx, ny, nz] = frame.size
  const h = frame.spacing
  const { steps, lengths, reach } = ballSteps(frame, wall.most + h / 2)
  const { thickness } = wall
  for (let k = reach; k < nz - reach; k++)
    for (let j = reach; j < ny - reach; j++)
      for (let i = reach, o = reach + nx * (j + ny * k); i < nx - reach; i++, o++) {
        if (labels[o] !== wall.lumen) continue
        const bare =
          labels[o - 1] === 0 ||
          labels[o + 1] === 0 ||
          labels[o - nx] === 0 ||
          labels[o + nx] === 0 ||
          labels[o - nx * ny] === 0 ||
          labels[o + nx * ny] === 0
        if (!bare) continue
        const t =
          typeof thickness === 'number'
            ? thickness
            : thickness(frame.origin[0] + i * h, frame.origin[1] + j * h, frame.origin[2] + k * h)
        const limit = t + h / 2
        for (let n = 0; n < steps.length && (lengths[n] as number) <= limit; n++) {
          const next = o + (steps[n] as number)
          if (labels[next] !== 0 || open[next] === wall.lumen) continue
          const share = ((lengths[n] as number) - h / 2) / t
          if (share >= (depth[next] as number)) continue
          depth[next] = share
          owner[next] = wall.wall
        }
      }
}

/** Steps to all cells within a distance, the nearest first, and their lengths in metres. */
function ballSteps(frame: LatticeFrame, radius: number) {
  const reach = Math.floor(radius / frame.spacing)
  const found: [number, number][] = []
  for (let c = -reach; c <= reach; c++)
    for (let b = -reach; b <= reach; b++)
      for (let a = -reach; a <= reach; a++) {
        const length = Math.hypot(a, b, c) * frame.spacing
        if (length > 0 && length <= radius) found.push([a + frame.size[0] * (b + frame.size[1] * c), length])
      }
  found.sort((p, q) => p[1] - q[1])
  return {
    steps: Int32Array.from(found, (f) => f[0]),
    lengths: Float64Array.from(found, (f) => f[1]),
    reach,
  }
}

/**
 * Fills pockets of outside that are shut in by the heart: each cell becomes the wall that lies nearest through the
 * pocket. Returns the count of cells filled.
 * @param isWall 1 for labels that are wall
 */
export function fillPockets(
  frame: LatticeFrame,
  labels: Uint8Array,
  isWall: Uint8Array,
  open: Uint8Array,
): number {
  const [nx, ny] = frame.size
  const steps = [1, -1, nx, -nx, nx * ny, -nx * ny]
  const outside = new Uint8Array(labels.length)
  const stack = new Int32Array(labels.length)
  let top = 0
  for (let o = 0; o < labels.length; o++) {
    if (labels[o] !== 0 || outside[o] === 1) continue
    const rim = o % nx === 0 || o < nx * ny || o >= labels.length - nx * ny
    if (!rim && open[o] === 0) continue
    outside[o] = 1
    stack[top++] = o
    while (top > 0) {
      const cell = stack[--top] as number
      for (let n = 0; n < 6; n++) {
        const next = cell + (steps[n] as number)
        if (next < 0 || next >= labels.length || labels[next] !== 0 || outside[next] === 1) continue
        outside[next] = 1
        stack[top++] = next
      }
    }
  }
  let front: number[] = []
  for (let o = 0; o < labels.length; o++) if (isWall[labels[o] as number] === 1) front.push(o)
  let count = 0
  while (front.length > 0) {
    const next: number[] = []
    for (const cell of front)
      for (const s of steps) {
        const n = cell + s
        if (n < 0 || n >= labels.length || labels[n] !== 0 || outside[n] === 1) continue
        labels[n] = labels[cell] as number
        next.push(n)
        count++
      }
    front = next
  }
  return count
}
