import { say } from '../../core/language'
import { hover } from '../hover'
import { pathLength, thin, toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { sweep } from '../sweep'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/** A drag longer than this draws a line; a shorter one is a tap, metres. */
const tapWithin = 3e-3
const spacing = 1e-3

/** Writes on tissue: a tap sets the note that was written, a stroke draws a line. Changes nothing. */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = hover(event, context)
    if (hit) context.preview({ kind: 'reading', position: hit.position, lines: [wordsOf(context)] })
    return event.phase === 'down' && hit ? new Writing(event, [hit]) : this
  }
}

class Writing implements ToolState {
  readonly name = 'Writing'
  constructor(
    private readonly last: PoseEvent,
    private readonly line: readonly ToolHit[],
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const hits = sweep(this.last, event, this.line.at(-1)!.position).map((e) => context.pick(e))
    const line = thin([...this.line, ...hits.filter((h) => h !== null)], (h) => h.rest, spacing)
    if (event.phase === 'up' || event.phase === 'finish') return write(line, context)
    context.preview({ kind: 'path', points: line.map((h) => h.position), radius: 0.35e-3 })
    return new Writing(event, line)
  }
}

function write(line: readonly ToolHit[], context: ToolContext): ToolState {
  context.preview(null)
  if (pathLength(line.map((h) => h.position)) > tapWithin) {
    const path_mm = line.map((h) => toMm(h.rest))
    context.annotate({ kind: 'line', id: context.nextAnnotationId('line'), path_mm })
  } else {
    const at_mm = toMm(line[0]!.rest)
    context.annotate({ kind: 'note', id: context.nextAnnotationId('note'), at_mm, text: wordsOf(context) })
  }
  return idle
}

const wordsOf = ({ settings }: ToolContext): string => settings.noteText.trim().slice(0, 200) || say('Here')

const idle = new Idle()
export const note: ToolState = idle
