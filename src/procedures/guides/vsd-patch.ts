import type { Guide } from './guide'
import { closeAccess, openRightAtrium, retract, sewPatch } from './shared-steps'

/** Perimembranous ventricular septal defect closed with a patch through the right atrium and the tricuspid valve. */
export const vsdPatch: Guide = {
  id: 'vsd-patch',
  name: 'VSD patch through the right atrium',
  case: 'vsd-perimembranous',
  steps: [
    openRightAtrium,
    retract,
    {
      title: 'See',
      text: 'Look through the tricuspid valve: find the whole rim of the defect and where the conduction axis runs.',
      hint: 'Come nearer with the wheel; the section of the view shows what the valve hides.',
      limit: 'The conduction axis runs along the lower back rim, on the left side of the crest.',
      goal: { seen: true },
    },
    {
      title: 'Patch',
      text: 'Lay a patch over the defect, a little larger than it.',
      hint: 'Take the patch and tap beside the defect; it finds the rim by itself.',
      limit:
        'Keep the outline more than 2 mm from the conduction axis and off the hinge of the aortic valve.',
      tool: 'patch',
      goal: { made: ['patch'], near: { landmark: 'vsd-centre', within_mm: 16 } },
    },
    sewPatch,
    closeAccess('Close the right atrium.'),
  ],
}
