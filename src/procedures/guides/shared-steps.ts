import type { GuideStep } from './guide'

/** Holding the lips of the incision aside. */
export const retract: GuideStep = {
  title: 'Retract',
  text: 'Hold both lips of the cut aside.',
  hint: 'Set a stay suture on each lip and draw it outward, or push one aside with the retractor.',
  tool: 'stay',
  goal: { held: true },
}

/** Opening the right atrium, the way to the septum and the inlet valves. */
export const openRightAtrium: GuideStep = {
  title: 'Open',
  text: 'Cut the free wall of the right atrium lengthways, in front of and parallel to the groove between the atria.',
  hint: 'Look from the right, take the scalpel and drag along the atrium for about 25 mm.',
  limit: 'Stay clear of the sinus node at the upper caval vein and of the groove beside the tricuspid valve.',
  tool: 'scalpel',
  goal: { made: ['cut'], on: ['RA'] },
}

/** Sewing every rim that is not sewn yet. */
export const sewRim = (words: Pick<GuideStep, 'text' | 'hint'>): GuideStep => ({
  title: 'Sew',
  ...words,
  limit: 'Stitches more than 2.5 mm apart gape; shallow bites tear out.',
  tool: 'suture',
  goal: { sewn: true },
})

export const sewPatch = sewRim({
  text: 'Sew the whole rim of the patch.',
  hint: 'Take the suture, set a pitch of 2.5 mm and tap the patch.',
})

/** Closing the incision that gave access. */
export const closeAccess = (text: string): GuideStep => ({
  title: 'Close',
  text,
  hint: 'With the suture in hand, tap the cut.',
  tool: 'suture',
  goal: { made: ['close'] },
})
