import { add, cross, length, scale, subtract, type Vec3 } from '../core/vec3'
import { type TriangleMesh, triangleCorners } from './triangle-mesh'

/** Sum of the triangles' vector areas, and of their areas (the mesh's unit squared), and the area-weighted middle. */
export function meshArea(mesh: TriangleMesh): { vector: Vec3; area: number; centre: Vec3 } {
  const c = new Float64Array(9)
  let vector: Vec3 = [0, 0, 0]
  let centre: Vec3 = [0, 0, 0]
  let area = 0
  for (let t = 0; t < mesh.triangles.length / 3; t++) {
    triangleCorners(mesh, t, c)
    const [p, q, r] = [0, 3, 6].map((n) => [c[n], c[n + 1], c[n + 2]] as unknown as Vec3) as [
      Vec3,
      Vec3,
      Vec3,
    ]
    const v = scale(cross(subtract(q, p), subtract(r, p)), 0.5)
    vector = add(vector, v)
    area += length(v)
    centre = add(centre, scale(add(p, add(q, r)), length(v) / 3))
  }
  return { vector, area, centre: scale(centre, 1 / Math.max(area, 1e-30)) }
}
