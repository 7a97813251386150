import { say } from '../../core/language'
import { pathLength, toMm } from '../path'
import { strokeTool } from '../stroke'
import type { ToolContext, ToolState } from '../tool'

/** A drag longer than this draws a line; a shorter one is a tap, metres. */
const tapWithin = 3e-3
const spacing = 1e-3

/** Writes on tissue: a tap sets the note that was written, a stroke draws a line. Changes nothing. */
export const note: ToolState = strokeTool({
  name: 'Writing',
  spacing: () => spacing,
  over: (hit, context) =>
    context.preview({ kind: 'reading', position: hit.position, lines: [wordsOf(context)] }),
  show: (line, context) =>
    context.preview({ kind: 'path', points: line.map((h) => h.position), radius: 0.35e-3 }),
  commit(line, context) {
    if (pathLength(line.map((h) => h.position)) > tapWithin) {
      const path_mm = line.map((h) => toMm(h.rest))
      context.annotate({ kind: 'line', id: context.nextAnnotationId('line'), path_mm })
    } else {
      const at_mm = toMm(line[0]!.rest)
      context.annotate({ kind: 'note', id: context.nextAnnotationId('note'), at_mm, text: wordsOf(context) })
    }
  },
})

const wordsOf = ({ settings }: ToolContext): string => settings.noteText.trim().slice(0, 200) || say('Here')
