import { say } from '../../core/language'
import { distance } from '../../core/vec3'
import type { Edit, EditOf } from '../../heart/edit'
import { drawnOn, fromMm, pathLength, thin, toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import type { ToolContext, ToolState } from '../tool'
import { meanValue, mixed } from './mean-value'
import { type Flat, PatchPlane } from './patch-plane'
import { areaOf, isInside, leftOf, nearestOnRim } from './trim-line'

/** A patch is also taken from so far beside its rim, where a line across it begins, metres. */
const beside = 4e-3
/** Tissue this much nearer than the patch hides it, metres. */
const hidden = 3e-3
const spacing = 1e-3
/** Less than this is no patch any more, m². */
const least = 4e-6

interface Sheet {
  readonly patch: EditOf<'patch'>
  readonly plane: PatchPlane
}

/** The laid patch that an event is at, not hidden by tissue, not sewn; null: none. */
export function sheetAt(event: PoseEvent, context: ToolContext): Sheet | null {
  const tissue = event.tip ? null : context.pick(event)
  const sheets = context.edits
    .filter((e) => isLoose(context.edits, e))
    .map((patch) => sheetOf(patch, context))
  const seen = sheets.filter(({ plane }) => {
    const at = plane.at(event)
    const near = at && (isInside(plane.rim, at) || nearestOnRim(plane.rim, at).away < beside)
    return near && (!tissue || distance(event.origin, tissue.position) > plane.depth(event) - hidden)
  })
  return seen.at(-1) ?? null
}

/** A patch over an opening that no stitch holds yet. */
const isLoose = (edits: readonly Edit[], edit: Edit): edit is EditOf<'patch'> =>
  edit.kind === 'patch' &&
  edit.mode === 'cover' &&
  !edit.sewn &&
  !edits.some((e) => e.kind === 'suture' && e.patch === edit.id)

const sheetOf = (patch: EditOf<'patch'>, context: ToolContext): Sheet => ({
  patch,
  plane: new PatchPlane(patch.outline_mm.map((p) => context.now(fromMm(p)))),
})

/** Shows the rim of a patch that a press here would trim. */
export const showSheet = ({ plane }: Sheet, context: ToolContext): void =>
  context.preview({ kind: 'outline', points: plane.now, closed: true, closing: false })

/** The blades run through a patch: a line across it, or round what is to be left of it. */
export class Trimming implements ToolState {
  readonly name = 'Trimming'
  private constructor(
    private readonly sheet: Sheet,
    private readonly line: readonly Flat[],
    private readonly idle: ToolState,
  ) {}

  static begin(sheet: Sheet, event: PoseEvent, idle: ToolState): ToolState {
    const at = sheet.plane.at(event)
    return new Trimming(sheet, at ? [at] : [], idle)
  }

  on(event: PoseEvent, context: ToolContext): ToolState {
    const { sheet, idle } = this
    const at = sheet.plane.at(event)
    const line = at ? drawnOn(this.line, [at], (p) => [p[0], p[1], 0], spacing) : this.line
    if (isLetGo(event)) return this.commit(line, context)
    show(sheet, line, context)
    return new Trimming(sheet, line, idle)
  }

  private commit(line: readonly Flat[], context: ToolContext): ToolState {
    const { plane, patch } = this.sheet
    context.preview(null)
    const left = leftOf(plane.rim, line)
    if (!left) context.notify(say('Draw right across the patch, or round what is to be left of it'))
    else if (Math.abs(areaOf(left)) < least) context.notify(say('Nothing of the patch would be left'))
    else context.apply(trimOf(this.sheet, patch.id, left, context))
    return this.idle
  }
}

/** What will be left of the patch; as long as nothing comes off, the line as it is drawn. */
function show({ plane }: Sheet, line: readonly Flat[], context: ToolContext): void {
  const left = leftOf(plane.rim, line)
  const points = (left ?? line).map((p) => plane.place(p))
  context.preview({ kind: 'outline', points, closed: left !== null, closing: left !== null })
}

/** A place on the patch at rest is what its rim at rest is, mixed as it lies between the rim now. */
function trimOf({ plane, patch }: Sheet, id: string, left: readonly Flat[], context: ToolContext): Edit {
  const rest = patch.outline_mm.map(fromMm)
  const places = left.map((p) => mixed(rest, meanValue(plane.rim, p)))
  const step = Math.min(spacing, pathLength(places) / 12)
  const outline = thin(places, (p) => p, step / 2)
  return { kind: 'trim', id: context.nextId('trim'), patch: id, outline_mm: outline.map(toMm) }
}
