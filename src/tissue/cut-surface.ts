import { add } from '../core/vec3'
import type { EmbeddedSurface } from '../geometry/surface'
import { type BesideFinder, besideFinder } from './beside'
import { crossing } from './blade'
import { BladeGrid } from './blade-grid'
import { cutFaces } from './cut-faces'
import { embedUncut, type FineSurface } from './embed'
import { SurfaceDraft } from './surface-draft'
import { nudge, type TissueTopology } from './topology'

/** Where a blade parts an edge of the fine surface: the two new vertices, one on each end's side. */
interface Parting {
  readonly low: number
  readonly high: number
}

/**
 * The drawn surface of cut tissue. Vertices go to the copy of their tetrahedron that they see past the blades;
 * triangles that a blade crosses are split there, with one new vertex on each side, wherever the lattice has really
 * parted (at the ends of an incision it has not); and the blade's own surface inside the tissue becomes the two faces
 * of the incision. The incision is as fine as the drawn surface, however coarse the lattice under it.
 */
export function embedCut(topology: TissueTopology, fine: FineSurface): EmbeddedSurface {
  if (topology.cuts.length === 0) return embedUncut(topology.model, fine)
  const draft = new SurfaceDraft(topology, fine)
  const partings = new Map<number, Parting | null>()
  const near = nearBlades(topology, fine)
  const beside = besideFinder(topology)
  const grid = new BladeGrid(topology.cuts, 2 * topology.model.heart.frame.spacing)
  const part = (a: number, b: number): readonly [number, number] | null => {
    const [low, high] = a < b ? [a, b] : [b, a]
    const key = low * draft.fineCount + high
    let found = partings.get(key)
    if (found === undefined) {
      found = partEdge(grid, draft, beside, low, high)
      partings.set(key, found)
    }
    if (!found) return null
    return a < b ? [found.low, found.high] : [found.high, found.low]
  }
  for (let t = 0; t < fine.triangles.length; t += 3) {
    const [a, b, c] = [fine.triangles[t]!, fine.triangles[t + 1]!, fine.triangles[t + 2]!]
    if (near(a, b, c)) splitTriangle(draft, [a, b, c], [part(a, b), part(b, c), part(c, a)])
    else draft.triangle(a, b, c)
  }
  cutFaces(topology, draft)
  return draft.finish()
}

/** Tells whether a triangle lies within the bounds of any blade. */
function nearBlades(
  topology: TissueTopology,
  fine: FineSurface,
): (a: number, b: number, c: number) => boolean {
  const boxes = topology.cuts.map((blade) => {
    const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity]
    blade.positions.forEach((x, n) => {
      box[n % 3] = Math.min(box[n % 3]!, x)
      box[3 + (n % 3)] = Math.max(box[3 + (n % 3)]!, x)
    })
    return box
  })
  const p = fine.positions
  return (a, b, c) =>
    boxes.some((box) => {
      for (let d = 0; d < 3; d++) {
        const [x, y, z] = [p[3 * a + d]!, p[3 * b + d]!, p[3 * c + d]!]
        if (Math.max(x, y, z) < box[d]! || Math.min(x, y, z) > box[3 + d]!) return false
      }
      return true
    })
}

function partEdge(
  grid: BladeGrid,
  draft: SurfaceDraft,
  beside: BesideFinder,
  low: number,
  high: number,
): Parting | null {
  const p = add(draft.place(low), nudge)
  const q = add(draft.place(high), nudge)
  for (const number of grid.near(p, q)) {
    const [blade, t] = grid.nameOf(number)
    const at = crossing(blade, t, p[0], p[1], p[2], q[0], q[1], q[2])
    if (at < 0) continue
    const x = [0, 1, 2].map((d) => p[d]! + at * (q[d]! - p[d]!)) as [number, number, number]
    const slots = beside(x, [p[0] - q[0], p[1] - q[1], p[2] - q[2]])
    if (!slots || slots.before === slots.behind) continue
    return {
      low: draft.between(low, high, at, low, slots.before, slots.weights),
      high: draft.between(low, high, at, high, slots.behind, slots.weights),
    }
  }
  return null
}

type Corners = readonly [number, number, number]
type Cut = readonly [number, number] | null

/**
 * Splits a triangle whose edges (ab, bc, ca) are parted or not; each parting gives the vertex on its first end's side
 * and the one on its second's. One parted edge is the tip of an incision.
 */
function splitTriangle(draft: SurfaceDraft, corners: Corners, cuts: readonly [Cut, Cut, Cut]): void {
  const count = cuts.filter(Boolean).length
  if (count === 0) {
    draft.triangle(...corners)
    return
  }
  // Turn the triangle until the odd one out stands first: the only parted edge, or the only whole one.
  const odd = cuts.findIndex((cut) => (count === 1 ? cut !== null : cut === null))
  const turn = count === 3 ? 0 : odd
  const [a, b, c] = [0, 1, 2].map((n) => corners[(n + turn) % 3]!) as [number, number, number]
  const [ab, bc, ca] = [0, 1, 2].map((n) => cuts[(n + turn) % 3]!) as [Cut, Cut, Cut]
  if (count === 1) splitTip(draft, [a, b, c], ab!)
  else if (count === 2) splitAcross(draft, [a, b, c], bc!, ca!)
  else splitThrice(draft, [a, b, c], [ab!, bc!, ca!])
}

function splitTip(draft: SurfaceDraft, [a, b, c]: Corners, ab: readonly [number, number]): void {
  draft.triangle(a, ab[0], c)
  draft.triangle(ab[1], b, c)
}

/** Edge ab is whole: c stands alone. */
function splitAcross(
  draft: SurfaceDraft,
  [a, b, c]: Corners,
  bc: readonly [number, number],
  ca: readonly [number, number],
): void {
  draft.triangle(ca[0], bc[1], c)
  draft.triangle(a, b, bc[0])
  draft.triangle(a, bc[0], ca[1])
}

/** Blades meet inside: each corner keeps its own quarter, and all quarters meet in the middle. */
function splitThrice(
  draft: SurfaceDraft,
  corners: Corners,
  cuts: readonly [readonly [number, number], readonly [number, number], readonly [number, number]],
): void {
  for (let n = 0; n < 3; n++) {
    const before = cuts[(n + 2) % 3]![1]
    const after = cuts[n]![0]
    const middle = draft.middle(corners, corners[n]!)
    draft.triangle(corners[n]!, after, middle)
    draft.triangle(corners[n]!, middle, before)
  }
}
