import type { BloodLattice } from './blood-lattice'

/** One level while it is built: nodes at block places, links as rows. */
export interface Graph {
  readonly size: number
  /** Block coordinates, 3 per node. */
  readonly place: Int32Array
  readonly rowStart: Uint32Array
  /** Neighbour node, or `toPort`. */
  readonly column: Int32Array
  readonly value: Float32Array
  readonly axis: Uint8Array
  /** 0, or 1 + the index of the gate or port that scales the link. */
  readonly tag: Uint8Array
}
export const toPort = -1

/** The lattice itself: node e is entry e; padding and null have no links. */
export function finestGraph(lattice: BloodLattice): Graph {
  const { count, cells, neighbours, conduct, ghostStart, frame } = lattice
  const tagOfFace = new Map<number, number>()
  lattice.gates.forEach((gate, g) => {
    for (const f of gate.faces) tagOfFace.set(f, g + 1)
  })
  lattice.ports.forEach((port, p) => {
    for (const f of port.faces) tagOfFace.set(f, lattice.gates.length + p + 1)
  })
  const gateFace = new Uint8Array(3 * count)
  for (const [f, tag] of tagOfFace) gateFace[f] = tag
  const rowStart = new Uint32Array(ghostStart + 1)
  const column = new Int32Array(6 * ghostStart)
  const value = new Float32Array(6 * ghostStart)
  const axisOf = new Uint8Array(6 * ghostStart)
  const tag = new Uint8Array(6 * ghostStart)
  const place = new Int32Array(3 * ghostStart)
  const [nx, ny] = frame.size
  let n = 0
  for (let e = 0; e < ghostStart; e++) {
    rowStart[e] = n
    const c = cells[e] as number
    if (c === 0xffffffff) continue
    place[3 * e] = c % nx
    place[3 * e + 1] = Math.floor(c / nx) % ny
    place[3 * e + 2] = Math.floor(c / (nx * ny))
    for (let direction = 0; direction < 6; direction++) {
      const axis = direction >> 1
      const other = neighbours[direction * count + e] as number
      const face = axis * count + (direction & 1 ? e : other)
      const g = other ? (conduct[face] as number) : 0
      if (g <= 0) continue
      column[n] = other >= ghostStart ? toPort : other
      value[n] = g
      axisOf[n] = axis
      tag[n] = gateFace[face] as number
      n++
    }
  }
  rowStart[ghostStart] = n
  return { size: ghostStart, place, rowStart, column, value, axis: axisOf, tag }
}
