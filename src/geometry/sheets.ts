import type { LatticeFrame } from '../core/lattice'
import { add, distance, dot, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import type { Edit, EditOf } from '../heart/edit'
import type { Sheet } from './blood-domain'
import { middleOfFace, strides } from './resolve-anatomy-flood'
import { capsuleChain } from './resolve-anatomy-resect'
import { type FaceCover, sheetCover } from './sheet-cover'
import { isNearSheet } from './sheet-near'
import {
  addBand,
  bulge,
  evenLoop,
  harmonicMembrane,
  loopNormal,
  type Membrane,
  throughPoints,
  vertex,
} from './sheets-membrane'
import {
  leakPerLength,
  type RimGap,
  type Seam,
  type Sewing,
  sewingAlong,
  shownAt,
  withSkirt,
} from './sheets-rim'

/** Edits that put a thin surface into the blood. */
export type SheetEdit = EditOf<'patch'> | EditOf<'baffle'> | EditOf<'clamp'> | EditOf<'conduit'>

export const isSheetEdit = (edit: Edit): edit is SheetEdit =>
  (edit.kind === 'patch' && edit.mode === 'cover') ||
  edit.kind === 'baffle' ||
  edit.kind === 'clamp' ||
  edit.kind === 'conduit'

/** What a sheet does to a face that it covers, and how much of what is open its sewing lets through again (0–1). */
interface SheetFace extends FaceCover {
  readonly leak: number
}

/** What a sheet does to the links, and the sheet itself. */
export interface SheetPlan {
  readonly sheet: Sheet
  /** By `faceKey`. */
  readonly faces: ReadonlyMap<number, SheetFace>
}

/** The lumen as it stands under the sheet. */
export interface SheetGround {
  readonly frame: LatticeFrame
  readonly lumen: (p: Vec3) => number
  /** The same without what an edit itself opened (a conduit's bore). */
  lumenWithout(edit: string): (p: Vec3) => number
  readonly open: readonly [Float32Array, Float32Array, Float32Array]
  readonly phi: Float32Array
  readonly structure: Uint8Array
  /** Rank of a structure's pressure, for the side to which a slack patch bulges. */
  readonly pressureRank: (structure: number) => number
  /** The other sheets that lie there. */
  readonly others: readonly Sheet[]
  /** Where tissue at rest has shown the rim to stand off. */
  readonly gaps?: readonly RimGap[]
}

/** Reach of the skirt where nothing says how far stitches bite, metres. */
const plainBite = 2e-3
/** A leak at the rim opens links at most this far from it, metres. */
const leakReach = 6e-3

/**
 * Lays a patch, baffle, clamp or conduit into the blood: its surface, the links that it crosses, and the gaps that
 * its sewing leaves.
 * @param seams the stitches that hold its rim; @param resections later resections, which remove what they sweep
 */
export function planSheet(
  edit: SheetEdit,
  ground: SheetGround,
  seams: readonly Seam[],
  resections: readonly EditOf<'resect'>[] = [],
): SheetPlan {
  const { frame } = ground
  const membrane = edit.kind === 'conduit' ? null : membraneOf(edit, ground)
  const surface = membrane
    ? skirted(edit, membrane, ground)
    : tube(edit as EditOf<'conduit'>, frame.spacing, ground.lumenWithout(edit.id))
  const ends = {
    freeAt: freeEnds(ground, edit.id),
    ...(resections.length > 0 && { takenOut: sweptBy(resections) }),
  }
  const faces = new Map<number, SheetFace>()
  for (const [key, cover] of sheetCover(frame, { ...surface, ...ends })) faces.set(key, { ...cover, leak: 0 })
  const gaps =
    membrane && (edit.kind === 'patch' || edit.kind === 'baffle') ? rimGaps(membrane, seams, ground.gaps) : []
  const leaks = openGaps(gaps, faces, ground)
  return {
    sheet: {
      edit: edit.id,
      positions: Float32Array.from(surface.positions),
      triangles: surface.triangles,
      ownCount: (membrane?.positions.length ?? surface.positions.length) / 3,
      leaks,
    },
    faces,
  }
}

function membraneOf(edit: Exclude<SheetEdit, EditOf<'conduit'>>, ground: SheetGround): Membrane {
  const h = ground.frame.spacing
  if (edit.kind === 'clamp') return disc(edit, h)
  const outline = edit.outline_mm.map((p) => scale(p, 1e-3))
  const rim = evenLoop(outline, h / 2)
  const size = rim.length * (distance(rim[0] as Vec3, rim[1] as Vec3) || h)
  const m = harmonicMembrane(rim, Math.min(40, Math.max(4, Math.ceil(size / (2 * Math.PI) / h))))
  if (edit.kind === 'baffle')
    throughPoints(
      m,
      edit.shape_mm.map((p) => scale(p, 1e-3)),
    )
  else bulge(m, edit.oversize, slackSide(m, rim, ground))
  return m
}

function disc(edit: EditOf<'clamp'>, h: number): Membrane {
  const [u, v] = tangents(edit.normal)
  const r = edit.radius_mm * 1e-3
  const around = Math.max(24, Math.ceil((2 * Math.PI * r) / h))
  const rim = Array.from({ length: around }, (_, n) => {
    const angle = (2 * Math.PI * n) / around
    return add(scale(edit.centre_mm, 1e-3), add(scale(u, r * Math.cos(angle)), scale(v, r * Math.sin(angle))))
  })
  return harmonicMembrane(rim, Math.max(3, Math.ceil(r / h)))
}

/** Unit normal toward the side of lower pressure, where a slack patch bulges. */
function slackSide(m: Membrane, rim: readonly Vec3[], ground: SheetGround): Vec3 {
  const normal = normalize(loopNormal(rim))
  const rankAt = (side: number) => {
    for (let s = 1; s < 8; s++) {
      const id = structureAt(ground, add(vertex(m, 0), scale(normal, side * s * ground.frame.spacing)))
      if (id) return ground.pressureRank(id)
    }
    return 0
  }
  return rankAt(1) <= rankAt(-1) ? normal : scale(normal, -1)
}

function structureAt(ground: SheetGround, p: Vec3): number {
  const { size, origin, spacing } = ground.frame
  const at = (a: 0 | 1 | 2) => Math.round((p[a] - origin[a]) / spacing)
  const [i, j, k] = [at(0), at(1), at(2)]
  if (i < 0 || j < 0 || k < 0 || i >= size[0] || j >= size[1] || k >= size[2]) return 0
  return ground.structure[i + size[0] * (j + size[1] * k)] as number
}

function skirted(edit: SheetEdit, m: Membrane, ground: SheetGround) {
  if (edit.kind === 'clamp') return { positions: m.positions, triangles: m.triangles }
  const bite =
    (edit.kind === 'patch' || edit.kind === 'baffle') && edit.sewn ? edit.sewn.bite_mm * 1e-3 : plainBite
  const h = ground.frame.spacing
  return withSkirt(m, ground.lumen, h, Math.max(bite, 2 * h) + h)
}

/**
 * The wall of a conduit: a tube of even rings round its path, open at both ends. Where it runs through tissue the sheet
 * lies up to one cell deep in it, so that no half-filled cell leads along its outside.
 */
function tube(
  edit: EditOf<'conduit'>,
  h: number,
  lumen: (p: Vec3) => number,
): { positions: Float64Array; triangles: Uint32Array } {
  const r = (edit.diameter_mm * 1e-3) / 2
  const around = Math.max(16, Math.ceil((2 * Math.PI * r) / h))
  const path = evenPath(
    edit.path_mm.map((p) => scale(p, 1e-3)),
    h,
  )
  const positions: number[] = []
  const triangles: number[] = []
  let u = tangents(subtract(path[1] as Vec3, path[0] as Vec3))[0]
  path.forEach((c, k) => {
    const along = normalize(
      subtract(path[Math.min(k + 1, path.length - 1)] as Vec3, path[Math.max(k - 1, 0)] as Vec3),
    )
    // Carry the frame along without twist.
    u = normalize(subtract(u, scale(along, dot(u, along))))
    const v: Vec3 = [
      along[1] * u[2] - along[2] * u[1],
      along[2] * u[0] - along[0] * u[2],
      along[0] * u[1] - along[1] * u[0],
    ]
    for (let n = 0; n < around; n++) {
      const angle = (2 * Math.PI * n) / around
      const ray = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
      const wall = add(c, scale(ray, r))
      positions.push(...add(wall, scale(ray, Math.min(Math.max(lumen(wall), 0), h))))
    }
    if (k > 0) addBand(triangles, around, (k - 1) * around, k * around)
  })
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) }
}

