import { mm } from '../../core/units'
import { add, scale, tangents, type Vec3 } from '../../core/vec3'
import type { Landmark } from '../../heart/heart'
import type { Anatomy } from './anatomy'
import type { HeartParameters } from './heart-parameters'

/** @param unit metres per millimetre of the drawn heart */
export function landmarks(shape: Anatomy, parameters: HeartParameters, unit: number): Landmark[] {
  const hole = (parameters.vsdDiameter_mm / 2) * mm
  const mark = (id: string, name: string, points: readonly Vec3[]): Landmark => ({
    id,
    name,
    points: points.map((p) => scale(p, unit)),
  })
  const annuli = Object.values(shape.gates).map((g) =>
    mark(
      `annulus-${g.id}`,
      `${g.id[0]?.toUpperCase()}${g.id.slice(1)} annulus`,
      circle(g.centre, g.normal, g.radius),
    ),
  )
  const { axis, leftBundle, rightBundle } = shape.conduction
  const defect = [
    mark('vsd-centre', 'Centre of the septal defect', [shape.defect.centre]),
    mark('vsd-rim', 'Rim of the septal defect', circle(shape.defect.centre, shape.defect.axis, hole / unit)),
  ]
  return [
    ...annuli,
    mark('septum-centre', 'Membranous septum', [shape.defect.centre]),
    mark('fossa-ovalis', 'Oval fossa', [shape.fossa.centre]),
    ...(hole > 0 ? defect : []),
    mark('conduction-axis', 'Conduction axis (estimated)', axis(hole / unit)),
    mark('left-bundle-branch', 'Left bundle branch (estimated)', leftBundle(hole / unit)),
    mark('right-bundle-branch', 'Right bundle branch (estimated)', rightBundle(hole / unit)),
    mark('coronary-ostium-left', 'Left coronary ostium', [shape.coronaryOstia.left]),
    mark('coronary-ostium-right', 'Right coronary ostium', [shape.coronaryOstia.right]),
  ]
}

const circle = (centre: Vec3, normal: Vec3, radius: number, count = 24): Vec3[] => {
  const [s, t] = tangents(normal)
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return add(centre, add(scale(s, radius * Math.cos(angle)), scale(t, radius * Math.sin(angle))))
  })
}
