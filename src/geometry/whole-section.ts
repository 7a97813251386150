import { cellCentre, type LatticeFrame } from '../core/lattice'
import { add, dot, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import { neighbourSteps } from './close-walls'
import type { Mouth } from './open-mouths'

/** A flat cut through a vessel: the disc that covers its section. Metres. */
export interface VesselCut {
  readonly centre: Vec3
  /** Unit vector out of the vessel. */
  readonly normal: Vec3
  readonly radius: number
  /** Of the lumen in the plane, m². */
  readonly area: number
}

/** How far back from its mouth a vessel is looked at, and how far to the side, in radii of the mouth. */
const depth = 2
const breadth = 2.5
/** Of a section’s cells so many may touch the outside: pores of a thin wall. */
const mostBare = 0.02
/** Beyond a cut so much of its area may border on other blood. */
const mostJoined = 0.15

/** Ways to look for a section in: the mouth's own, and two cones round it. */
const cones = [35, 65].map((degrees) => (degrees * Math.PI) / 180)
const turns = 8

/**
 * Where a vessel whose wall ends raggedly (obliquely, in lobes or branches) is still whole: the plane behind its mouth
 * in which wall stands all round a section that cuts the mouth off from the rest. Of the planes that do, the one with
 * the least section, which lies straight across the lumen; a part of the vessel is worth as much as its mouth's depth.
 * Null where there is none within two radii: the mouth is then a hole in the vessel’s side, or a gap between parts.
 * @param walls owner of each cell of tissue, 0 elsewhere; `lumens` the same for blood
 */
export function wholeSection(
  frame: LatticeFrame,
  walls: Uint8Array,
  lumens: Uint8Array,
  mouth: Mouth,
): VesselCut | null {
  const reach = breadth * mouth.radius + 2 * frame.spacing
  const near = lumenRound(frame, walls, lumens, mouth, reach)
  let best: VesselCut | null = null
  let least = Number.POSITIVE_INFINITY
  for (const normal of waysRound(mouth.normal)) {
    const cut = firstWhole(frame, near, normal, mouth)
    if (!cut) continue
    const back = Math.max(0, dot(subtract(mouth.centre, cut.centre), mouth.normal))
    const cost = cut.area * (1 + back / (2 * mouth.radius))
    if (cost >= least || !cutsOff(frame, near, cut, mouth)) continue
    least = cost
    best = cut
  }
  return best
}

function waysRound(normal: Vec3): Vec3[] {
  const [u, v] = tangents(normal)
  const round = cones.flatMap((cone) =>
    Array.from({ length: turns }, (_, n) => {
      const angle = (2 * Math.PI * n) / turns
      const across = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
      return add(scale(normal, Math.cos(cone)), scale(across, Math.sin(cone)))
    }),
  )
  return [normal, ...round]
}

/** Whether what lies beyond a cut ends in the open: it leads neither round the cut, nor far away, nor to other blood. */
function cutsOff(frame: LatticeFrame, near: Cells, cut: VesselCut, mouth: Mouth): boolean {
  const { count, at, beside, joined, edge } = near
  const h = frame.spacing
  const middle = subtract(cut.centre, mouth.centre)
  const level = dot(middle, cut.normal)
  const heights = heightsAlong(near, cut.normal)
  const lateralOf = (n: number) => {
    const d = subtract([at[3 * n] as number, at[3 * n + 1] as number, at[3 * n + 2] as number], middle)
    return Math.sqrt(Math.max(0, dot(d, d) - ((heights[n] as number) - level) ** 2))
  }
  const seen = new Uint8Array(count)
  const stack: number[] = []
  for (let n = 0; n < count; n++) {
    const height = (heights[n] as number) - level
    if (height > 0 && height <= 1.5 * h && lateralOf(n) <= cut.radius) stack.push(n)
  }
  for (const n of stack) seen[n] = 1
  let touching = 0
  while (stack.length > 0) {
    const n = stack.pop() as number
    if (edge[n]) return false
    // A short vessel's border with its chamber may lie askew, but a gap beside the chamber opens widely into it.
    touching += joined[n] as number
    if (touching * h * h > mostJoined * cut.area) return false
    for (const s of faces) {
      const m = beside[26 * n + s] as number
      if (m < 0 || seen[m]) continue
      const height = (heights[m] as number) - level
      if (height <= 0 && height > -2 * h && lateralOf(m) <= cut.radius + 2 * h) continue
      if (height <= -2 * h) return false
      seen[m] = 1
      stack.push(m)
    }
  }
  return true
}

/** The cells of a lumen near a mouth, by a number of their own. */
interface Cells {
  readonly count: number
  /** x, y, z of each, metres from the mouth's centre. */
  readonly at: Float64Array
  /** The 26 neighbours of each that are among them, else -1. */
  readonly beside: Int32Array
  /** 1 where it touches neither wall nor lumen through a face. */
  readonly bare: Uint8Array
  /** 1 where it touches another lumen through a face. */
  readonly joined: Uint8Array
  /** 1 where what lies farther away is not among them. */
  readonly edge: Uint8Array
}

/** Which of the 26 steps go through a face. */
const faces = [4, 10, 12, 13, 15, 21]

function lumenRound(
  frame: LatticeFrame,
  walls: Uint8Array,
  lumens: Uint8Array,
  { owner, centre }: Mouth,
  reach: number,
): Cells {
  const [nx, ny] = frame.size
  const h = frame.spacing
  const steps = neighbourSteps(frame, 3)
  const bound = (a: 0 | 1 | 2, side: number) => {
    const at = Math.round(((centre[a] as number) + side * reach - (frame.origin[a] as number)) / h)
    return Math.max(1, Math.min(frame.size[a] - 2, at))
  }
  const low = [bound(0, -1), bound(1, -1), bound(2, -1)] as const
  const size = [bound(0, 1) - low[0] + 1, bound(1, 1) - low[1] + 1, bound(2, 1) - low[2] + 1] as const
  const cells: number[] = []
  const at: number[] = []
  const edge: number[] = []
  const number = new Map<number, number>()
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++) {
        const o = i + low[0] + nx * (j + low[1] + ny * (k + low[2]))
        if (lumens[o] !== owner) continue
        number.set(o, cells.length)
        cells.push(o)
        at.push(...subtract(cellCentre(frame, i + low[0], j + low[1], k + low[2]), centre))
        const inner = Math.min(i, j, k, size[0] - 1 - i, size[1] - 1 - j, size[2] - 1 - k)
        edge.push(inner < 2 ? 1 : 0)
      }
  const beside = new Int32Array(26 * cells.length)
  const bare = new Uint8Array(cells.length)
  const joined = new Uint8Array(cells.length)
  for (let n = 0; n < cells.length; n++) {
    const o = cells[n] as number
    for (let s = 0; s < 26; s++) beside[26 * n + s] = number.get(o + (steps[s] as number)) ?? -1
    for (const s of faces) {
      const other = o + (steps[s] as number)
      const label = lumens[other] as number
      if (!label && !walls[other]) bare[n] = 1
      if (label && label !== owner) joined[n] = 1
    }
  }
  return {
    count: cells.length,
    at: Float64Array.from(at),
    beside,
    bare,
    joined,
    edge: Uint8Array.from(edge),
  }
}

