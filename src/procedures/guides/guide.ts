import { cellIndex, toLattice } from '../../core/lattice'
import { mm } from '../../core/units'
import { length, scale, subtract, type Vec3 } from '../../core/vec3'
import type { Edit } from '../../heart/edit'
import type { Heart, Part } from '../../heart/heart'

/** What has to be so for a step to be done. Data, so that a guide can be read and changed without code. */
type GuideGoal =
  /** An edit of one of these kinds, on a part of the heart or near a landmark where that is said. */
  | {
      readonly made: readonly Edit['kind'][]
      readonly on?: readonly Part[]
      readonly near?: { readonly landmark: string; readonly within_mm: number }
      readonly count?: number
    }
  /** Tissue is held aside by a retractor or a stay suture. */
  | { readonly held: true }
  /** Every patch and baffle has stitches. */
  | { readonly sewn: true }
  /** The person says so. */
  | { readonly seen: true }

export interface GuideStep {
  /** English; said where it is shown. */
  readonly title: string
  readonly text: string
  /** Asked for by the trainee. */
  readonly hint: string
  /** What not to do; shown all the time. */
  readonly limit?: string
  /** Instrument to take, by its id. */
  readonly tool?: string
  readonly goal: GuideGoal
}

/** The steps of one operation on one built-in case. */
export interface Guide {
  readonly id: string
  readonly name: string
  /** The built-in case. */
  readonly case: string
  readonly steps: readonly GuideStep[]
}

/** What a guide looks at. */
export interface GuideScene {
  readonly heart: Heart
  readonly edits: readonly Edit[]
  readonly exposureCount: number
  /** Steps that the person has said are done. */
  readonly seen: ReadonlySet<number>
}

/** The first step that is not done; the number of steps when all are. A step stays open while one before it is. */
export function stepInHand(guide: Guide, scene: GuideScene): number {
  const open = guide.steps.findIndex((step, n) => !isDone(step.goal, n, scene))
  return open < 0 ? guide.steps.length : open
}

function isDone(goal: GuideGoal, step: number, { heart, edits, exposureCount, seen }: GuideScene): boolean {
  if ('seen' in goal) return seen.has(step)
  // A field once opened may be let go when a later step is done: the person's word is kept.
  if ('held' in goal) return exposureCount > 0 || [...seen].some((s) => s >= step)
  if ('sewn' in goal) return allSewn(edits)
  const { made, count = 1 } = goal
  return edits.filter((e) => made.includes(e.kind) && isWhereAsked(goal, e, heart)).length >= count
}

function allSewn(edits: readonly Edit[]): boolean {
  const sheets = edits.filter((e) => e.kind === 'patch' || e.kind === 'baffle')
  const isSewn = (id: string) => edits.some((e) => e.kind === 'suture' && e.patch === id)
  return sheets.length > 0 && sheets.every((s) => s.sewn || isSewn(s.id))
}

/** Whether an edit lies where the goal asks: one of its places is enough. */
function isWhereAsked(goal: Extract<GuideGoal, { made: unknown }>, edit: Edit, heart: Heart): boolean {
  const places = placesOf(edit)
  const { on, near } = goal
  if (on && !places.some((p) => liesOn(heart, p, on))) return false
  if (!near) return true
  const centre = heart.landmarks.find((l) => l.id === near.landmark)?.points[0]
  if (!centre) return true
  return places.some((p) => length(subtract(p, centre)) <= near.within_mm * mm)
}

/** Where an edit is, metres. */
function placesOf(edit: Edit): readonly Vec3[] {
  const points = (list: readonly Vec3[]) => list.map((p) => scale(p, mm))
  switch (edit.kind) {
    case 'cut':
      return points(edit.blade_mm.flat())
    case 'patch':
    case 'baffle':
      return points(edit.outline_mm)
    case 'resect':
    case 'conduit':
    case 'suture':
      return points(edit.path_mm)
    case 'clamp':
    case 'lesion':
      return points([edit.centre_mm])
    default:
      return []
  }
}

/** How far a place may be from a part, metres: a blade begins outside of the wall that it cuts. */
const reach = 6 * mm

/** Whether tissue or blood of one of the parts lies within reach of a place. */
function liesOn(heart: Heart, p: Vec3, parts: readonly Part[]): boolean {
  const { frame, labels, structures } = heart
  const wanted = new Set(structures.filter((s) => parts.includes(s.part)).map((s) => s.id))
  const cells = Math.ceil(reach / frame.spacing)
  const middle = toLattice(frame, p).map(Math.round) as [number, number, number]
  for (let k = middle[2] - cells; k <= middle[2] + cells; k++)
    for (let j = middle[1] - cells; j <= middle[1] + cells; j++)
      for (let i = middle[0] - cells; i <= middle[0] + cells; i++) {
        const outside =
          i < 0 || j < 0 || k < 0 || i >= frame.size[0] || j >= frame.size[1] || k >= frame.size[2]
        if (!outside && wanted.has(labels[cellIndex(frame, i, j, k)]!)) return true
      }
  return false
}
