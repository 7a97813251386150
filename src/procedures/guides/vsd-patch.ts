import type { Guide } from './guide'

/** Perimembranous ventricular septal defect closed with a patch through the right atrium and the tricuspid valve. */
export const vsdPatch: Guide = {
  id: 'vsd-patch',
  name: 'VSD patch through the right atrium',
  case: 'vsd-perimembranous',
  steps: [
    {
      title: 'Open',
      text: 'Cut the free wall of the right atrium lengthways, in front of and parallel to the groove between the atria.',
      hint: 'Look from the right, take the scalpel and drag along the atrium for about 25 mm.',
      limit:
        'Stay clear of the sinus node at the upper caval vein and of the groove beside the tricuspid valve.',
      tool: 'scalpel',
      goal: { made: ['cut'], on: ['RA'] },
    },
    {
      title: 'Retract',
      text: 'Hold both lips of the cut aside.',
      hint: 'Set a stay suture on each lip and draw it outward, or push one aside with the retractor.',
      tool: 'stay',
      goal: { held: true },
    },
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
    {
      title: 'Sew',
      text: 'Sew the whole rim of the patch.',
      hint: 'Take the suture, set a pitch of 2.5 mm and tap the patch.',
      limit: 'Stitches more than 2.5 mm apart gape; shallow bites tear out.',
      tool: 'suture',
      goal: { sewn: true },
    },
    {
      title: 'Close',
      text: 'Close the right atrium.',
      hint: 'With the suture in hand, tap the cut.',
      tool: 'suture',
      goal: { made: ['close'] },
    },
  ],
}
