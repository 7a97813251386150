import { Fault } from '../core/fault'
import type { LatticeFrame } from '../core/lattice'
import { distance, scale, type Vec3 } from '../core/vec3'
import type { Edit, EditOf } from '../heart/edit'
import type { Heart, Part } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import { leastOpening } from './face-share'
import { type CutGape, gapeLeak, gapeShape } from './gaping-cut'
import { joinedPairs, keepApart } from './keep-apart'
import { lesionShape } from './lesion'
import { conduitEnds, nameConduit } from './name-conduit'
import { gateFaces } from './openings-lattice-cut'
import { ownLumen } from './own-lumen'
import { cellsInsidePorts } from './ports-inside'
import { hasStitches, releasesOf } from './release'
import type { ResolvedDomain } from './resolve-anatomy-base'
import { conduitLeak, incisionLeak, widenLeak } from './resolve-anatomy-bleeding'
import {
  boxOfShape,
  type CellBox,
  type LumenShape,
  lumenDistance,
  refreshLumen,
  shapesNear,
} from './resolve-anatomy-lumen'
import { nameFresh, namePockets } from './resolve-anatomy-names'
import { capsuleChain, conduitShape, outsideLeaks, resectShape } from './resolve-anatomy-resect'
import { isSheetEdit, planSheet, type SheetEdit, type SheetGround, type SheetPlan } from './sheets'
import { type RimGap, seamsOf } from './sheets-rim'
import { withTrim } from './trim'
import { widenShape } from './widen'

type Leak = BloodDomain['leaks'][number]

/**
 * The blood after a list of edits: the meaning of each kind is given in this folder's README. Only arrays are copied
 * as a whole; sampling is limited to the boxes that the edits touch.
 * @throws Fault when an edit has no place to act on (no wall, no vessel, no such patch)
 */
export function applyEdits(base: ResolvedDomain, heart: Heart, edits: readonly Edit[]): ResolvedDomain {
  if (edits.length === 0) return base
  const work = new Work(base, heart)
  for (const edit of edits) work.apply(edit)
  return work.result()
}

/** One more edit on a resolved domain. */
export const applyEdit = (domain: ResolvedDomain, heart: Heart, edit: Edit): ResolvedDomain =>
  applyEdits(domain, heart, [edit])

/**
 * The blood with the gaps at the rims of patches and baffles that their tissue, at rest after the same edits, has shown;
 * those shown before are forgotten. An edit that sews, loosens or trims a sheet forgets what was shown of it.
 */
export function withRimGaps(domain: ResolvedDomain, heart: Heart, gaps: readonly RimGap[]): ResolvedDomain {
  if (gaps.length === 0 && domain.trace.gaps.length === 0) return domain
  const work = new Work(domain, heart)
  work.showGaps(gaps)
  return work.result()
}

/**
 * The blood with what their tissue has shown to lie between the lips of cuts: of one to the outside the area that bleeds, of
 * one between two chambers a slit. To be taken of a domain without any: a slit cannot be filled.
 */
export function withGapes(domain: ResolvedDomain, heart: Heart, gapes: readonly CutGape[]): ResolvedDomain {
  if (gapes.length === 0) return domain
  const work = new Work(domain, heart)
  work.showGapes(gapes)
  return work.result()
}

/** The copy that edits are worked into; sheets are lifted while the wall under them changes. */
class Work {
  private readonly frame: LatticeFrame
  fill: Float32Array
  private phi: Float32Array
  readonly open: [Float32Array, Float32Array, Float32Array]
  private crossed: [Uint8Array, Uint8Array, Uint8Array]
  readonly structure: Uint8Array
  private edits: Edit[]
  private readonly shapes: LumenShape[]
  private readonly plans: Map<string, SheetPlan>
  private readonly leaks: Map<string, readonly Leak[]>
  private gaps: readonly RimGap[]
  private gapes: readonly CutGape[]

  constructor(
    private readonly base: ResolvedDomain,
    private readonly heart: Heart,
  ) {
    const [ox, oy, oz] = base.open
    this.frame = base.frame
    this.fill = base.fill
    this.phi = base.phi
    this.open = [ox.slice(), oy.slice(), oz.slice()]
    this.crossed = [...base.crossed]
    this.structure = base.structure.slice()
    this.edits = [...base.trace.edits]
    this.shapes = [...base.trace.shapes]
    this.plans = new Map(base.trace.plans)
    this.leaks = new Map(base.trace.leaks)
    this.gaps = base.trace.gaps
    this.gapes = base.trace.gapes
    this.uncover()
  }

