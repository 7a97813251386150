import { cellCount, type LatticeFrame } from '../core/lattice'
import { type BloodDomain, wallKind } from '../geometry/blood-domain'

/** Entries that one workgroup sums; every compartment is padded to a multiple, so that a chunk lies in one. */
export const chunk = 1024
/** Partial sums per chunk: its threads, 16 entries each. */
export const sumsPerChunk = 64
/** Threads of a workgroup where each takes one entry. */
export const cellThreads = 256
/** Compartments smaller than this, with neither port nor gate, are trapped specks of the wall and are dropped. */
const leastCompartment = 12
/** Least share of a face's control volume that counts, so that no cut cell limits the time step. */
const leastVolume = 0.3
/** Least distance to a wall in spacings: nearer ones would make the viscous term arbitrarily stiff. */
const leastWallDistance = 0.1

/** Codes of a face's six links beside the wall distances 0–252 (h = (code + 1) / 254). */
const linkCode = { sliding: 253, zeroGradient: 254, fluid: 255 } as const

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
  /** Faces (axis · count + c), their ghosts, +1 where +axis points out, and open fractions. */
  readonly faces: Uint32Array
  readonly ghosts: Uint32Array
  readonly signs: Float32Array
  readonly open: Float32Array
}

const tagOf = (structure: number, compartment: number, parity: number, fluid: number, fill: number): number =>
  (structure | (compartment << 8) | (parity << 16) | (fluid << 17) | (Math.round(fill * 255) << 18)) >>> 0

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
  const packed = packFaces(domain, stride, open, ghostOf, compartmentOf, order)
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

type Stride = readonly [number, number, number]

function markGhosts(domain: BloodDomain, n: number, stride: Stride) {
  const ghostOf = new Uint16Array(n)
  const portFace = [new Uint8Array(n), new Uint8Array(n), new Uint8Array(n)] as const
  domain.ports.forEach((port, p) => {
    for (let f = 0; f < port.cell.length; f++) {
      const axis = port.axis[f] as 0 | 1 | 2
      const cell = port.cell[f] as number
      ghostOf[(port.sign[f] as number) > 0 ? cell + stride[axis] : cell] = p + 1
      portFace[axis][cell] = 1
    }
  })
  return { ghostOf, portFace }
}

/** Open fractions with every face of a ghost closed that is not a face of its port. */
function usableFaces(
  domain: BloodDomain,
  n: number,
  stride: Stride,
  ghostOf: Uint16Array,
  portFace: readonly Uint8Array[],
): Float32Array[] {
  return domain.open.map((source, axis) => {
    const out = source.slice()
    const step = stride[axis as 0 | 1 | 2]
    const onFace = portFace[axis] as Uint8Array
    for (let c = 0; c < n; c++) {
      if ((out[c] as number) <= 0) continue
      const a = ghostOf[c] as number
      const b = ghostOf[c + step] ?? 0
      if (a || b ? !onFace[c] || (a > 0 && b > 0) : false) out[c] = 0
    }
    return out
  })
}

function markGates(domain: BloodDomain, n: number) {
  const gateFace = [new Uint8Array(n), new Uint8Array(n), new Uint8Array(n)] as const
  domain.gates.forEach((gate, g) => {
    for (let f = 0; f < gate.cell.length; f++)
      gateFace[gate.axis[f] as 0 | 1 | 2][gate.cell[f] as number] = g + 1
  })
  return gateFace
}

