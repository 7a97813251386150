import { BufferGeometry, CatmullRomCurve3, Float32BufferAttribute, TubeGeometry, Vector3 } from 'three'
import { add, scale, tangents, type Vec3 } from '../../core/vec3'

const vectors = (points: readonly Vec3[]): Vector3[] => points.map((p) => new Vector3(...p))

/** A thread of the given radius through two or more points, metres. */
export function thread(points: readonly Vec3[], radius: number, closed = false): BufferGeometry {
  const apart = points.filter(
    (p, i) => i === 0 || new Vector3(...p).distanceTo(new Vector3(...points[i - 1]!)) > 1e-5,
  )
  if (apart.length < 2) return new BufferGeometry()
  const curve = new CatmullRomCurve3(vectors(apart), closed, 'centripetal')
  return new TubeGeometry(curve, Math.min(8 * apart.length, 400), radius, 6, closed)
}

/** The sheet that a blade sweeps: quadrilaterals between its successive positions. */
export function bladeSheet(blade: readonly (readonly [Vec3, Vec3])[]): BufferGeometry {
  const geometry = new BufferGeometry()
  const corners = blade.flatMap(([outer, inner]) => [...outer, ...inner])
  geometry.setAttribute('position', new Float32BufferAttribute(corners, 3))
  const index: number[] = []
  for (let i = 0; i + 1 < blade.length; i++) {
    const o = 2 * i
    index.push(o, o + 1, o + 2, o + 1, o + 3, o + 2)
  }
  geometry.setIndex(index)
  return geometry
}

/** Points of a circle, metres. */
export function circle(centre: Vec3, normal: Vec3, radius: number, corners = 40): Vec3[] {
  const [u, v] = tangents(normal)
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners
    return add(centre, add(scale(u, radius * Math.cos(angle)), scale(v, radius * Math.sin(angle))))
  })
}
