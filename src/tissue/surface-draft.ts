import type { Vec3 } from '../core/vec3'
import { mix, normalize } from '../core/vec3'
import type { EmbeddedSurface } from '../geometry/surface'
import { type FineSurface, tetFinder } from './embed'
import { slotAt, type TissueTopology } from './topology'

interface NewVertex {
  readonly rest: Vec3
  readonly normal: Vec3
  readonly structure: number
  readonly side: number
  readonly slot: number
  readonly weights: ArrayLike<number>
}

/** A drawn surface in the making: the fine surface's vertices first, new ones after them. */
export class SurfaceDraft {
  readonly fineCount: number
  private readonly vertices: NewVertex[] = []
  private readonly triangles: number[] = []

  constructor(
    private readonly topology: TissueTopology,
    private readonly fine: FineSurface,
  ) {
    this.fineCount = fine.tet.length
  }

  triangle(a: number, b: number, c: number): void {
    this.triangles.push(a, b, c)
  }

  add(vertex: NewVertex): number {
    this.vertices.push(vertex)
    return this.fineCount + this.vertices.length - 1
  }

  place(v: number): Vec3 {
    const p = this.fine.positions
    return [p[3 * v]!, p[3 * v + 1]!, p[3 * v + 2]!]
  }

  /** A vertex on the edge from `a` to `b` at `t`, on the side of `own`. */
  between(a: number, b: number, t: number, own: number, slot: number, weights: ArrayLike<number>): number {
    return this.add({
      rest: mix(this.place(a), this.place(b), t),
      normal: normalize(mix(this.normal(a), this.normal(b), t)),
      structure: this.fine.structure[own]!,
      side: this.fine.side[own]!,
      slot,
      weights,
    })
  }

  /** A vertex in the middle of a triangle, tied to the tissue of one of its corners. */
  middle(corners: readonly [number, number, number], own: number): number {
    const sum = (of: (v: number) => Vec3): Vec3 => {
      const [p, q, r] = corners.map(of) as [Vec3, Vec3, Vec3]
      return [(p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3, (p[2] + q[2] + r[2]) / 3]
    }
    const rest = sum((v) => this.place(v))
    const at = tetFinder(this.topology.model)(...rest)!
    const towards = tetFinder(this.topology.model)(...mix(rest, this.place(own), 0.05))
    const seen = towards?.tet === at.tet ? towards.weights : at.weights
    return this.add({
      rest,
      normal: normalize(sum((v) => this.normal(v))),
      structure: this.fine.structure[own]!,
      side: this.fine.side[own]!,
      slot: slotAt(this.topology, at.tet, seen),
      weights: at.weights,
    })
  }

  finish(): EmbeddedSurface {
    const { fine, topology, vertices, fineCount } = this
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

  private normal(v: number): Vec3 {
    const p = this.fine.normals
    return [p[3 * v]!, p[3 * v + 1]!, p[3 * v + 2]!]
  }
}

function grown(data: Float32Array, length: number): Float32Array {
  const out = new Float32Array(length)
  out.set(data)
  return out
}

function copyNodes(topology: TissueTopology, slot: number, nodes: Uint32Array, v: number): void {
  for (let c = 0; c < 4; c++) nodes[4 * v + c] = topology.slotNodes[4 * slot + c]!
}
