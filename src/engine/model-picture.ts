import { cellCount } from '../core/lattice'
import type { HeartCase } from '../geometry/parametric/heart-case'
import { linearScale } from '../geometry/parametric/heart-parameters'
import { parametricHeart } from '../geometry/parametric/parametric-heart'
import { tissueSurface } from '../geometry/tissue-surface'
import type { Heart } from '../heart/heart'
import type { ModelPicture } from './modeller-protocol'

/** Edge of a cell of a picture for the heart of a six-year-old, metres; it grows with the heart. */
const pictureSpacing = 2.2e-3

/** The heart of a case on a coarse lattice, as a surface with the structure of each vertex. */
export function modelPicture(from: HeartCase): ModelPicture {
  const heart = parametricHeart(from, pictureSpacing * linearScale(from.heart))
  return {
    ...tissueSurface(heart),
    structures: heart.structures,
    volumes: volumesOf(heart),
    warnings: heart.warnings,
  }
}

function volumesOf({ frame, labels, structures }: Heart): Record<string, number> {
  const counts = new Uint32Array(256)
  for (let n = 0; n < cellCount(frame); n++) counts[labels[n] as number]!++
  const blood = structures.filter((s) => s.kind === 'blood' && counts[s.id])
  return Object.fromEntries(blood.map((s) => [s.name, (counts[s.id] as number) * frame.spacing ** 3]))
}