/** Cells joined by open faces while all gates are closed; 0: no blood, else compartment + 1. */
function findCompartments(
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

function orderCells(n: number, compartmentOf: Uint8Array, sizes: readonly number[], ghostOf: Uint16Array) {
  const padded = (m: number) => Math.ceil(m / chunk) * chunk
  const starts: number[] = []
  let next = chunk
  for (const size of sizes) {
    starts.push(next)
    next += padded(size)
  }
  const ghostStart = next
  let ghosts = 0
  for (let c = 0; c < n; c++) if (ghostOf[c]) ghosts++
  const count = ghostStart + padded(ghosts)
  const cells = new Uint32Array(count).fill(0xffffffff)
  const entryOf = new Uint32Array(n)
  let ghost = ghostStart
  for (let c = 0; c < n; c++) {
    const compartment = compartmentOf[c] as number
    if (compartment) {
      const e = starts[compartment - 1] as number
      starts[compartment - 1] = e + 1
      cells[e] = c
      entryOf[c] = e
    } else if (ghostOf[c]) {
      cells[ghost] = c
      entryOf[c] = ghost++
    }
  }
  return { cells, entryOf, ghostStart, count }
}

/** Neighbours, open fractions, wall links and tags of every entry. */
function packFaces(
  domain: BloodDomain,
  stride: Stride,
  usable: readonly Float32Array[],
  ghostOf: Uint16Array,
  compartmentOf: Uint8Array,
  order: ReturnType<typeof orderCells>,
) {
  const { cells, entryOf, count } = order
  const [nx, ny, nz] = domain.frame.size
  const size = [nx, ny, nz] as const
  const neighbours = new Uint32Array(6 * count)
  const open = new Float32Array(3 * count)
  const conduct = new Float32Array(3 * count)
  const walls = new Uint32Array(6 * count)
  const tags = new Uint32Array(count)
  const place = [0, 0, 0]
  for (let e = 0; e < count; e++) {
    const c = cells[e] as number
    if (c === 0xffffffff) continue
    place[0] = c % nx
    place[1] = Math.floor(c / nx) % ny
    place[2] = Math.floor(c / (nx * ny))
    for (let axis = 0 as 0 | 1 | 2; axis < 3; axis++) {
      if ((place[axis] as number) > 0) neighbours[2 * axis * count + e] = entryOf[c - stride[axis]] as number
      if ((place[axis] as number) < size[axis] - 1)
        neighbours[(2 * axis + 1) * count + e] = entryOf[c + stride[axis]] as number
      const other = entryOf[c + stride[axis]] ?? 0
      const a = other ? ((usable[axis] as Float32Array)[c] as number) : 0
      if (a <= 0) continue
      open[axis * count + e] = a
      const volume = packWalls(domain, usable, ghostOf, stride, c, axis, walls, 2 * (axis * count + e))
      conduct[axis * count + e] = (a * a) / Math.max(volume, a)
    }
    const compartment = compartmentOf[c] as number
    tags[e] = tagOf(
      domain.structure[c] as number,
      Math.max(0, compartment - 1),
      ((place[0] as number) + (place[1] as number) + (place[2] as number)) & 1,
      compartment ? 1 : 0,
      domain.fill[c] as number,
    )
  }
  return { neighbours, open, conduct, walls, tags }
}

/** Writes V and the six link codes of a face. @returns V */
function packWalls(
  domain: BloodDomain,
  usable: readonly Float32Array[],
  ghostOf: Uint16Array,
  stride: Stride,
  c: number,
  axis: 0 | 1 | 2,
  out: Uint32Array,
  at: number,
): number {
  const { fill, phi, crossed, walls } = domain
  const step = stride[axis]
  const d = c + step
  const inner = (e: number) => (ghostOf[e] ? null : (fill[e] as number))
  const [fc, fd] = [inner(c), inner(d)]
  const mean = fc === null ? (fd as number) : fd === null ? fc : (fc + fd) / 2
  const volume = Math.max(mean, leastVolume)
  const here = ((phi[c] as number) + (phi[d] as number)) / 2
  const code = (direction: number): number => {
    const b = (direction >> 1) as 0 | 1 | 2
    const up = direction & 1
    const shift = up ? stride[b] : -stride[b]
    const qc = c + shift
    const qd = d + shift
    if (qc < 0 || qd < 0 || qc >= phi.length || qd >= phi.length) return linkCode.zeroGradient
    const low = up ? c : qc
    if (b !== axis && crossed[b][low] && crossed[b][low + step]) return Math.round(0.5 * 254) - 1
    const there = ((phi[qc] as number) + (phi[qd] as number)) / 2
    if (there > 0) {
      const kind = walls?.kind[qc] === walls?.kind[qd] ? walls?.kind[qc] : wallKind.still
      if (kind === wallKind.smooth) return linkCode.zeroGradient
      if (kind === wallKind.sliding) return linkCode.sliding
      const h = here < 0 ? here / (here - there) : 0
      return Math.min(252, Math.max(0, Math.round(Math.max(h, leastWallDistance) * 254) - 1))
    }
    const closed = ((usable[axis] as Float32Array)[qc] as number) <= 0
    return closed && (ghostOf[qc] || ghostOf[qd]) ? linkCode.zeroGradient : linkCode.fluid
  }
  out[at] = (Math.round(volume * 65535) | (code(0) << 16) | (code(1) << 24)) >>> 0
  out[at + 1] = (code(2) | (code(3) << 8) | (code(4) << 16) | (code(5) << 24)) >>> 0
  return volume
}
