import { say } from '../../core/language'
import type { EditOf } from '../../heart/edit'
import { OutlineDesign } from '../outline/outline-design'
import { OutlineIdle, type OutlinePurpose } from '../outline/outlining'
import { Shaping, showDesign } from '../outline/shaping'
import { tooSmall } from '../patch/patch'
import type { ToolContext, ToolState } from '../tool'

/**
 * Designs a baffle: its outline on tissue, then points that draw its surface up into a tunnel. It can be changed in
 * every way until it is made.
 */
const purpose: OutlinePurpose = {
  takesRims: false,
  closed(outline, how, context) {
    context.preview(null)
    if (tooSmall(outline)) {
      context.notify(say('This outline is too small for a baffle'))
      return idle
    }
    const design = OutlineDesign.from(outline, how, { shaped: true, edit: baffleOn })
    showDesign(design, null, context)
    return new Shaping(idle, [design])
  },
}

function baffleOn(
  outline_mm: [number, number, number][],
  shape_mm: [number, number, number][],
  context: ToolContext,
): EditOf<'baffle'> {
  const { patchMaterial: material } = context.settings
  return { kind: 'baffle', id: context.nextId('baffle'), outline_mm, shape_mm, material }
}

const idle = new OutlineIdle(purpose)
export const baffle: ToolState = idle