/** Height of each cell along a direction, metres from the mouth's centre. */
function heightsAlong({ count, at }: Cells, [x, y, z]: Vec3): Float64Array {
  const out = new Float64Array(count)
  for (let n = 0; n < count; n++)
    out[n] = (at[3 * n] as number) * x + (at[3 * n + 1] as number) * y + (at[3 * n + 2] as number) * z
  return out
}

interface Section {
  readonly centre: Vec3
  readonly radius: number
  readonly cells: number
  readonly whole: boolean
  readonly tight: boolean
}

function firstWhole(frame: LatticeFrame, near: Cells, normal: Vec3, mouth: Mouth): VesselCut | null {
  const h = frame.spacing
  const heights = heightsAlong(near, normal)
  const planes = Math.ceil((depth * mouth.radius) / h) + 4
  const inPlane = Array.from({ length: planes }, (): number[] => [])
  const planeOf = new Int16Array(near.count)
  for (let n = 0; n < near.count; n++) {
    planeOf[n] = Math.round(-(heights[n] as number) / h)
    inPlane[planeOf[n] as number]?.push(n)
  }
  const seen = new Uint8Array(near.count)
  let middle: Vec3 = [0, 0, 0]
  let before: Section | null = null
  for (const cells of inPlane) {
    if (cells.length === 0) continue
    const section = sectionOf(
      frame,
      near,
      together(near, planeOf, seen, nearestOf(near, cells, middle)),
      normal,
    )
    middle = section.centre
    // Two planes in a row, so that a notch between them is not overlooked; one where nothing is bare.
    if (section.whole && (section.tight || before?.whole))
      return {
        centre: add(mouth.centre, middle),
        normal,
        radius: section.radius,
        area: section.cells * h * h,
      }
    before = section
  }
  return null
}

function nearestOf({ at }: Cells, cells: readonly number[], p: Vec3): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (const n of cells) {
    const d =
      ((at[3 * n] as number) - p[0]) ** 2 +
      ((at[3 * n + 1] as number) - p[1]) ** 2 +
      ((at[3 * n + 2] as number) - p[2]) ** 2
    if (d >= least) continue
    least = d
    best = n
  }
  return best
}

/** The cells of one plane that hang together with one of them. */
function together({ beside }: Cells, planeOf: Int16Array, seen: Uint8Array, start: number): number[] {
  const found = [start]
  seen[start] = 1
  for (let n = 0; n < found.length; n++)
    for (let s = 0; s < 26; s++) {
      const m = beside[26 * (found[n] as number) + s] as number
      if (m < 0 || seen[m] || planeOf[m] !== planeOf[start]) continue
      seen[m] = 1
      found.push(m)
    }
  return found
}

function sectionOf(
  frame: LatticeFrame,
  { at, bare, edge }: Cells,
  found: readonly number[],
  normal: Vec3,
): Section {
  const sum = [0, 0, 0]
  let open = 0
  let cut = 0
  for (const n of found) {
    open += bare[n] as number
    cut += edge[n] as number
    for (let a = 0; a < 3; a++) sum[a] = (sum[a] as number) + (at[3 * n + a] as number)
  }
  const centre = sum.map((s) => s / found.length) as unknown as Vec3
  let far = 0
  for (const n of found) {
    const d = subtract([at[3 * n] as number, at[3 * n + 1] as number, at[3 * n + 2] as number], centre)
    far = Math.max(far, dot(d, d) - dot(d, normal) ** 2)
  }
  const whole = cut === 0 && open <= mostBare * found.length
  return {
    centre,
    radius: Math.sqrt(Math.max(0, far)) + frame.spacing / 2,
    cells: found.length,
    whole,
    tight: open === 0,
  }
}