  apply(edit: Edit): void {
    if (edit.kind === 'trim') {
      this.trim(edit)
      return
    }
    this.edits.push(edit)
    const { spacing } = this.frame
    const lumen = lumenDistance(this.heart, this.shapes)
    if (edit.kind === 'lesion') this.injure(edit, lesionShape(edit, lumen, spacing))
    if (edit.kind === 'resect') this.resect(edit)
    if (edit.kind === 'conduit') this.bore(edit)
    if (edit.kind === 'patch' && edit.mode === 'widen') {
      this.widen(widenShape(edit, lumen, spacing))
      this.leaks.set(edit.id, widenLeak(edit, seamsOf(edit, [])))
    }
    if (edit.kind === 'cut') this.leaks.set(edit.id, incisionLeak(this.heart, edit, lumen))
    if (edit.kind === 'close') this.leaks.delete(edit.cut)
    if (edit.kind === 'suture') this.suture(edit)
    if (edit.kind === 'release') this.release(edit)
    if (isSheetEdit(edit)) this.layNew(edit)
  }

  showGaps(gaps: readonly RimGap[]): void {
    const changed = new Set([...this.gaps, ...gaps].map((gap) => gap.edit))
    this.gaps = gaps
    for (const sheet of this.laidSheets()) if (changed.has(sheet.id)) this.lay(sheet)
  }

  showGapes(gapes: readonly CutGape[]): void {
    this.gapes = gapes
    for (const gape of gapes) {
      const cut = this.edits.find((e): e is EditOf<'cut'> => e.kind === 'cut' && e.id === gape.edit)
      if (cut && !this.isShut(cut)) this.part(gape)
    }
    if (gapes.length > 0) for (const sheet of this.laidSheets()) this.lay(sheet)
  }

  private part(gape: CutGape): void {
    const shape = gapeShape(gape, this.frame.spacing)
    if (this.leaks.get(gape.edit)?.length) this.leaks.set(gape.edit, [gapeLeak(gape)])
    else if (shape) this.reshape(shape)
  }

  private layNew(edit: SheetEdit): void {
    this.plans.set(edit.id, planSheet(edit, this.ground(edit.id), seamsOf(edit, [])))
    // A rim that hung free may end at the new sheet now.
    for (const other of this.laidSheets()) {
      const faces = this.plans.get(other.id)?.faces.values() ?? []
      if (other !== edit && [...faces].some((face) => face.share < 1)) this.lay(other)
    }
  }

  /** The sheets that lie in the blood now: a clamp may have come off. */
  private laidSheets(): SheetEdit[] {
    return this.edits.filter(isSheetEdit).filter((edit) => this.plans.has(edit.id))
  }

  /** The finished domain; do not apply more edits to this copy afterwards. */
  result(): ResolvedDomain {
    const under = this.cover()
    const gates = gateFaces(this.base)
    const ends = cellsInsidePorts(this.base)
    for (const plan of this.plans.values()) namePockets(this.frame, this, plan.faces.keys(), gates, ends)
    const { base } = this
    const leaks = [...this.leaks.values()].flat()
    const bleeding = [...this.leaks].filter(([, list]) => list.length > 0)
    const warnings = [
      ...base.trace.baseWarnings,
      ...bleeding.map(([edit]) => `${edit} opens the heart to the outside and is not sewn shut`),
    ]
    return {
      frame: this.frame,
      fill: this.fill,
      phi: this.phi,
      open: this.open,
      crossed: this.crossed,
      structure: this.structure,
      gates: base.gates,
      ports: base.ports,
      sheets: [...this.plans.values()].map((p) => p.sheet),
      leaks,
      warnings,
      trace: {
        edits: this.edits,
        shapes: this.shapes,
        plans: this.plans,
        leaks: this.leaks,
        gaps: this.gaps,
        gapes: this.gapes,
        under,
        beyond: base.trace.beyond,
        baseWarnings: base.trace.baseWarnings,
      },
    }
  }

  private reshape(shape: LumenShape): void {
    if (this.phi === this.base.phi) {
      this.phi = this.phi.slice()
      this.fill = this.fill.slice()
    }
    const arrays = { fill: this.fill, phi: this.phi, open: this.open }
    const before = lumenDistance(this.heart, shapesNear(this.shapes, shape, 3 * this.frame.spacing))
    const box = refreshLumen(this.frame, arrays, before, shape, this.base.trace.beyond)
    this.shapes.push(shape)
    nameFresh(this.frame, this, box, this.base.trace.beyond)
  }