/** Points at most `step` apart along an open line, its corners kept. */
export function evenPath(path: readonly Vec3[], step: number): Vec3[] {
  const out: Vec3[] = [path[0] as Vec3]
  for (let n = 1; n < path.length; n++) {
    const a = path[n - 1] as Vec3
    const b = path[n] as Vec3
    const count = Math.max(1, Math.ceil(distance(a, b) / step))
    for (let m = 1; m <= count; m++) out.push(add(a, scale(subtract(b, a), m / count)))
  }
  return out
}

interface Gap {
  readonly centre: Vec3
  readonly area: number
  readonly normal: Vec3
  /** Where tissue has shown the rim to stand off farthest in it. */
  readonly shown?: RimGap
}

/**
 * One gap between each two stitches (or every 2 mm where nothing holds), with its area: what such sewing leaves, or what
 * tissue at rest has shown where that is more (it was looked at at the end of filling; contraction parts it further).
 */
function rimGaps(m: Membrane, seams: readonly Seam[], known: readonly RimGap[] = []): Gap[] {
  const rim = Array.from({ length: m.around }, (_, n) => vertex(m, 1 + (m.rings - 1) * m.around + n))
  const normal = normalize(loopNormal(rim))
  const sewing = sewingAlong(rim, seams)
  const gaps: Gap[] = []
  let run = 0
  let area = 0
  let shown: RimGap | null = null
  rim.forEach((p, n) => {
    const next = rim[(n + 1) % rim.length] as Vec3
    const here: Sewing | null = sewing[n] ?? null
    run += distance(p, next)
    // Stitches that close it by their pitch are nearer to each other than the tissue's lattice can tell.
    const sewn = leakPerLength(here)
    const parted = sewn > 0 ? shownAt(known, p) : null
    if (parted && parted.height > Math.max(sewn, shown?.height ?? 0)) shown = parted
    area += distance(p, next) * Math.max(sewn, parted?.height ?? 0)
    if (run < (here?.pitch ?? 2e-3) && n < rim.length - 1) return
    if (area > 0) gaps.push({ centre: p, area, normal, ...(shown && { shown }) })
    run = 0
    area = 0
    shown = null
  })
  return gaps
}

