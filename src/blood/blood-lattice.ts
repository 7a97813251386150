import { cellCount, type LatticeFrame } from '../core/lattice'
import type { BloodDomain } from '../geometry/blood-domain'
import { orderCells } from './cell-order'
import { findCompartments } from './compartments'
import { packFaces } from './pack-faces'
import { markGates, markGhosts, usableFaces } from './usable-faces'

/**
 * A blood domain packed for the solver: only cells that hold blood, and the ghosts outside of the ports.
 *
 * Entry 0 is a null cell (closed, at rest) that stands for everything else. A cell owns its three faces towards
 * +x, +y, +z: face (axis, c) has the index axis · count + c. Cells are sorted by compartment (cells that open faces
 * join while every gate is closed), each padded to a multiple of `chunk`; ghosts come last.
 */
export interface BloodLattice {
  readonly frame: LatticeFrame
  /** Entries including null, padding and ghosts. */
  readonly count: number
  readonly ghostStart: number
  readonly fluidCount: number
  /** Lattice index of each entry; 0xffffffff for null and padding. */
  readonly cells: Uint32Array
  /** Entry of each lattice cell; 0 where there is none. */
  readonly entryOf: Uint32Array
  /** 6 × count: entries at -x, +x, -y, +y, -z, +z. */
  readonly neighbours: Uint32Array
  /** 3 × count: open fraction with every gate fully open. */
  readonly open: Float32Array
  /** 3 × count: A² / V, how freely pressure moves blood through the face (`shaders/blood/momentum.wgsl`). */
  readonly conduct: Float32Array
  /** 2 × 3 × count: per face V (16 bits) and six link codes (8 bits each). */
  readonly walls: Uint32Array
  /** count: structure (8 bits), compartment (8), parity (1), 1 where the entry is a fluid cell (1), fill (8). */
  readonly tags: Uint32Array
  readonly compartments: readonly { readonly cells: number; readonly ports: readonly number[] }[]
  readonly gates: readonly {
    readonly faces: Uint32Array
    readonly signs: Float32Array
    readonly joins: readonly [number, number][]
  }[]
  readonly ports: readonly LatticePort[]
}

interface LatticePort {
  /** Faces (axis · count + c), their ghosts, +1 where +axis points out, open fractions, mean depth under the wall [m]. */
  readonly faces: Uint32Array
  readonly ghosts: Uint32Array
  readonly signs: Float32Array
  readonly open: Float32Array
  readonly depth: Float32Array
}

/** Packs a domain. Cost is linear in the cells of the frame, about a second for ten million. */
export function packDomain(domain: BloodDomain): BloodLattice {
  const { frame } = domain
  const n = cellCount(frame)
  const stride = [1, frame.size[0], frame.size[0] * frame.size[1]] as const
  const { ghostOf, portFace } = markGhosts(domain, n, stride)
  const open = usableFaces(domain, n, stride, ghostOf, portFace)
  const gateFace = markGates(domain, n)
  const { compartmentOf, sizes } = findCompartments(domain, n, stride, open, ghostOf, gateFace)
  const order = orderCells(n, compartmentOf, sizes, ghostOf)
  const { faces: packed, depthAtPort } = packFaces(domain, stride, open, ghostOf, compartmentOf, order)
  const { entryOf, count } = order
  const faceEntry = (axis: number, cell: number) => axis * count + (entryOf[cell] as number)

  const ports = domain.ports.map((port): LatticePort => {
    const kept = [...port.cell.keys()].filter((f) => {
      const owner = entryOf[port.cell[f] as number] as number
      const axis = port.axis[f] as number
      return owner > 0 && (packed.open[axis * count + owner] as number) > 0
    })
    const outer = (f: number) =>
      (port.sign[f] as number) > 0
        ? (port.cell[f] as number) + (stride[port.axis[f] as 0 | 1 | 2] as number)
        : (port.cell[f] as number)
    const faces = Uint32Array.from(kept, (f) => faceEntry(port.axis[f] as number, port.cell[f] as number))
    return {
      faces,
      ghosts: Uint32Array.from(kept, (f) => entryOf[outer(f)] as number),
      signs: Float32Array.from(kept, (f) => port.sign[f] as number),
      open: Float32Array.from(faces, (f) => packed.open[f] as number),
      depth: Float32Array.from(
        kept,
        (f) => frame.spacing * depthAtPort(port.cell[f] as number, port.axis[f] as 0 | 1 | 2),
      ),
    }
  })
  const gates = domain.gates.map((gate) => {
    const faces: number[] = []
    const signs: number[] = []
    const joins = new Map<string, [number, number]>()
    for (let f = 0; f < gate.cell.length; f++) {
      const axis = gate.axis[f] as 0 | 1 | 2
      const cell = gate.cell[f] as number
      const face = faceEntry(axis, cell)
      const a = compartmentOf[cell] as number
      const b = compartmentOf[cell + stride[axis]] as number
      if (!a || !b || (packed.open[face] as number) <= 0) continue
      faces.push(face)
      signs.push(gate.sign[f] as number)
      if (a !== b) joins.set(`${a},${b}`, [a - 1, b - 1])
    }
    return {
      faces: Uint32Array.from(faces),
      signs: Float32Array.from(signs),
      joins: [...joins.values()],
    }
  })
  const compartments = sizes.map((cells, c) => ({
    cells,
    ports: domain.ports.flatMap((port, p) =>
      port.cell.some(
        (cell, f) =>
          compartmentOf[cell] === c + 1 || compartmentOf[cell + stride[port.axis[f] as 0 | 1 | 2]] === c + 1,
      )
        ? [p]
        : [],
    ),
  }))
  return {
    frame,
    count,
    ghostStart: order.ghostStart,
    fluidCount: sizes.reduce((a, b) => a + b, 0),
    cells: order.cells,
    entryOf,
    ...packed,
    compartments,
    gates,
    ports,
  }
}
