import { cellCentre, cellCount, type LatticeFrame, sampleField, toLattice } from '../core/lattice'
import { add, distance, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Heart, Port } from '../heart/heart'
import { allNeighbours } from './label-components'
import { planeSection } from './plane-section'

/** One cross-section along a vessel. SI. */
export interface VesselSection {
  /** Length along the centre line from the inlet. */
  readonly s: number
  readonly centre: Vec3
  /** Along the vessel, away from the inlet. */
  readonly normal: Vec3
  readonly area: number
}

/**
 * Cross-sections along the centre line from one port to another, about one a cell. The line is the way through the
 * lumen that costs least when a step costs its length over the square of the distance to the wall, smoothed; each
 * section is the lumen in the plane at right angles to it. Where branches leave, a section takes part of them in.
 * @param from id of a port; left out, the inlet (by name, else the first port)
 * @param to id of a port; left out, the port farthest from the inlet along the vessel
 */
export function vesselSections(
  heart: Pick<Heart, 'frame' | 'lumen' | 'ports'>,
  from?: string,
  to?: string,
): VesselSection[] {
  const { frame, lumen, ports } = heart
  const inlet = ports.find((p) => p.id === from) ?? ports.find((p) => /inlet/i.test(p.id)) ?? ports[0]
  if (!inlet || ports.length < 2) return []
  const tree = cheapestWays(frame, lumen, insideOf(heart, inlet))
  const others = ports.filter((p) => p !== inlet)
  const ways = others.map((p) => smoothed(wayTo(frame, tree, insideOf(heart, p))))
  const lengths = ways.map(pathLength)
  const chosen = to ? others.findIndex((p) => p.id === to) : lengths.indexOf(Math.max(...lengths))
  const way = ways[chosen]
  return way ? sectionsAlong(frame, lumen, way) : []
}

/** The lumen cell a little inside of a port that is farthest from the wall. */
function insideOf({ frame, lumen }: Pick<Heart, 'frame' | 'lumen'>, port: Port): number {
  let best = -1
  const [nx, ny, nz] = frame.size
  const start = subtract(port.centre, scale(port.normal, 1.5 * frame.spacing))
  const reach = Math.ceil(port.radius / frame.spacing) + 1
  const [ci, cj, ck] = toLattice(frame, start).map(Math.round) as [number, number, number]
  for (let k = Math.max(0, ck - reach); k <= Math.min(nz - 1, ck + reach); k++)
    for (let j = Math.max(0, cj - reach); j <= Math.min(ny - 1, cj + reach); j++)
      for (let i = Math.max(0, ci - reach); i <= Math.min(nx - 1, ci + reach); i++) {
        const height = dot(subtract(cellCentre(frame, i, j, k), start), port.normal)
        if (Math.abs(height) > frame.spacing) continue
        const cell = i + nx * (j + ny * k)
        if (best < 0 || (lumen[cell] as number) < (lumen[best] as number)) best = cell
      }
  return best
}

/** Dijkstra's least-cost ways from a cell through the lumen: the cell before each on its way. */
function cheapestWays(frame: LatticeFrame, lumen: Float32Array, start: number): Int32Array {
  const before = new Int32Array(cellCount(frame)).fill(-1)
  const cost = new Float64Array(before.length).fill(Number.POSITIVE_INFINITY)
  const heap = new CellHeap()
  cost[start] = 0
  before[start] = start
  heap.push(0, start)
  const [nx, ny] = frame.size
  for (let top = heap.pop(); top; top = heap.pop()) {
    const [paid, cell] = top
    if (paid > (cost[cell] as number)) continue
    const place = (o: number): Vec3 => [o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))]
    const here = place(cell)
    allNeighbours(frame, cell, (n) => {
      const depth = -(lumen[n] as number) / frame.spacing
      if (depth <= 0) return
      const next = paid + distance(here, place(n)) / (depth * depth)
      if (next >= (cost[n] as number)) return
      cost[n] = next
      before[n] = cell
      heap.push(next, n)
    })
  }
  return before
}

class CellHeap {
  private readonly items: [number, number][] = []

  push(cost: number, cell: number): void {
    const { items } = this
    items.push([cost, cell])
    for (let n = items.length - 1; n > 0; ) {
      const up = (n - 1) >> 1
      if ((items[up]?.[0] as number) <= (items[n]?.[0] as number)) return
      this.swap(n, up)
      n = up
    }
  }

  pop(): [number, number] | undefined {
    const { items } = this
    const top = items[0]
    const last = items.pop()
    if (!top || !last || items.length === 0) return top
    items[0] = last
    for (let n = 0; ; ) {
      let least = n
      for (const c of [2 * n + 1, 2 * n + 2])
        if (c < items.length && (items[c]?.[0] as number) < (items[least]?.[0] as number)) least = c
      if (least === n) return top
      this.swap(n, least)
      n = least
    }
  }

  private swap(a: number, b: number): void {
    const { items } = this
    const held = items[a] as [number, number]
    items[a] = items[b] as [number, number]
    items[b] = held
  }
}

function wayTo(frame: LatticeFrame, before: Int32Array, end: number): Vec3[] {
  const way: Vec3[] = []
  const [nx, ny] = frame.size
  if (end < 0 || (before[end] as number) < 0) return way
  for (let o = end; ; o = before[o] as number) {
    way.push(cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))))
    if (before[o] === o) return way.reverse()
  }
}

/** Lattice steps become a line: repeated averaging over neighbours, ends kept. */
function smoothed(way: readonly Vec3[]): Vec3[] {
  let line = [...way]
  for (let round = 0; round < 40; round++)
    line = line.map((p, n) => {
      const [a, b] = [line[n - 1], line[n + 1]]
      return a && b ? add(scale(p, 0.5), scale(add(a, b), 0.25)) : p
    })
  return line
}

const pathLength = (way: readonly Vec3[]) =>
  way.reduce((sum, p, n) => (n === 0 ? 0 : sum + distance(p, way[n - 1] as Vec3)), 0)

function sectionsAlong(frame: LatticeFrame, lumen: Float32Array, way: readonly Vec3[]): VesselSection[] {
  const sections: VesselSection[] = []
  let s = 0
  way.forEach((centre, n) => {
    if (n > 0) s += distance(centre, way[n - 1] as Vec3)
    const from = way[Math.max(0, n - 3)] as Vec3
    const to = way[Math.min(way.length - 1, n + 3)] as Vec3
    const normal = normalize(subtract(to, from))
    const depth = -sampleField(frame, lumen, centre)
    if (depth <= 0) return
    const section = planeSection(frame, lumen, centre, normal, 3 * depth + 2 * frame.spacing)
    if (section) sections.push({ s, centre, normal, area: section.area })
  })
  return sections
}
