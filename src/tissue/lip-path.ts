import { distance, mix, scale, type Vec3 } from '../core/vec3'
import { sampler } from './field'
import type { TissueTopology } from './topology'

/** How closely the way into the tissue is looked for along the blade, metres. */
const step = 0.25e-3

/**
 * The line along which a blade entered the tissue, where its lips are sewn: of each position of the blade the first
 * place in tissue from its outer end on. Positions that pass it by are left out. The blade's middle would not do: a
 * blade that goes far beyond a thin wall has its middle in the blood.
 * @param blade_mm positions of the blade at rest, outer end first, millimetres
 * @returns places at rest, metres
 */
export function lipPath(
  { model, distance: field }: TissueTopology,
  blade_mm: readonly (readonly [Vec3, Vec3])[],
): Vec3[] {
  const depth = sampler(model.heart.frame, field)
  return blade_mm.flatMap(([a, b]) => {
    const [outer, inner] = [scale(a, 1e-3), scale(b, 1e-3)]
    const count = Math.max(1, Math.ceil(distance(outer, inner) / step))
    for (let n = 0; n <= count; n++) {
      const place = mix(outer, inner, n / count)
      if (depth(...place) < 0) return [place]
    }
    return []
  })
}
