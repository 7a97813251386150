import { cross, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { type Blade, crossing, PlaneSide, triangleBox } from './blade'
import type { FineSolid } from './fine-solid'
import type { Corners, Splits } from './split-triangle'
import type { SurfaceDraft } from './surface-draft'
import type { TissueTopology } from './topology'

/** How far a cell's places lie from its sample, in cells: half a cube's diagonal, and a vertex's way onto the surface. */
const cellReach = 1.6

/**
 * Where blades split the edges of the fine tetrahedra: the first blade triangle that crosses an edge where the lattice
 * has really parted, else the first that crosses it; there both sides have one point, a tip of the incision. An edge's
 * points are shared by all round it; a second crossing of one edge is left out.
 */
export class PartedEdges implements Splits {
  /** The samples round which an edge is split. */
  readonly samples = new Set<number>()
  /** An edge's point on the side of its lower end; that of the higher is the next, or the same at a tip. */
  private readonly points = new Map<number, number>()
  private readonly met = new Set<number>()
  private readonly middles = new Map<string, readonly number[]>()

  constructor(
    private readonly topology: TissueTopology,
    private readonly solid: FineSolid,
    private readonly draft: SurfaceDraft,
  ) {
    for (const blade of topology.cuts)
      for (let t = 0; t < blade.triangles.length / 3; t++) this.cutBy(blade, t)
  }

  /** Whether a site is in a tetrahedron with a split edge. */
  meets(site: number): boolean {
    return this.met.has(site)
  }

  near(a: number, b: number): number {
    const low = this.points.get(this.key(a, b)) ?? -1
    return low < 0 || a < b || !this.draft.onLip(low) ? low : low + 1
  }

  middle(corners: Corners, own: number): number {
    const sorted = [...corners].sort((a, b) => a - b) as [number, number, number]
    const key = sorted.join()
    const found = this.middles.get(key) ?? this.draft.middles(sorted)
    this.middles.set(key, found)
    return found[sorted.indexOf(own)]!
  }

  private key(a: number, b: number): number {
    return a < b ? a * this.solid.siteCount + b : b * this.solid.siteCount + a
  }

  private cutBy(blade: Blade, t: number): void {
    const { frame } = this.solid
    const [nx, ny] = frame.size
    const box = triangleBox(blade, t, cellReach * frame.spacing)
    const from = (d: number): number => Math.max(1, Math.ceil((box[d]! - frame.origin[d]!) / frame.spacing))
    const to = (d: number): number =>
      Math.min(frame.size[d]! - 2, Math.floor((box[d + 3]! - frame.origin[d]!) / frame.spacing))
    const side = new PlaneSide()
    side.begin(blade, t)
    const reach = cellReach * frame.spacing * side.doubleArea
    const place = (n: number, d: number): number => frame.origin[d]! + n * frame.spacing
    for (let k = from(2); k <= to(2); k++)
      for (let j = from(1); j <= to(1); j++)
        for (let i = from(0); i <= to(0); i++) {
          const sample = i + nx * (j + ny * k)
          if (this.topology.distance[sample]! >= 0) continue
          if (Math.abs(side.of(place(i, 0), place(j, 1), place(k, 2))) > reach) continue
          this.cutCell(blade, t, sample, side)
        }
  }

  private cutCell(blade: Blade, t: number, sample: number, side: PlaneSide): void {
    const { places: p, edges, sites } = this.solid.cell(sample)
    let high = 0
    for (let n = 0; n < 9; n++) if (side.of(p[3 * n]!, p[3 * n + 1]!, p[3 * n + 2]!) >= 0) high |= 1 << n
    if (high === 0 || high === 511) return
    let any = false
    for (let e = 0; e < edges.length; e += 2) {
      const [a, b] = [edges[e]!, edges[e + 1]!]
      if (((high >> a) ^ (high >> b)) & 1)
        any =
          (sites[a]! < sites[b]!
            ? this.cutEdge(blade, t, sites, p, a, b)
            : this.cutEdge(blade, t, sites, p, b, a)) || any
    }
    if (!any || this.samples.has(sample)) return
    this.samples.add(sample)
    for (const site of sites) this.met.add(site)
  }

  /** Splits an edge where the triangle crosses it, unless it is parted already. Whether it is split. */
  private cutEdge(
    blade: Blade,
    t: number,
    sites: readonly number[],
    v: readonly number[],
    a: number,
    b: number,
  ): boolean {
    const key = this.key(sites[a]!, sites[b]!)
    const found = this.points.get(key)
    if (found !== undefined && this.draft.onLip(found)) return true
    const [p, q] = [3 * a, 3 * b]
    const at = crossing(blade, t, v[p]!, v[p + 1]!, v[p + 2]!, v[q]!, v[q + 1]!, v[q + 2]!)
    if (at < 0) return found !== undefined
    const way: Vec3 = [v[q]! - v[p]!, v[q + 1]! - v[p + 1]!, v[q + 2]! - v[p + 2]!]
    const normal = normalOf(blade, t)
    const facing = dot(way, normal) < 0 ? scale(normal, -1) : normal
    const point = this.draft.parting([sites[a]!, sites[b]!], at, facing)
    if (found === undefined || this.draft.onLip(point)) this.points.set(key, point)
    return true
  }
}

/** Unit normal of a blade's triangle. */
function normalOf({ positions: v, triangles }: Blade, t: number): Vec3 {
  const [a, b, c] = [0, 1, 2].map((n): Vec3 => {
    const o = 3 * triangles[3 * t + n]!
    return [v[o]!, v[o + 1]!, v[o + 2]!]
  }) as [Vec3, Vec3, Vec3]
  return normalize(cross(subtract(b, a), subtract(c, a)))
}
