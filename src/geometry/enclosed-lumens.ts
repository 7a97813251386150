import { cellCount, type LatticeFrame } from '../core/lattice'

/** The 26 ways from a cell to its neighbours, one of each pair of opposites. */
const halfWays: readonly (readonly [number, number, number])[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 0],
  [1, -1, 0],
  [1, 0, 1],
  [1, 0, -1],
  [0, 1, 1],
  [0, 1, -1],
  [1, 1, 1],
  [1, 1, -1],
  [1, -1, 1],
  [1, -1, -1],
]
/** Of 26 ways out of an enclosed cell so many may miss every wall: a tube's lumen then ends .6 radii inside its end. */
const mostEscapes = 6

/**
 * Which lumen each cell belongs to that lies within walls: the owner of most of the walls that it sees along 26 ways,
 * where at least 20 of them end at a wall; 0 for walls and for what is open. Between two chambers that are open to
 * each other the border lies where both are seen alike, which is the ring that narrows the passage.
 * @param walls owner (from 1) of each cell of wall, 0 elsewhere
 * @param owners greatest owner
 */
export function enclosedLumens(frame: LatticeFrame, walls: Uint8Array, owners: number): Uint8Array {
  const cells = cellCount(frame)
  const votes = new Uint8Array(cells * (owners + 1))
  const seen = new Uint8Array(cells)
  const escapes = new Uint8Array(cells)
  for (let o = 0; o < cells; o++) if (walls[o]) escapes[o] = mostEscapes + 1
  for (const way of halfWays)
    for (const sign of [1, -1] as const) {
      lookAlong(frame, walls, way, sign, seen)
      for (let o = 0; o < cells; o++) {
        // What is open already needs no more votes.
        if ((escapes[o] as number) > mostEscapes) continue
        const owner = seen[o] as number
        if (owner === 0) escapes[o] = (escapes[o] as number) + 1
        const at = o * (owners + 1) + owner
        votes[at] = (votes[at] as number) + 1
      }
    }
  const out = new Uint8Array(cells)
  for (let o = 0, v = 0; o < cells; o++, v += owners + 1) {
    if ((escapes[o] as number) > mostEscapes) continue
    let best = 1
    for (let n = 2; n <= owners; n++) if ((votes[v + n] as number) > (votes[v + best] as number)) best = n
    out[o] = best
  }
  return out
}

/** For each cell the first wall along a way, in one sweep against it; 0 where there is none. */
function lookAlong(
  frame: LatticeFrame,
  walls: Uint8Array,
  way: readonly [number, number, number],
  sign: 1 | -1,
  seen: Uint8Array,
): void {
  const [nx, ny, nz] = frame.size
  const dx = sign * way[0]
  const dy = sign * way[1]
  const dz = sign * way[2]
  const step = dx + nx * (dy + ny * dz)
  const first = step > 0 ? walls.length - 1 : 0
  const by = step > 0 ? -1 : 1
  const [i0, j0, k0] = step > 0 ? [nx - 1, ny - 1, nz - 1] : [0, 0, 0]
  for (let c = 0, k = k0, o = first; c < nz; c++, k += by)
    for (let b = 0, j = j0; b < ny; b++, j += by) {
      const openRow = k + dz < 0 || k + dz >= nz || j + dy < 0 || j + dy >= ny
      for (let a = 0, i = i0; a < nx; a++, i += by, o += by) {
        if (openRow || i + dx < 0 || i + dx >= nx) seen[o] = 0
        else seen[o] = (walls[o + step] as number) || (seen[o + step] as number)
      }
    }
}
