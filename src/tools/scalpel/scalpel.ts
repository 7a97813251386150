import { pathLength } from '../path'
import type { Preview } from '../preview'
import { strokeTool } from '../stroke'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { bladeAtRest, bladeNow, depthInWords } from './blade'

const shortest = 2e-3
const spacing = 1e-3
/** A blade that jumps farther than this between two moves has left the tissue in between, metres. */
const farthest = 12e-3

/** Cuts where it is drawn along the tissue: one cut a gesture. */
export const scalpel: ToolState = strokeTool({
  name: 'Cutting',
  spacing: () => spacing,
  farthest,
  over: (hit, context) => context.preview(touch(hit, context)),
  show(path, context) {
    const depth = depthInWords(context, path.at(-1)!)
    context.preview({ kind: 'cut', blade: bladeNow(context, path), depth })
  },
  commit(path, context) {
    if (pathLength(path.map((h) => h.rest)) < shortest)
      context.notify('Draw the blade along the tissue to cut it')
    else context.apply({ kind: 'cut', id: context.nextId('cut'), blade_mm: bladeAtRest(context, path) })
  },
})

/** With a set depth, how far in the blade would go. */
function touch(hit: ToolHit, context: ToolContext): Preview {
  const { bladeDepth_mm } = context.settings
  const { position, normal } = hit
  if (bladeDepth_mm === null) return { kind: 'touch', position, normal }
  const depth = { metres: bladeDepth_mm * 1e-3, label: depthInWords(context, hit) }
  return { kind: 'touch', position, normal, depth }
}
