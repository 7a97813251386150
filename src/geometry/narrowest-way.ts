import { cellCentre, cellCount } from '../core/lattice'
import { distance } from '../core/vec3'
import type { BloodDomain, Opening } from './blood-domain'
import { FlowGraph } from './openings-cut'
import { components, type Face, gateFaces } from './openings-lattice-cut'
import { measure } from './openings-measure'
import { faceKey, strides } from './resolve-anatomy-flood'

const capacityUnit = 4096
const unlimited = 2 ** 30

/** Blood that is followed from link to link: cells, and how many links each is from the start. */
export interface Spread {
  readonly cells: readonly number[]
  readonly depth: readonly number[]
}

/**
 * The stretch of blood between two places, for its narrowest section. Every valve is shut but the one that the way
 * leads through.
 */
export class Way {
  /** Every cell that was followed. */
  private readonly cells: number[] = []
  /** Place of a cell in `cells`, plus 1. */
  private readonly node: Int32Array
  private readonly shut: Set<number>
  /** 1 for cells on the far side of the section. */
  private beyond = new Uint8Array(0)

  constructor(
    private readonly domain: BloodDomain,
    private readonly through?: BloodDomain['gates'][number],
  ) {
    this.node = new Int32Array(cellCount(domain.frame))
    this.shut = gateFaces(domain)
  }

  /** Adds the blood of some structures that open links join to a start, as far as `reach` links. */
  follow(start: readonly number[], structures: Uint8Array, reach = Number.POSITIVE_INFINITY): Spread {
    const { open, structure, frame } = this.domain
    const { node, cells: all, shut } = this
    const step = strides(frame)
    const cells: number[] = []
    const depth: number[] = []
    const take = (cell: number, at: number) => {
      if (node[cell] || !structures[structure[cell] as number]) return
      node[cell] = all.push(cell)
      cells.push(cell)
      depth.push(at)
    }
    for (const cell of start) take(cell, 0)
    for (let q = 0; q < cells.length; q++) {
      const cell = cells[q] as number
      const next = (depth[q] as number) + 1
      if (next > reach) continue
      for (let way = 0; way < 6; way++) {
        const axis = way >> 1
        const s = step[axis] as number
        const face = way & 1 ? cell - s : cell
        if (face < 0 || !((open[axis] as Float32Array)[face] as number)) continue
        if (!shut.has(faceKey(axis, face))) take(way & 1 ? face : cell + s, next)
      }
    }
    return { cells, depth }
  }

  /**
   * The narrowest section between cells that were followed: a minimum cut, its area measured as that of an opening.
   * @param ids structures on the two sides, for the opening
   */
  narrowest(
    sources: readonly number[],
    sinks: readonly number[],
    ids: readonly [number, number],
  ): Opening | null {
    if (sources.length === 0 || sinks.length === 0) return null
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

  /** What to compare with after an edit. */
  record({ centre, effectiveDiameter }: Opening): WayRecord {
    const { domain, cells, beyond } = this
    const { frame, structure } = domain
    const [nx, ny] = frame.size
    const reach = 0.75 * effectiveDiameter + 4 * frame.spacing
    const links = new Float32Array(6 * cells.length)
    const guarded = new Uint8Array(cells.length)
    cells.forEach((cell, n) => {
      readLinks(domain, cell, links, 6 * n)
      const p = cellCentre(frame, cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny)))
      guarded[n] = beyond[n] || distance(p, centre) < reach ? 1 : 0
    })
    return {
      cells: Int32Array.from(cells),
      structure: Uint8Array.from(cells, (cell) => structure[cell] as number),
      links,
      guarded,
    }
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

  private cut(sources: readonly number[], sinks: readonly number[]): Face[] {
    const { domain, cells, node, shut, through } = this
    const graph = new FlowGraph(cells.length + 2)
    for (const cell of sources) graph.join(cells.length, (node[cell] as number) - 1, unlimited)
    for (const cell of sinks) graph.join(cells.length + 1, (node[cell] as number) - 1, unlimited)
    const own = new Set(
      through ? Array.from(through.cell, (c, n) => faceKey(through.axis[n] as number, c)) : [],
    )
    const step = strides(domain.frame)
    const links: number[] = []
    for (let n = 0; n < cells.length; n++)
      for (let axis = 0; axis < 3; axis++) {
        const cell = cells[n] as number
        const fraction = (domain.open[axis] as Float32Array)[cell] as number
        const other = (node[cell + (step[axis] as number)] ?? 0) - 1
        if (!fraction || other < 0) continue
        const key = faceKey(axis, cell)
        if (shut.has(key) && !own.has(key)) continue
        links.push(n, other, axis)
        graph.join(n, other, Math.max(1, Math.round(capacityUnit * fraction)))
      }
    const { sourceSide } = graph.cut(cells.length, cells.length + 1)
    this.beyond = Uint8Array.from(cells, (_, n) => 1 - (sourceSide[n] as number))
    const faces: Face[] = []
    for (let l = 0; l < links.length; l += 3) {
      const low = sourceSide[links[l] as number]
      if (low === sourceSide[links[l + 1] as number]) continue
      faces.push({
        axis: links[l + 2] as number,
        cell: cells[links[l] as number] as number,
        sign: low ? 1 : -1,
      })
    }
    return faces
  }
}

/** The links of a way as they were when its narrowest section was found. */
export interface WayRecord {
  readonly cells: Int32Array
  readonly structure: Uint8Array
  /** Open fractions of the six faces of each cell. */
  readonly links: Float32Array
  /** 1 beside the section and beyond it, where a link that opens may move or bypass it. */
  readonly guarded: Uint8Array
}

/** Open fractions that differ by less are the same. */
const sameLink = 1e-3

function readLinks(domain: BloodDomain, cell: number, out: Float32Array, at: number): void {
  const { open, frame } = domain
  const nx = frame.size[0]
  const layer = nx * frame.size[1]
  out[at] = open[0][cell] as number
  out[at + 1] = open[0][cell - 1] as number
  out[at + 2] = open[1][cell] as number
  out[at + 3] = open[1][cell - nx] as number
  out[at + 4] = open[2][cell] as number
  out[at + 5] = open[2][cell - layer] as number
}

/**
 * Whether the narrowest section of a way is still where it was found: no link on the way has lost area or changed
 * hands, and none has opened beside the section or beyond it. Links that open before it (a hole in the septum) can
 * neither narrow the way nor lead round its section.
 */
export function wayHolds(domain: BloodDomain, { cells, structure, links, guarded }: WayRecord): boolean {
  const now = new Float32Array(6)
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n] as number
    if (domain.structure[cell] !== structure[n]) return false
    readLinks(domain, cell, now, 0)
    for (let f = 0; f < 6; f++) {
      const change = (now[f] as number) - (links[6 * n + f] as number)
      if (change < -sameLink || (change > sameLink && guarded[n])) return false
    }
  }
  return true
}
