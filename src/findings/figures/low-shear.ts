import { toBeConfirmed } from '../band'
import { type Figure, makeFinding } from '../make-finding'

/** Shear along the wall between caval veins and lungs, and how much of the wall is hardly washed; from the 3D flow. */
export const lowShear: Figure = (input) => {
  const shear = input.flow?.connection?.wallShear
  if (!shear) return []
  const rough = 'From the velocity up to three cells off the wall: rough where a vessel has fewer than ten'
  const common = { warnings: [rough] }
  return [
    makeFinding(input, {
      ...common,
      id: 'low-shear-share',
      label: 'Wall with low shear, caval veins to lungs',
      value: 100 * shear.lowShare,
      unit: '%',
      basis: `Under ${shear.limit} Pa: the low end of a vein’s usual .1–1 Pa, recalled; no band; ${toBeConfirmed}`,
      formula: `share of the wall under ${shear.limit} Pa at the mean flow`,
      uncertainty: 10,
    }),
    makeFinding(input, {
      ...common,
      id: 'wall-shear-mean',
      label: 'Mean wall shear, caval veins to lungs',
      value: shear.mean,
      unit: 'Pa',
      basis: 'No band',
      formula: 'mean of |tau| over the wall at the mean flow',
      uncertainty: 0.3 * shear.mean,
    }),
  ]
}
