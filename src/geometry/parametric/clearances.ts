import type { GateName } from '../../heart/heart'
import type { Body } from './plans'

/** A thickness of wall between two cavities; a number is in drawn millimetres. */
export type WallKind =
  | 'vessel'
  | 'aortic-root' // vessel + .5
  | 'septum' // ventricular, thinned at the membranous septum
  | 'interatrial' // thinned at the oval fossa
  | 'membranous'
  | 'venous' // between the coronary sinus and the left atrium
  | 'junction' // between two AV valves
  | 'groove' // where fat lies between an atrium and a ventricle

/**
 * One step on the way from raw cavities to cavities with walls between them:
 * wall: `body` gives way to `from`; sleeves: the sleeves of its valves (pieces of blend 0) open again;
 * downstream: what bulges back beside a valve, upstream of its plane, goes.
 * A step that names a body or gate the heart lacks is passed over.
 */
export type Clearance =
  | {
      readonly do: 'wall'
      readonly body: Body
      readonly from: Body
      readonly wall: WallKind | number
      readonly blend: number
    }
  | { readonly do: 'sleeves'; readonly body: Body }
  | { readonly do: 'downstream'; readonly body: Body; readonly gate: GateName }

export const wallStep = (body: Body, from: Body, wall: WallKind | number, blend = 1): Clearance => ({
  do: 'wall',
  body,
  from,
  wall,
  blend,
})

/** Earlier bodies keep their room: LV, aorta, PA, RV, LA, RA; the veins and conduits of a lesion last. */
export const normalClearances: readonly Clearance[] = [
  wallStep('PA', 'aorta', 'vessel', 0.5),
  wallStep('RV', 'LV', 'septum', 2),
  wallStep('RV', 'aorta', 'aortic-root'),
  { do: 'downstream', body: 'RV', gate: 'tricuspid' },
  { do: 'sleeves', body: 'RV' },
  wallStep('RV', 'LV', 'membranous'),
  wallStep('LA', 'LV', 'junction'),
  wallStep('LA', 'aorta', 'vessel'),
  wallStep('LA', 'PA', 'vessel'),
  wallStep('LA', 'RV', 'groove'),
  { do: 'sleeves', body: 'LA' },
  wallStep('LA', 'aorta', 'vessel'),
  wallStep('RA', 'LV', 3.5),
  wallStep('RA', 'aorta', 'vessel'),
  wallStep('RA', 'PA', 'vessel'),
  wallStep('RA', 'RV', 'groove'),
  wallStep('RA', 'LA', 'interatrial'),
  { do: 'sleeves', body: 'RA' },
  wallStep('RA', 'LV', 'membranous'),
  wallStep('RA', 'aorta', 'vessel'),
  wallStep('sinus', 'LV', 'junction'),
  wallStep('sinus', 'LA', 'venous'),
  wallStep('sinus', 'RV', 'junction'),
]
