import { say } from '../../core/language'
import type { EditOf } from '../../heart/edit'
import { OutlineDesign } from '../outline/outline-design'
import { OutlineIdle, type OutlinePurpose, tapWithin } from '../outline/outlining'
import { Shaping, showDesign } from '../outline/shaping'
import { pathLength, toMm } from '../path'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/**
 * Lays a patch on an outline: tap its points, or draw it in one stroke, or tap beside an opening and its rim is
 * taken. Laid as soon as the outline is closed, or shaped before by points on a smooth curve, as is set.
 */
const purpose: OutlinePurpose = {
  takesRims: true,
  closed(outline, how, context) {
    if (tooSmall(outline)) {
      context.preview(null)
      context.notify(say('This outline is too small for a patch'))
      return idle
    }
    if (context.settings.outline === 'at once') return lay(outline, context)
    const design = OutlineDesign.from(outline, how, { shaped: false, edit: patchOn, oversize, words })
    showDesign(design, null, context)
    return new Shaping(idle, [design])
  },
}

export const tooSmall = (outline: readonly ToolHit[]): boolean =>
  outline.length < 3 || pathLength(outline.map((h) => h.rest)) < 3 * tapWithin

function lay(outline: readonly ToolHit[], context: ToolContext): ToolState {
  context.preview(null)
  context.apply(
    patchOn(
      outline.map((h) => toMm(h.rest)),
      [],
      context,
    ),
  )
  return idle
}

const oversize = ({ settings }: ToolContext): number =>
  settings.patchMode === 'cover' ? settings.patchOversize : 0

const words = ({ settings }: ToolContext): string =>
  settings.patchMode === 'widen'
    ? say('{mm} mm wide at most', { mm: settings.patchWidth_mm })
    : say('{percent} % oversize', { percent: Math.round(settings.patchOversize * 100) })

function patchOn(
  outline_mm: [number, number, number][],
  _shape: readonly unknown[],
  context: ToolContext,
): EditOf<'patch'> {
  const { patchMaterial, patchOversize, patchMode, patchWidth_mm } = context.settings
  return {
    kind: 'patch',
    id: context.nextId('patch'),
    outline_mm,
    material: patchMaterial,
    oversize: patchOversize,
    mode: patchMode,
    ...(patchMode === 'widen' ? { width_mm: patchWidth_mm } : {}),
  }
}

const idle = new OutlineIdle(purpose)
export const patch: ToolState = idle