  /** A narrowing leaves the vessels beside it as they are. */
  private injure({ type }: EditOf<'lesion'>, shape: LumenShape): void {
    this.reshape(type === 'narrowing' ? ownLumen(shape, this.frame, this.fill, this.open) : shape)
  }

  /** A vessel grows beside its neighbours, not into them. */
  private widen(shape: LumenShape): void {
    const box = boxOfShape(this.frame, shape)
    const joined = joinedPairs(this.frame, this, box)
    this.reshape(shape)
    keepApart(this.frame, this, box, joined)
  }

  private bore(edit: EditOf<'conduit'>): void {
    const shape = conduitShape(edit)
    const ends = conduitEnds(this.frame, this.structure, edit)
    this.reshape(shape)
    nameConduit(this.frame, this.structure, boxOfShape(this.frame, shape), edit, ends)
  }

  private resect(edit: EditOf<'resect'>): void {
    const shape = resectShape(this.heart, edit, this.frame.spacing)
    const box = boxOfShape(this.frame, shape)
    if (!this.meetsBlood(box, edit)) return
    this.reshape(shape)
    const leaks = outsideLeaks(this.heart, edit, { frame: this.frame, phi: this.phi })
    if (leaks.length > 0) this.leaks.set(edit.id, leaks)
    for (const other of this.laidSheets()) this.lay(other)
  }

  /** Does a resection's loop reach blood at all? Shaving the outside of a wall changes no blood. */
  private meetsBlood(box: CellBox, edit: EditOf<'resect'>): boolean {
    const away = capsuleChain(edit.path_mm, edit.radius_mm)
    const { origin, spacing, size } = this.frame
    for (let k = box.low[2]; k < box.high[2]; k++)
      for (let j = box.low[1]; j < box.high[1]; j++)
        for (let i = box.low[0]; i < box.high[0]; i++) {
          if ((this.phi[i + size[0] * (j + size[1] * k)] as number) >= 0) continue
          if (away([origin[0] + i * spacing, origin[1] + j * spacing, origin[2] + k * spacing]) < 0)
            return true
        }
    return false
  }

  private suture(edit: EditOf<'suture'>): void {
    for (const other of this.edits) {
      if (edit.patch !== undefined && other.id !== edit.patch) continue
      if (edit.patch !== undefined) this.sewAnew(other)
      if (other.kind === 'cut' && edit.patch === undefined && sewsShut(edit, other))
        this.leaks.delete(other.id)
    }
  }

  /** What the stitches held opens again: the rim of a patch, or a cut. A clamp comes off. */
  private release(edit: EditOf<'release'>): void {
    const clamp = this.edits.find((e) => e.id === edit.suture && e.kind === 'clamp')
    if (clamp) {
      this.plans.delete(clamp.id)
      for (const other of this.laidSheets()) this.lay(other)
      return
    }
    const sewn = this.edits.find((e) => e.id === edit.suture && hasStitches(e))
    if (!sewn)
      throw new Fault(
        `edit ${edit.id}`,
        `finds no stitches of ${edit.suture}`,
        'Name a suture, a closure, a patch that is sewn, a conduit, or a clamp',
      )
    if (sewn.kind === 'conduit') this.leaks.set(sewn.id, conduitLeak(sewn, releasesOf(sewn.id, this.edits)))
    const patch = sewn.kind === 'suture' ? sewn.patch : sewn.id
    for (const other of this.edits) {
      if (other.id === patch) this.sewAnew(other)
      if (other.kind === 'cut' && closes(sewn, other) && !this.isShut(other))
        this.leaks.set(other.id, incisionLeak(this.heart, other, lumenDistance(this.heart, this.shapes)))
    }
  }

  /** The patch is laid as if it had been cut to this shape before. */
  private trim(edit: EditOf<'trim'>): void {
    this.edits = withTrim(this.edits, edit)
    const patch = this.edits.find((e) => e.id === edit.patch)
    this.forgetGaps(edit.patch)
    if (patch && isSheetEdit(patch)) this.lay(patch)
  }

  private forgetGaps(sheet: string): void {
    this.gaps = this.gaps.filter((gap) => gap.edit !== sheet)
  }

