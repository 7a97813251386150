import { cross, distance, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { EmbeddedSurface } from '../geometry/surface'
import { BesideSite, type Embedding } from './beside-site'
import { type FineSurface, tetFinder } from './embed'
import { wallFinder } from './field'
import type { FineSolid } from './fine-solid'
import type { Corners } from './split-triangle'
import { slotAt, type TissueTopology } from './topology'

/** `side` of a vertex on a face made by a cut. */
const cutSide = 2

/** A place between sites: how near it is to each; the shares sum to 1. */
interface Embedded extends Embedding {
  readonly among: readonly number[]
  readonly shares: readonly number[]
}

/** A point where a blade splits an edge or a triangle. */
interface NewPoint extends Embedded {
  /** The site on whose side of the blade it is. */
  readonly owner: number
  /** Out of the tissue, across the incision; null: lips share it, or blades meet there. */
  readonly facing: Vec3 | null
  /** Its vertex on the fine surface, -1: none yet. */
  vertex: number
}

interface NewVertex extends Embedding {
  readonly normal: Vec3
  readonly structure: number
  readonly side: number
}

/**
 * A drawn surface in the making: the fine surface's vertices first, new ones after them. It speaks of points: the sites
 * of the fine solid by their names, new points by names from `siteCount` on.
 */
export class SurfaceDraft {
  private readonly vertices: NewVertex[] = []
  private readonly triangles: number[] = []
  private readonly points: NewPoint[] = []
  private readonly faceVertices = new Map<number, number>()
  private readonly find
  private readonly wallAt
  private readonly beside: BesideSite

  constructor(
    private readonly topology: TissueTopology,
    private readonly fine: FineSurface,
    private readonly solid: FineSolid,
  ) {
    this.find = tetFinder(topology.model)
    this.beside = new BesideSite(topology)
    this.wallAt = wallFinder(topology.model.heart)
  }

  /**
   * Splits an edge at `t` of its way and gives the point on the side of its first end; the next is that of the other.
   * Where the tissue holds together both have one point, on no lip.
   */
  parting(ends: readonly [number, number], t: number, facing: Vec3): number {
    const [low, high] = this.embedAmong(ends, [1 - t, t]) as [Embedded, Embedded]
    if (low === high) return this.addPoint({ ...low, owner: ends[0], facing: null, vertex: -1 })
    const first = this.addPoint({ ...low, owner: ends[0], facing, vertex: -1 })
    this.addPoint({ ...high, owner: ends[1], facing: scale(facing, -1), vertex: -1 })
    return first
  }

  /** Points in the middle of a triangle, tied to the tissue of each of its corners: one for those that hold together. */
  middles(corners: Corners): readonly number[] {
    const embedded = this.embedAmong(corners, [1 / 3, 1 / 3, 1 / 3])
    const names: number[] = []
    embedded.forEach((at, n) => {
      const same = embedded.indexOf(at)
      const owner = corners[n]!
      names.push(same < n ? names[same]! : this.addPoint({ ...at, owner, facing: null, vertex: -1 }))
    })
    return names
  }

  /** Whether it is a point of one lip; else a site, or a point that lips share. */
  onLip(point: number): boolean {
    return this.isNew(point) && this.point(point).facing !== null
  }

  ownerOf(point: number): number {
    return this.isNew(point) ? this.point(point).owner : point
  }

  /** Length between two points, m; across an incision it counts as very far. */
  chord(a: number, b: number): number {
    const l = distance(this.placeOf(a), this.placeOf(b))
    return l > 0 ? l : 1e3
  }

  /** A triangle on the fine surface. */
  triangle(a: number, b: number, c: number): void {
    this.triangles.push(this.onSurface(a), this.onSurface(b), this.onSurface(c))
  }

  /** A triangle on a face made by a cut. */
  face(a: number, b: number, c: number): void {
    const lead = [a, b, c].find((p) => this.onLip(p))
    const facing = lead === undefined ? this.normalOf(a, b, c) : this.point(lead).facing!
    for (const p of [a, b, c]) this.triangles.push(this.onFace(p, facing))
  }

  finish(): EmbeddedSurface {
    const { fine, topology, vertices } = this
    const fineCount = fine.tet.length
    const count = fineCount + vertices.length
    const surface = {
      nodes: new Uint32Array(4 * count),
      weights: grown(fine.weights, 4 * count),
      rest: grown(fine.positions, 3 * count),
      normals: grown(fine.normals, 3 * count),
      structure: new Uint8Array(count),
      side: new Uint8Array(count),
      triangles: Uint32Array.from(this.triangles),
    }
    surface.structure.set(fine.structure)
    surface.side.set(fine.side)
    for (let v = 0; v < fineCount; v++)
      copyNodes(topology, slotAt(topology, fine.tet[v]!, fine.weights, 4 * v), surface.nodes, v)
    vertices.forEach((vertex, n) => {
      const v = fineCount + n
      copyNodes(topology, vertex.slot, surface.nodes, v)
      surface.weights.set(vertex.weights, 4 * v)
      surface.rest.set(vertex.rest, 3 * v)
      surface.normals.set(vertex.normal, 3 * v)
      surface.structure[v] = vertex.structure
      surface.side[v] = vertex.side
    })
    return surface
  }

  private isNew(point: number): boolean {
    return point >= this.solid.siteCount
  }

  private addPoint(point: NewPoint): number {
    this.points.push(point)
    return this.solid.siteCount + this.points.length - 1
  }

  private point(point: number): NewPoint {
    return this.points[point - this.solid.siteCount]!
  }

  private placeOf(point: number): Vec3 {
    return this.isNew(point) ? this.point(point).rest : this.solid.place(point)
  }

  /** A place between sites, tied to the tissue of each; one for those that hold together there. */
  private embedAmong(among: readonly number[], shares: readonly number[]): Embedded[] {
    const rest = sum(among, shares, (site) => this.solid.place(site))
    const at = this.find(...rest)
    const out: Embedded[] = []
    for (const site of among) {
      const own = this.site(site)
      const here = at ? this.beside.embed(rest, at, own) : { ...own, rest }
      const same = out.find(({ slot }) => this.beside.joined(slot, here.slot))
      out.push(same ?? { ...here, among, shares })
    }
    return out
  }

  private normalOf(a: number, b: number, c: number): Vec3 {
    const [p, q, r] = [a, b, c].map((v) => this.placeOf(v)) as [Vec3, Vec3, Vec3]
    return normalize(cross(subtract(q, p), subtract(r, p)))
  }

  private add(vertex: NewVertex): number {
    this.vertices.push(vertex)
    return this.fine.tet.length + this.vertices.length - 1
  }

  private onSurface(point: number): number {
    if (!this.isNew(point)) return point
    const { structure, side, normals } = this.fine
    const at = this.point(point)
    if (at.vertex >= 0) return at.vertex
    const normal = sum(at.among, at.shares, (v) => [
      normals[3 * v]!,
      normals[3 * v + 1]!,
      normals[3 * v + 2]!,
    ])
    at.vertex = this.add({
      ...at,
      normal: normalize(normal),
      structure: structure[at.owner]!,
      side: side[at.owner]!,
    })
    return at.vertex
  }

  /** A point's vertex on the lip that faces somewhere: tips are on both. */
  private onFace(point: number, facing: Vec3): number {
    const at = this.isNew(point) ? this.point(point) : this.site(point)
    const normal = (this.isNew(point) && this.point(point).facing) || facing
    const key = 2 * point + (normal[0] + 2 * normal[1] + 3 * normal[2] > 0 ? 1 : 0)
    const found = this.faceVertices.get(key)
    if (found !== undefined) return found
    const { rest, slot, weights } = at
    const vertex = this.add({ rest, slot, weights, normal, structure: this.wallAt(...rest), side: cutSide })
    this.faceVertices.set(key, vertex)
    return vertex
  }

  private site(site: number): Embedding {
    const { tet, weights } = this.fine
    const rest = this.solid.place(site)
    if (site < tet.length)
      return {
        rest,
        slot: slotAt(this.topology, tet[site]!, weights, 4 * site),
        weights: weights.subarray(4 * site, 4 * site + 4),
      }
    const at = this.find(...rest)!
    return { rest, slot: slotAt(this.topology, at.tet, at.weights), weights: at.weights }
  }
}

/** Σ share · of(site). */
function sum(sites: readonly number[], shares: readonly number[], of: (site: number) => Vec3): Vec3 {
  const out: [number, number, number] = [0, 0, 0]
  sites.forEach((site, n) => {
    const p = of(site)
    for (let d = 0; d < 3; d++) out[d]! += shares[n]! * p[d]!
  })
  return out
}

function grown(data: Float32Array, length: number): Float32Array {
  const out = new Float32Array(length)
  out.set(data)
  return out
}

function copyNodes(topology: TissueTopology, slot: number, nodes: Uint32Array, v: number): void {
  for (let c = 0; c < 4; c++) nodes[4 * v + c] = topology.slotNodes[4 * slot + c]!
}
