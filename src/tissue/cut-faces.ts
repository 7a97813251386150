import type { FineSolid } from './fine-solid'
import type { PartedEdges } from './parted-edges'
import { type Emit, splitTriangle } from './split-triangle'
import type { SurfaceDraft } from './surface-draft'

/**
 * Adds the faces of every incision: in each fine tetrahedron with a parted edge, what closes it after its four faces
 * have been split. Faces between tetrahedra are split alike from both sides and cancel; what is left, the split fine
 * surface and these faces, has no open edge, whatever the blades do.
 */
export function cutFaces(solid: FineSolid, parted: PartedEdges, draft: SurfaceDraft): void {
  const open = new OpenEdges()
  for (const sample of parted.samples) {
    const { sites, faces } = solid.cell(sample)
    for (let f = 0; f < faces.length; f += 3)
      closeTet(
        [sites[faces[f]!]!, sites[faces[f + 1]!]!, sites[faces[f + 2]!]!, sites[8]!],
        parted,
        draft,
        open,
      )
  }
}

type Tet = readonly [number, number, number, number]

function closeTet(tet: Tet, parted: PartedEdges, draft: SurfaceDraft, open: OpenEdges): void {
  const [a, b, c, d] = tet
  const split = (p: number, q: number): boolean => parted.near(p, q) >= 0
  if (!(split(a, b) || split(b, c) || split(c, a) || split(a, d) || split(b, d) || split(c, d))) return
  splitTriangle(a, b, c, parted, open.add)
  splitTriangle(d, b, a, parted, open.add)
  splitTriangle(d, c, b, parted, open.add)
  splitTriangle(d, a, c, parted, open.add)
  const joined: Joined = (tip, p, q) => {
    const side = new Set([draft.ownerOf(p)])
    // A set goes through what is added on the way.
    for (const u of side) for (const v of tet) if (v !== tip && !split(u, v)) side.add(v)
    return side.has(draft.ownerOf(q))
  }
  for (const loop of open.loops(joined)) fill(loop, draft)
}

/** Whether two points beside a tip are on the same side of what ends there. */
type Joined = (tip: number, p: number, q: number) => boolean

/** The edges of some triangles that have no partner. */
class OpenEdges {
  private readonly from: number[] = []
  private readonly to: number[] = []

  readonly add: Emit = (a, b, c) => {
    this.toggle(a, b)
    this.toggle(b, c)
    this.toggle(c, a)
  };

  /** Takes the edges out as closed ways, turned round: what fills them closes the triangles. Each passes a corner once. */
  *loops(joined: Joined): Generator<number[]> {
    while (this.to.length > 0) {
      const way = [this.to[0]!]
      for (;;) {
        const next = this.takeTo(way.at(-1)!, way.at(-2), joined)
        const met = way.indexOf(next)
        if (met < 0) way.push(next)
        else yield way.splice(met + 1).concat(next)
        if (met === 0) break
      }
    }
  }

  private toggle(a: number, b: number): void {
    const { from, to } = this
    let n = 0
    while (n < from.length && (from[n] !== b || to[n] !== a)) n++
    if (n < from.length) this.drop(n)
    else {
      from.push(a)
      to.push(b)
    }
  }

  private drop(n: number): void {
    this.from[n] = this.from.at(-1)!
    this.to[n] = this.to.at(-1)!
    this.from.pop()
    this.to.pop()
  }

  /** Takes an edge that ends `here` and gives its start; at a tip, one on the side that the way comes from. */
  private takeTo(here: number, before: number | undefined, joined: Joined): number {
    const { from, to } = this
    let edge = to.indexOf(here)
    const alone = to.indexOf(here, edge + 1) < 0
    if (before !== undefined && !alone)
      for (let n = edge; n >= 0; n = to.indexOf(here, n + 1)) if (joined(here, from[n]!, before)) edge = n
    const start = from[edge]!
    this.drop(edge)
    return start
  }
}

/**
 * Fills a closed way with triangles, ear by ear: points of lips first, by the shortest chord, and no chord from a lip to
 * the place across from it, so that tips stay the ends of the two lips.
 */
function fill(loop: number[], draft: SurfaceDraft): void {
  while (loop.length > 3) {
    const at = (n: number): number => loop[(n + loop.length) % loop.length]!
    let best = 0
    let least = Infinity
    for (let n = 0; n < loop.length; n++) {
      const cost = draft.chord(at(n - 1), at(n + 1)) + (draft.onLip(at(n)) ? 0 : 1)
      if (cost >= least) continue
      best = n
      least = cost
    }
    draft.face(at(best - 1), at(best), at(best + 1))
    loop.splice(best, 1)
  }
  if (loop.length === 3) draft.face(loop[0]!, loop[1]!, loop[2]!)
}
