import type { FindingInput, PartOpening } from './input'

const septa: readonly (readonly [string, string])[] = [
  ['LV', 'RV'],
  ['LA', 'RA'],
]

/** Openings through the ventricular and atrial septum; the valves between a ventricle and its atrium are none. */
export function septalOpenings(input: FindingInput): PartOpening[] {
  return input.openings.filter((o) =>
    septa.some(
      ([left, right]) =>
        (o.fromPart === left && o.toPart === right) || (o.fromPart === right && o.toPart === left),
    ),
  )
}