  /** Is a cut closed by stitches of which none was taken out? */
  private isShut(cut: EditOf<'cut'>): boolean {
    return this.edits.some((e) => closes(e, cut) && releasesOf(e.id, this.edits).length === 0)
  }

  /** Lays a patch, or measures its rim, after its stitches changed. */
  private sewAnew(edit: Edit): void {
    this.forgetGaps(edit.id)
    if (edit.kind === 'patch' && edit.mode === 'widen')
      this.leaks.set(edit.id, widenLeak(edit, seamsOf(edit, this.edits)))
    else if (isSheetEdit(edit)) this.lay(edit)
  }

  /** Lays a sheet again with every stitch and resection that came after it. */
  private lay(edit: SheetEdit): void {
    const later = this.edits.slice(this.edits.indexOf(edit) + 1)
    const resections = later.filter((e): e is EditOf<'resect'> => e.kind === 'resect')
    this.plans.set(edit.id, planSheet(edit, this.ground(edit.id), seamsOf(edit, this.edits), resections))
  }

  /** What an edit's sheet is laid into. */
  private ground(edit: string): SheetGround {
    const part = new Map(this.heart.structures.map((s) => [s.id, s.part]))
    return {
      frame: this.frame,
      lumen: lumenDistance(this.heart, this.shapes),
      lumenWithout: (edit) =>
        lumenDistance(
          this.heart,
          this.shapes.filter((s) => s.edit !== edit),
        ),
      open: this.open,
      phi: this.phi,
      structure: this.structure,
      pressureRank: (id) => pressureRank(part.get(id) ?? 'none'),
      others: [...this.plans].flatMap(([id, plan]) => (id === edit ? [] : [plan.sheet])),
      gaps: this.gaps.filter((gap) => gap.edit === edit),
    }
  }

  private uncover(): void {
    if (this.base.trace.under.size > 0) this.copyMarks()
    for (const [key, value] of this.base.trace.under) {
      const axis = key % 3
      const cell = Math.floor(key / 3)
      const faces = this.open[axis] as Float32Array
      const marks = this.crossed[axis] as Uint8Array
      faces[cell] = value
      marks[cell] = 0
    }
  }

  private copyMarks(): void {
    const [x, y, z] = this.base.crossed
    this.crossed = [x.slice(), y.slice(), z.slice()]
  }

  private cover(): Map<number, number> {
    const under = new Map<number, number>()
    if (this.plans.size > 0 && this.crossed[0] === this.base.crossed[0]) this.copyMarks()
    const left = new Map<number, { free: number; leak: number }>()
    for (const plan of this.plans.values())
      for (const [key, { share, leak, crossed }] of plan.faces) {
        const before = left.get(key) ?? { free: 1, leak: 0 }
        left.set(key, { free: before.free - share, leak: before.leak + leak })
        if (crossed) (this.crossed[key % 3] as Uint8Array)[Math.floor(key / 3)] = 1
      }
    for (const [key, { free, leak }] of left) {
      const faces = this.open[key % 3] as Float32Array
      const cell = Math.floor(key / 3)
      const whole = faces[cell] as number
      under.set(key, whole)
      // Sheets that meet in a face close it together.
      const apart = free > 0 && free < leastOpening ? 0 : free
      faces[cell] = whole * Math.max(0, Math.min(1, apart + leak))
    }
    return under
  }
}

/** Does an edit sew a cut shut? */
const closes = (edit: Edit, cut: EditOf<'cut'>): boolean =>
  (edit.kind === 'close' && edit.cut === cut.id) ||
  (edit.kind === 'suture' && edit.patch === undefined && sewsShut(edit, cut))

/** A suture with no patch sews a cut shut when its path runs along it: each blade place within 5 mm. */
function sewsShut(suture: EditOf<'suture'>, cut: EditOf<'cut'>): boolean {
  const near = (p: Vec3) => suture.path_mm.some((q) => distance(scale(p, 1e-3), scale(q, 1e-3)) < 5e-3)
  return suture.path_mm.length > 0 && cut.blade_mm.every(([a, b]) => near(a) || near(b))
}

const ranks: Partial<Record<Part, number>> = {
  LV: 6,
  aorta: 5,
  RV: 4,
  'pulmonary-artery': 3,
  LA: 2,
  'pulmonary-vein': 2,
}
const pressureRank = (part: Part): number => ranks[part] ?? 1
