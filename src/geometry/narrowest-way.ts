import { cellCount } from '../core/lattice'
import type { BloodDomain, Opening } from './blood-domain'
import { type KnownFlow, LinkFlow } from './link-flow'
import { components, type Face, gateMask } from './openings-lattice-cut'
import { measure } from './openings-measure'
import { strides } from './resolve-anatomy-flood'
import { latticeScratch } from './scratch'

const capacityUnit = 4096

/** Blood that is followed from link to link: cells, and how many links each is from the start. */
export interface Spread {
  readonly cells: Int32Array
  readonly depth: Int32Array
}

/**
 * The stretch of blood between two places, for its narrowest section. Every valve is shut but the one that the way
 * leads through. What `follow` gives is read before the section is looked for, and before `close`.
 */
export class Way {
  /** Every cell that was followed, as far as `count`. */
  private cells: Int32Array
  private count = 0
  private readonly queue: Int32Array
  private readonly depth: Int32Array
  /** Place of a cell in `cells`, plus 1. */
  private readonly node: Int32Array
  /** Bits of a cell's faces that are a valve's. */
  private readonly shut: Uint8Array
  /** Where it was followed from, and over which structures. */
  private readonly starts: number[] = []
  private readonly followed = new Uint8Array(256)
  /** 1 for cells on the far side of the section. */
  private beyond = new Uint8Array(0)
  private flow: KnownFlow = { cells: new Int32Array(0), links: new Int32Array(0) }

  /** @param known what flowed through the same place before an edit: the section is found sooner, and is the same */
  constructor(
    private readonly domain: BloodDomain,
    private readonly through?: BloodDomain['gates'][number],
    private readonly known?: KnownFlow,
  ) {
    const length = cellCount(domain.frame)
    this.queue = latticeScratch.take(length)
    this.depth = latticeScratch.take(length)
    this.node = latticeScratch.takeClean(length)
    this.cells = this.queue
    this.shut = gateMask(domain)
  }

  /** Adds the blood of some structures that open links join to a start, as far as `reach` links. */
  follow(start: readonly number[], structures: Uint8Array, reach = Number.POSITIVE_INFINITY): Spread {
    const { open, structure, frame } = this.domain
    const { node, cells, shut, depth } = this
    const step = strides(frame)
    const first = this.count
    let count = first
    structures.forEach((taken, id) => {
      this.followed[id] ||= taken
    })
    for (const cell of start) {
      if (node[cell] || !structures[structure[cell] as number]) continue
      this.starts.push(cell)
      depth[count] = 0
      cells[count++] = cell
      node[cell] = count
    }
    for (let q = first; q < count; q++) {
      const cell = cells[q] as number
      const next = (depth[q] as number) + 1
      if (next > reach) break
      for (let way = 0; way < 6; way++) {
        const axis = way >> 1
        const s = step[axis] as number
        const other = way & 1 ? cell - s : cell + s
        // Most neighbours have been followed already.
        if (node[other] !== 0 || !structures[structure[other] as number]) continue
        const face = way & 1 ? other : cell
        if (!((open[axis] as Float32Array)[face] as number) || (shut[face] as number) & (1 << axis)) continue
        depth[count] = next
        cells[count++] = other
        node[other] = count
      }
    }
    this.count = count
    return { cells: cells.subarray(first, count), depth: depth.subarray(first, count) }
  }

  /** Gives up what was followed last beyond a depth. */
  shorten({ cells, depth }: Spread, most: number): Spread {
    let kept = cells.length
    while (kept > 0 && (depth[kept - 1] as number) > most) kept--
    for (let n = kept; n < cells.length; n++) this.node[cells[n] as number] = 0
    this.count -= cells.length - kept
    return { cells: cells.subarray(0, kept), depth: depth.subarray(0, kept) }
  }

  /**
   * The narrowest section between cells that were followed: a minimum cut, its area measured as that of an opening.
   * @param ids structures on the two sides, for the opening
   */
  narrowest(
    sources: ArrayLike<number>,
    sinks: ArrayLike<number>,
    ids: readonly [number, number],
  ): Opening | null {
    if (sources.length === 0 || sinks.length === 0) return null
    this.sort()
    // The way is one passage; a second group of faces is a side channel of it.
    const parts = components(this.domain, this.cut(sources, sinks))
      .map((faces) => this.section(faces, ids))
      .filter((o): o is Opening => o !== null)
      .sort((a, b) => b.area - a.area)
    const [largest] = parts
    if (!largest) return null
    const area = parts.reduce((sum, o) => sum + o.area, 0)
    const effectiveDiameter = 2 * Math.sqrt(area / Math.PI)
    return {
      ...largest,
      area,
      effectiveDiameter,
      cellsAcross: effectiveDiameter / this.domain.frame.spacing,
    }
  }

