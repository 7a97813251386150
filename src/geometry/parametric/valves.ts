import type { LeafletPlan } from './leaflets'
import { at, gatePlans } from './skeleton'

/** The leaflets of the normal mitral (anterior, and the three scallops of the posterior) and tricuspid valve. */
export const normalLeaflets: readonly LeafletPlan[] = [
  {
    gate: 'mitral',
    towards: gatePlans.aortic.centre,
    leaflets: [
      { middle: 0, halfWidth: 68, depth: 12.5 },
      { middle: 180, halfWidth: 42, depth: 8.5 },
      { middle: 108, halfWidth: 38, depth: 7 },
      { middle: 252, halfWidth: 38, depth: 7 },
    ],
    chordae: [
      { tip: at(-7, 6.5, 27), angles: [310, 240] },
      { tip: at(-1.5, -8.5, 27), angles: [50, 120] },
    ],
  },
  {
    gate: 'tricuspid',
    towards: gatePlans.mitral.centre,
    leaflets: [
      { middle: 0, halfWidth: 52, depth: 7.5 },
      { middle: 115, halfWidth: 60, depth: 12 },
      { middle: 237, halfWidth: 58, depth: 9 },
    ],
    chordae: [
      { tip: at(33, 3, 25), angles: [90, 150] },
      { tip: at(30, -12, 25), angles: [210, 265] },
      { tip: at(25, 4, 21), angles: [30] },
    ],
  },
]