/**
 * Opens the crossed links nearest to each gap by as much as the gap is wide: open fractions that add up to its area
 * (area = Σ A dx²). Only links between two cells whose centres lie in blood count, so that a leak joins the two sides;
 * a gap with none within reach lies on whole tissue and leaks nothing. Changes `faces`; returns what leaks.
 */
function openGaps(gaps: readonly Gap[], faces: Map<number, SheetFace>, ground: SheetGround): Gap[] {
  const { frame, open, phi } = ground
  const step = strides(frame)
  const candidates: { key: number; room: number; whole: number; middle: Vec3 }[] = []
  for (const [key, { share, crossed }] of gaps.length > 0 ? faces : []) {
    const axis = key % 3
    const cell = Math.floor(key / 3)
    const whole = open[axis]?.[cell] as number
    const room = share * whole
    if (
      !crossed ||
      !room ||
      (phi[cell] as number) >= 0 ||
      (phi[cell + (step[axis] as number)] as number) >= 0
    )
      continue
    candidates.push({ key, room, whole, middle: middleOfFace(frame, axis, cell) })
  }
  const leaks: Gap[] = []
  for (const gap of gaps) {
    const near = candidates
      .map((c) => ({ c, d: distance(c.middle, gap.centre) }))
      .filter(({ c, d }) => d < leakReach && c.room > 0)
      .sort((a, b) => a.d - b.d)
    let left = gap.area / frame.spacing ** 2
    for (const { c } of near) {
      const share = Math.min(left, c.room)
      const face = faces.get(c.key) as SheetFace
      faces.set(c.key, { ...face, leak: face.leak + share / c.whole })
      c.room -= share
      left -= share
      if (left <= 0) break
    }
    const opened = gap.area - left * frame.spacing ** 2
    if (opened > 0) leaks.push({ ...gap, area: opened })
  }
  return leaks
}

/** Distance to what loops swept, metres, negative there. */
function sweptBy(resections: readonly EditOf<'resect'>[]): (p: Vec3) => number {
  const away = resections.map((r) => capsuleChain(r.path_mm, r.radius_mm))
  return (p) => Math.min(...away.map((f) => f(p)))
}

/** A sheet ends freely where its rim lies in blood, half a cell or more from the wall, and no other sheet goes on there. */
function freeEnds(ground: SheetGround, edit: string): (p: Vec3) => boolean {
  const { spacing } = ground.frame
  const lumen = ground.lumenWithout(edit)
  return (p) => lumen(p) < -spacing / 2 && !ground.others.some((s) => isNearSheet(s, p, spacing))
}
