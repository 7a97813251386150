import { say } from '../../core/language'
import { distance, type Vec3 } from '../../core/vec3'
import type { Edit } from '../../heart/edit'
import { everyAlong, fromMm, pathLength, toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import { strokeTool } from '../stroke'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { type LetInPlace, letInAt } from './let-in'
import { cutAlong, cutAt, cutPath, patchAt } from './seam'
import { stitchPlace } from './stitch-place'

/** A drag shorter than this is a tap, metres. */
const tapWithin = 3e-3

/** The needle at rest: over tissue, or over a patch let into a wall, beside which there is none. */
class Needle implements ToolState {
  readonly name = 'Idle'
  constructor(private readonly resting: ToolState) {}

  reaches(event: PoseEvent, context: ToolContext): boolean {
    return letInAt(event, context) !== null
  }

  on(event: PoseEvent, context: ToolContext): ToolState {
    const aimed = sewable(context.pick(event), context) ? null : letInAt(event, context)
    if (!aimed) {
      const next = this.resting.on(event, context)
      return next === this.resting ? this : next
    }
    showStitches(rimPlaces(aimed, context), context)
    return event.phase === 'down' ? new AtRim(aimed, this) : this
  }
}

/** Pressed on the rim of a patch that was let in. */
class AtRim implements ToolState {
  readonly name = 'Sewing'
  constructor(
    private readonly at: LetInPlace,
    private readonly idle: ToolState,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (!isLetGo(event)) return this
    context.preview(null)
    const { patch, place } = this.at
    const one = context.settings.sewing === 'one by one'
    const edit = stitches(context, one ? [toMm(place)] : [], patch.id)
    context.apply(edit.kind === 'suture' && one ? { ...edit, technique: 'interrupted' } : edit)
    return this.idle
  }
}

const sewable = (hit: ToolHit | null, { edits }: ToolContext): boolean =>
  hit !== null && (patchAt(edits, hit.rest) !== null || cutAt(edits, hit.rest) !== null)

const rimPlaces = ({ patch, place }: LetInPlace, { settings }: ToolContext): Vec3[] =>
  settings.sewing === 'one by one'
    ? [place]
    : everyAlong(patch.outline_mm.map(fromMm), settings.pitch_mm * 1e-3, true)

/** Shows where the needle would go in, before it does. */
function promise(hit: ToolHit, context: ToolContext): void {
  if (context.settings.sewing === 'one by one' && promiseOne(hit, context)) return
  const patch = patchAt(context.edits, hit.rest)
  const cut = patch ? null : cutAt(context.edits, hit.rest)
  const pitch = context.settings.pitch_mm * 1e-3
  const line = patch ? patch.outline_mm.map(fromMm) : cut ? cutPath(cut) : null
  if (!line) {
    context.preview({ kind: 'touch', position: hit.position, normal: hit.normal })
    return
  }
  const points = everyAlong(line, pitch, !!patch).map((p) => context.nearest(p, 6e-3)?.position ?? p)
  showStitches(points, context, cut?.id)
}

/** Where the needle goes in and at what pitch. A cut is closed with interrupted stitches, whatever is set. */
function showStitches(points: readonly Vec3[], context: ToolContext, closes?: string): void {
  const { technique, pitch_mm, bite_mm } = context.settings
  const running = !closes && technique === 'running'
  const what = closes
    ? say('Closes {cut}, interrupted', { cut: closes })
    : running
      ? say('Running')
      : say('Interrupted')
  context.preview({
    kind: 'stitches',
    points,
    running,
    label: say('{what}, {count} × {pitch} mm, bite {bite} mm', {
      what,
      count: points.length,
      pitch: pitch_mm,
      bite: bite_mm,
    }),
  })
}

function atTap(hit: ToolHit, context: ToolContext): Edit | null {
  if (context.settings.sewing === 'one by one') return oneStitch(hit, context)
  const patch = patchAt(context.edits, hit.rest)
  if (patch) return stitches(context, [], patch.id)
  const cut = cutAt(context.edits, hit.rest)
  return cut ? closing(context, cut.id) : null
}

function alongLine(line: readonly ToolHit[], context: ToolContext): Edit {
  const places = line.map((h) => h.rest)
  const cut = cutAlong(context.edits, places)
  if (cut) return closing(context, cut.id)
  const patches = new Set(places.map((p) => patchAt(context.edits, p)?.id))
  const [only] = patches
  return stitches(context, places.map(toMm), patches.size === 1 ? only : undefined)
}

/** Interrupted stitches where the needle is: those of the rim within its reach, or one across a cut. */
function oneStitch(hit: ToolHit, context: ToolContext): Edit | null {
  const place = stitchPlace(hit, context)
  if (!place) return null
  const edit = stitches(context, place.path.map(toMm), place.patch)
  return edit.kind === 'suture' ? { ...edit, technique: 'interrupted' } : edit
}

/** Shows it, with the way to the stitch before; false where none can be set. */
function promiseOne(hit: ToolHit, context: ToolContext): boolean {
  const place = stitchPlace(hit, context)
  if (!place) return false
  const { pitch_mm, bite_mm } = context.settings
  const last = context.edits.at(-1)
  const before = last?.kind === 'suture' ? last.path_mm.at(-1) : undefined
  const gap = before && distance(fromMm(before), place.path[0]!) * 1e3
  const points = place.stitches.map((p) => context.nearest(p, 6e-3)?.position ?? p)
  const words = gap
    ? say('{gap} mm from the last (set: {pitch}), bite {bite} mm', {
        gap: gap.toFixed(1),
        pitch: pitch_mm,
        bite: bite_mm,
      })
    : say('Bite {bite} mm', { bite: bite_mm })
  context.preview({ kind: 'stitches', points, running: false, label: words })
  return true
}

const closing = (context: ToolContext, cut: string): Edit => ({
  kind: 'close',
  id: context.nextId('close'),
  cut,
  pitch_mm: context.settings.pitch_mm,
})

function stitches(context: ToolContext, path_mm: [number, number, number][], patch?: string): Edit {
  const { technique, pitch_mm, bite_mm } = context.settings
  const id = context.nextId('suture')
  return { kind: 'suture', id, ...(patch ? { patch } : {}), path_mm, technique, pitch_mm, bite_mm }
}

/**
 * Sews: a tap on a patch sews its whole rim, a tap beside a cut closes it, a line along a cut closes that cut, along
 * a rim sews that part of it, and any other line draws the tissue on both sides of it together.
 */
export const suture: ToolState = strokeTool(
  {
    name: 'Sewing',
    spacing: () => 1e-3,
    over: promise,
    show(line, context) {
      const pitch = context.settings.pitch_mm * 1e-3
      const closes = cutAlong(
        context.edits,
        line.map((h) => h.rest),
      )
      showStitches(
        everyAlong(
          line.map((h) => h.position),
          pitch,
          false,
        ),
        context,
        closes?.id,
      )
    },
    commit(line, context) {
      const drawn = pathLength(line.map((h) => h.rest)) > tapWithin
      const edit = drawn ? alongLine(line, context) : atTap(line[0]!, context)
      if (edit) context.apply(edit)
      else context.notify(say('Tap a patch or a cut, or draw the stitch line along it'))
    },
  },
  (resting) => new Needle(resting),
)
