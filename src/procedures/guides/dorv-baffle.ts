import type { Guide } from './guide'
import { closeAccess, retract, sewRim } from './shared-steps'

/** Double-outlet right ventricle with a subaortic defect: a tunnel from the left ventricle to the aorta. */
export const dorvBaffle: Guide = {
  id: 'dorv-baffle',
  name: 'Tunnel from the left ventricle to the aorta',
  case: 'double-outlet',
  steps: [
    {
      title: 'Open',
      text: 'Cut the free wall of the right ventricle, below its outlet, or the right atrium.',
      hint: 'Take the scalpel and drag along the front of the right ventricle for about 20 mm.',
      limit: 'Leave the coronary arteries that cross the outlet alone.',
      tool: 'scalpel',
      goal: { made: ['cut'], on: ['RV', 'RA'] },
    },
    retract,
    {
      title: 'See',
      text: 'Follow the way from the defect to the aorta: is it free of the tricuspid valve, and wide enough?',
      hint: 'Compare the figure for the left ventricle’s way out with the ring of the aortic valve.',
      limit: 'A way out narrower than the aortic ring asks for a larger defect or less outlet septum.',
      goal: { seen: true },
    },
    {
      title: 'Tunnel',
      text: 'Draw the outline of the tunnel round the defect and round the aortic valve, and let it bulge.',
      hint: 'Take the baffle and draw the outline on the wall; a shape point lifts its roof.',
      limit: 'Leave the tricuspid valve, the way to the lungs and the conduction axis outside of it.',
      tool: 'baffle',
      goal: { made: ['baffle'] },
    },
    sewRim({
      text: 'Sew the whole rim of the tunnel.',
      hint: 'Take the suture, set a pitch of 2.5 mm and tap the tunnel.',
    }),
    closeAccess('Close the cut that gave access.'),
  ],
}
