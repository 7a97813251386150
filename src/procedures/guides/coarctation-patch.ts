import type { Guide } from './guide'
import { sewPatch } from './shared-steps'

/** Discrete coarctation widened with a patch that is let into a slit along the aorta. */
export const coarctationPatch: Guide = {
  id: 'coarctation-patch',
  name: 'Patch over a coarctation',
  case: 'coarctation',
  steps: [
    {
      title: 'See',
      text: 'Find the waist of the aorta and read the gradient across it.',
      hint: 'Look from the left and behind; the figures name the narrowest section and the gradient.',
      goal: { seen: true },
    },
    {
      title: 'Clamp',
      text: 'Clamp the aorta above and below the waist.',
      hint: 'Take the clamp and tap the aorta on either side of the waist.',
      limit: 'The spinal cord lives from what lies below: in an operation the time of clamping counts.',
      tool: 'clamp',
      goal: { made: ['clamp'], on: ['aorta'], count: 2 },
    },
    {
      title: 'Patch',
      text: 'Let a patch into the narrow piece, well past the waist on both sides.',
      hint: 'Take the patch, choose “Widen”, and draw an outline along the aorta over the waist.',
      limit: 'The slit has to reach healthy wall at both ends; too wide a patch bulges.',
      tool: 'patch',
      goal: { made: ['patch'], on: ['aorta'] },
    },
    sewPatch,
    {
      title: 'Unclamp',
      text: 'Take both clamps off again, the lower one first.',
      hint: 'With the clamp in hand, tap each clamp.',
      limit: 'What bleeds now was not sewn tightly.',
      tool: 'clamp',
      goal: { made: ['release'], count: 2 },
    },
    {
      title: 'Judge',
      text: 'Read what is left of the gradient, and look for a narrow end.',
      hint: 'Over 20 mmHg from peak to peak counts as significant; the aim is under 10.',
      goal: { seen: true },
    },
  ],
}
