import { Matrix4, Quaternion, Vector3 } from 'three'
import type { Vec3 } from '../core/vec3'

const upward = new Vector3(0, 1, 0)
const from = new Vector3()
const to = new Vector3()
const along = new Vector3()
const turn = new Quaternion()
const size = new Vector3()

/** Lays a cylinder of height and radius 1 (along y, middle at the origin) between two places. */
export function rodMatrix(a: Vec3, b: Vec3, radius: number, target = new Matrix4()): Matrix4 {
  from.set(...a)
  to.set(...b)
  along.subVectors(to, from)
  const length = Math.max(along.length(), 1e-6)
  turn.setFromUnitVectors(upward, along.divideScalar(length))
  return target.compose(from.add(to).multiplyScalar(0.5), turn, size.set(radius, length, radius))
}
