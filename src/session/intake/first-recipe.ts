import { type Recipe, recipeSchema } from '../../geometry/segmentation/recipe'
import type { Scan } from '../../io/scan'
import { boxToPatient, contentBox, type Histogram, proposeBlood } from './histogram'

/** The recipe that a scan starts with: blood by its histogram, cropped to what is blood where that saves much. */
export function firstRecipe(scan: Scan, histogram: Histogram): Recipe {
  const blood = proposeBlood(scan, histogram)
  return recipeSchema.parse({ version: 1, blood, ...cropTo(scan, blood), seeds: [] })
}

/** The box of the blood with a margin; nothing where it would save less than a fifth of the voxels. */
export function cropTo(scan: Scan, blood: Recipe['blood']): Pick<Recipe, 'crop'> {
  const box = contentBox(scan, blood.low, blood.high ?? Infinity)
  if (!box) return {}
  const share = [0, 1, 2].reduce((s, a) => (s * (box[1][a]! - box[0][a]! + 1)) / scan.size[a]!, 1)
  if (share > 0.8) return {}
  const { low, high } = boxToPatient(scan, box)
  return { crop: { low: [...low], high: [...high] } }
}
