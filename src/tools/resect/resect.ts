import { toMm } from '../path'
import { strokeTool } from '../stroke'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/** Takes tissue away within a radius of the way of its loop: one resection a gesture. */
export const resect: ToolState = strokeTool({
  name: 'Resecting',
  spacing: (context) => radiusOf(context) / 2,
  over: (hit, context) => show([hit], context),
  show,
  commit(path, context) {
    context.apply({
      kind: 'resect',
      id: context.nextId('resect'),
      path_mm: path.map((h) => toMm(h.rest)),
      radius_mm: context.settings.resectRadius_mm,
    })
  },
})

const radiusOf = ({ settings }: ToolContext): number => settings.resectRadius_mm * 1e-3

function show(path: readonly ToolHit[], context: ToolContext): void {
  context.preview({ kind: 'path', points: path.map((h) => h.position), radius: radiusOf(context) })
}
