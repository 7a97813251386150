import { mm } from '../../core/units'
import { add, scale, subtract } from '../../core/vec3'
import { planeSection } from '../../geometry/plane-section'
import type { Gate, Heart } from '../../heart/heart'

/** Of women 23 ± 2 mm, of men 26 ± 3 mm: Lang et al., J. Am. Soc. Echocardiogr. 28, 2015. Two deviations below, metres. */
const leastAorticRing = 19 * mm

/**
 * A heart whose gates have the area of the smooth lumen in their plane: cells in contact leave out the half cell beside
 * the wall, which is an eighth of a ring of 16 mm. Only where walls bound that section all round. A ring that is
 * narrower than an adult's is named in `warnings`.
 */
export function withMeasuredRings(heart: Heart, warnings: string[]): Heart {
  const gates = heart.gates.map((g) => ({ ...g, ...ringOf(heart, g) }))
  const landmarks = heart.landmarks.map((mark) => {
    const n = gates.findIndex((g) => mark.id === `annulus-${g.id}`)
    const [now, before] = [gates[n], heart.gates[n]]
    if (!now || !before) return mark
    const grown = Math.sqrt(now.area / before.area)
    const points = mark.points.map((p) => add(now.centre, scale(subtract(p, now.centre), grown)))
    return { ...mark, points }
  })
  const aortic = gates.find((g) => g.id === 'aortic')
  const across = aortic ? 2 * Math.sqrt(aortic.area / Math.PI) : leastAorticRing
  if (aortic && across < leastAorticRing)
    warnings.push(
      `The model’s way from the left ventricle into the aorta is ${(across / mm).toFixed(0)} mm across at the valve (${(aortic.area / mm ** 2).toFixed(0)} mm²), less than an adult’s 19 to 32 mm: the gradient across it is the model’s, not a patient’s.`,
    )
  return { ...heart, gates, landmarks }
}

function ringOf({ frame, lumen }: Heart, gate: Gate): Pick<Gate, 'area' | 'radius'> {
  const own = planeSection(frame, lumen, gate.centre, gate.normal, gate.radius + frame.spacing)
  const wide = planeSection(frame, lumen, gate.centre, gate.normal, 2 * gate.radius)
  const bounded = own && wide && wide.area < 1.02 * own.area && own.area > gate.area
  return bounded ? { area: own.area, radius: Math.max(gate.radius, own.radius) } : gate
}
