import type { Guide } from './guide'
import { closeAccess, openRightAtrium, retract, sewRim } from './shared-steps'

/**
 * Complete atrioventricular septal defect, repaired with two patches: one below the common valve, one above it, and the
 * cleft of the left valve sewn. The order is the usual one (recalled; a clinical lead has to confirm it). A defect deeper
 * than 10.9 mm below the valve speaks against the modified single patch (the clinical page).
 */
export const avsdTwoPatches: Guide = {
  id: 'avsd-two-patches',
  name: 'Two-patch repair of an atrioventricular septal defect',
  case: 'avsd-complete',
  steps: [
    openRightAtrium,
    retract,
    {
      title: 'See',
      text: 'Find the one valve that bridges both sides, the hole above it and the hole below it.',
      hint: 'Come nearer with the wheel; the section of the view shows the hole below the leaflets.',
      limit: 'The conduction axis runs lower than usual: from the coronary sinus along the lower back rim.',
      goal: { seen: true },
    },
    {
      title: 'Lower patch',
      text: 'Lay a patch over the hole below the valve, on the right side of the septum.',
      hint: 'Take the patch and draw an outline: along the leaflets above, on the septum 3 mm beyond the rim below.',
      limit: 'At the lower back corner stay on the right face of the septum, away from the rim.',
      tool: 'patch',
      goal: { made: ['patch'], near: { landmark: 'vsd-centre', within_mm: 16 } },
    },
    {
      title: 'Cleft',
      text: 'Sew the cleft of the left valve, from the septum towards its middle.',
      hint: 'Take the suture and set stitches 2 mm apart along the gap between the two bridging leaflets.',
      limit: 'Sewn too far, the valve becomes narrow: watch its mean gradient.',
      tool: 'suture',
      goal: { made: ['suture'], near: { landmark: 'asd-centre', within_mm: 12 } },
    },
    {
      title: 'Upper patch',
      text: 'Lay a second patch over the hole above the valve.',
      hint: 'Take the patch and draw an outline on the right side of the septum, along the leaflets below.',
      limit: 'Keep the mouth of the coronary sinus and the conduction axis outside of the stitches.',
      tool: 'patch',
      goal: { made: ['patch'], near: { landmark: 'asd-centre', within_mm: 16 }, count: 2 },
    },
    sewRim({
      text: 'Sew the whole rim of both patches.',
      hint: 'Take the suture, set a pitch of 2.5 mm and tap each patch.',
    }),
    closeAccess('Close the right atrium.'),
    {
      title: 'Judge',
      text: 'Read what is left: holes, leak and gradient of the left valve, the way to the aorta.',
      hint: 'The way out of the left ventricle is long and narrow in this heart; a gradient there is common.',
      goal: { seen: true },
    },
  ],
}