  /** Numbers what was followed as it lies in memory, which every loop from here on goes through. */
  private sort(): void {
    const { node, count } = this
    const cells = new Int32Array(count)
    for (let cell = 0, n = 0; n < count; cell++) {
      if (node[cell] === 0) continue
      cells[n] = cell
      node[cell] = ++n
    }
    this.cells = cells
  }

  /** Gives back what it worked in; what it told stays. */
  close(): void {
    latticeScratch.giveClean(this.node, this.cells, this.count)
    latticeScratch.give(this.queue)
    latticeScratch.give(this.depth)
  }

  /** What to compare with after an edit. */
  record({ centre, effectiveDiameter }: Opening): WayRecord {
    const { domain, cells, flow, followed } = this
    const near = this.near(centre, 0.75 * effectiveDiameter + 4 * domain.frame.spacing)
    return {
      cells,
      structure: gathered(domain.structure, cells),
      fixed: this.fixed(),
      followed,
      faces: ([0, 1, 2] as const).map((axis) => this.recordFaces(axis, near)),
      flow,
    }
  }

  /** Per node: 1 within a reach of the section. */
  private near(centre: Opening['centre'], reach: number): Uint8Array {
    const { cells, count } = this
    const { size, origin, spacing } = this.domain.frame
    const [nx, ny] = size
    const out = new Uint8Array(count)
    for (let n = 0; n < count; n++) {
      const cell = cells[n] as number
      const k = Math.floor(cell / (nx * ny))
      const j = Math.floor(cell / nx) - k * ny
      const dx = origin[0] + (cell - nx * (j + ny * k)) * spacing - centre[0]
      const dy = origin[1] + j * spacing - centre[1]
      const dz = origin[2] + k * spacing - centre[2]
      out[n] = dx * dx + dy * dy + dz * dz < reach * reach ? 1 : 0
    }
    return out
  }

  /** Per node: 1 where the blood must keep its name: beyond the section, where flow starts, and where it was followed from. */
  private fixed(): Uint8Array {
    const { beyond, node, flow, count } = this
    const { cells, links } = flow
    const step = strides(this.domain.frame)
    const out = beyond.slice(0, count)
    for (let n = 0; n < count; n++) {
      let sum = 0
      for (let axis = 0; axis < 3; axis++) {
        const before = node[(cells[n] as number) - (step[axis] as number)] ?? 0
        sum += (links[3 * n + axis] as number) - (before ? (links[3 * before - 3 + axis] as number) : 0)
      }
      if (sum !== 0) out[n] = 1
    }
    for (const cell of this.starts) if (node[cell]) out[(node[cell] as number) - 1] = 1
    return out
  }

  /** Each face along an axis that a cell of the way has, once. */
  private recordFaces(axis: 0 | 1 | 2, near: Uint8Array): FaceRecord {
    const { node, domain, cells, beyond, flow, count } = this
    const open = domain.open[axis]
    const step = strides(domain.frame)[axis] as number
    const found = new Int32Array(2 * count)
    const carried = new Int32Array(2 * count)
    const guards = new Uint8Array(2 * count)
    let faces = 0
    for (let n = 0; n < count; n++) {
      const cell = cells[n] as number
      const guard = near[n] || beyond[n] ? 1 : 0
      const after = (node[cell + step] ?? 0) - 1
      if (cell >= step && !node[cell - step]) {
        found[faces] = cell - step
        guards[faces++] = guard
      }
      found[faces] = cell
      carried[faces] = Math.abs(flow.links[3 * n + axis] as number)
      guards[faces++] = guard || (after >= 0 && (near[after] || beyond[after])) ? 1 : 0
    }
    const at = found.slice(0, faces)
    const links = new Float32Array(faces)
    for (let n = 0; n < faces; n++) links[n] = open[at[n] as number] as number
    return { cells: at, links, carried: carried.slice(0, faces), guarded: guards.slice(0, faces) }
  }

  /**
   * A section of at least its faces' own area over √3: faces stand for a plane of area A by A (|n_x| + |n_y| + |n_z|),
   * and less than that means that their areas have cancelled, as round a ridge that stands in the way.
   */
  private section(faces: readonly Face[], ids: readonly [number, number]): Opening | null {
    const { open, frame } = this.domain
    const opening = measure(this.domain, faces, ids)
    const total = faces.reduce((sum, f) => sum + ((open[f.axis] as Float32Array)[f.cell] as number), 0)
    const least = (total * frame.spacing ** 2) / Math.sqrt(3)
    return opening && { ...opening, area: Math.max(opening.area, least) }
  }

  private cut(sources: ArrayLike<number>, sinks: ArrayLike<number>): Face[] {
    const { cells, node, count } = this
    const graph = this.graph()
    const nodesOf = (list: ArrayLike<number>) => Int32Array.from(list, (cell) => (node[cell] as number) - 1)
    const sourceSide = graph.cut(nodesOf(sources), nodesOf(sinks))
    this.flow = { cells, links: graph.links() }
    this.beyond = sourceSide.map((side) => 1 - side)
    const faces: Face[] = []
    for (let n = 0; n < count; n++)
      for (let axis = 0; axis < 3; axis++) {
        const other = graph.neighbour[6 * n + 2 * axis] as number
        if (other < 0 || sourceSide[n] === sourceSide[other]) continue
        faces.push({ axis, cell: cells[n] as number, sign: sourceSide[n] ? 1 : -1 })
      }
    return faces
  }

  /** The open links between cells that were followed. */
  private graph(): LinkFlow {
    const { domain, cells, node, shut, count } = this
    const graph = new LinkFlow(count)
    const own = this.ownFaces()
    const known = this.knownLinks()
    const step = strides(domain.frame)
    for (let n = 0; n < count; n++) {
      const cell = cells[n] as number
      for (let axis = 0; axis < 3; axis++) {
        const fraction = (domain.open[axis] as Float32Array)[cell] as number
        const other = (node[cell + (step[axis] as number)] ?? 0) - 1
        if (!fraction || other < 0) continue
        if ((shut[cell] as number) & (1 << axis) && !own.has(3 * cell + axis)) continue
        const capacity = Math.max(1, Math.round(capacityUnit * fraction))
        graph.join(n, other, axis, capacity, known ? (known[3 * n + axis] as number) : 0)
      }
    }
    return graph
  }

  private ownFaces(): Set<number> {
    const { through } = this
    return new Set(through ? Array.from(through.cell, (c, n) => 3 * c + (through.axis[n] as number)) : [])
  }

  /** What is known of the flow before, by node of now. */
  private knownLinks(): Int32Array | null {
    const { known, node, count } = this
    if (!known) return null
    const out = new Int32Array(3 * count)
    for (let n = 0; n < known.cells.length; n++) {
      const at = 3 * ((node[known.cells[n] as number] as number) - 1)
      if (at < 0) continue
      for (let axis = 0; axis < 3; axis++) out[at + axis] = known.links[3 * n + axis] as number
    }
    return out
  }
}

/** The values at some cells. */
function gathered(values: Uint8Array, cells: Int32Array): Uint8Array {
  const out = new Uint8Array(cells.length)
  for (let n = 0; n < cells.length; n++) out[n] = values[cells[n] as number] as number
  return out
}

interface FaceRecord {
  /** The cell below each face. */
  readonly cells: Int32Array
  readonly links: Float32Array
  /** What flowed through each, in `capacityUnit` a whole face. */
  readonly carried: Int32Array
  /** 1 beside the section and beyond it, where any change may move or bypass it. */
  readonly guarded: Uint8Array
}

/** The links of a way as they were when its narrowest section was found. */
export interface WayRecord {
  readonly cells: Int32Array
  readonly structure: Uint8Array
  /** 1 for cells that must stay with their structure. */
  readonly fixed: Uint8Array
  /** By structure: 1 where the way may lead. */
  readonly followed: Uint8Array
  /** Along each axis, with their open fractions. */
  readonly faces: readonly FaceRecord[]
  /** What flowed through it. */
  readonly flow: KnownFlow
}

/** Open fractions that differ by less are the same. */
const sameLink = 1e-3

/**
 * Whether the narrowest section of a way is still where it was found. Nothing has changed beside the section or beyond
 * it; before it, links may open (a hole in the septum can neither narrow the way nor lead round its section) and may
 * lose area as long as what flowed through them still does: then as much flows through the whole, and the section that
 * held it back is a minimum cut still.
 */
export function wayHolds(domain: BloodDomain, record: WayRecord): boolean {
  const { cells, structure, fixed, followed } = record
  for (let n = 0; n < cells.length; n++) {
    const now = domain.structure[cells[n] as number] as number
    if (now !== structure[n] && (fixed[n] || !followed[now])) return false
  }
  return record.faces.every((faces, axis) => facesHold(domain.open[axis as 0 | 1 | 2], faces))
}

function facesHold(open: Float32Array, { cells, links, carried, guarded }: FaceRecord): boolean {
  for (let n = 0; n < cells.length; n++) {
    const now = open[cells[n] as number] as number
    const change = now - (links[n] as number)
    if (change < sameLink && change > -sameLink) continue
    if (guarded[n]) return false
    if (change < 0 && (carried[n] as number) > Math.floor(capacityUnit * now)) return false
  }
  return true
}
