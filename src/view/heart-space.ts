import { Matrix4, Quaternion, Vector3 } from 'three'
import { create } from 'zustand'
import type { Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'

/** How the heart lies in the room: metres, unit quaternion (x, y, z, w), and how many times life size. */
export interface HeartPose {
  readonly position: Vec3
  readonly quaternion: readonly [number, number, number, number]
  readonly scale: number
}

export interface HeartSpace extends HeartPose {
  /** Point of patient space (metres) that lies at `position`. */
  readonly centre: Vec3
  /** Radius of the ball round `centre` that holds the tissue, metres, at life size. */
  readonly radius: number
}

/** Patient LPS to three's y-up: (left, back, head) becomes (x, -z, y), so the front of the heart faces +z. */
const lpsToYUp = new Matrix4().set(1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1)

const home: HeartSpace = {
  position: [0, 0, 0],
  quaternion: [0, 0, 0, 1],
  scale: 1,
  centre: [0, 0, 0],
  radius: 0.06,
}

/** Where the heart is; moved by two hands in the headset, never by the simulation. */
export const useHeartSpace = create<HeartSpace>(() => home)

const placeOf = new Vector3()
const turnOf = new Quaternion()
const sizeOf = new Vector3()
const middleOf = new Matrix4()

/** Metres of patient space to metres of the room. Given a target it makes no object: it is called every frame. */
export function patientToWorld(
  space: HeartSpace = useHeartSpace.getState(),
  target = new Matrix4(),
): Matrix4 {
  const { position, quaternion, scale, centre } = space
  placeOf.set(position[0], position[1], position[2])
  turnOf.set(quaternion[0], quaternion[1], quaternion[2], quaternion[3])
  sizeOf.setScalar(scale)
  return target
    .compose(placeOf, turnOf, sizeOf)
    .multiply(lpsToYUp)
    .multiply(middleOf.makeTranslation(-centre[0], -centre[1], -centre[2]))
}

/** Metres of the room to metres of patient space. */
export const worldToPatient = (
  space: HeartSpace = useHeartSpace.getState(),
  target = new Matrix4(),
): Matrix4 => patientToWorld(space, target).invert()

export function movePose(pose: Partial<HeartPose>): void {
  useHeartSpace.setState(pose)
}

/** Puts the middle of the tissue of a newly opened heart at the pose that the heart already has. */
export function centreOn(heart: Heart): void {
  useHeartSpace.setState(tissueBall(heart))
}

/** Bounding box centre and half diagonal of the tissue, metres. */
export function tissueBall(heart: Heart): { centre: Vec3; radius: number } {
  const { size, spacing, origin } = heart.frame
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  let n = 0
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, n++) {
        if (heart.tissue[n]! > 0) continue
        const cell = [i, j, k]
        for (let a = 0; a < 3; a++) {
          low[a] = Math.min(low[a]!, cell[a]!)
          high[a] = Math.max(high[a]!, cell[a]!)
        }
      }
  if (low[0]! > high[0]!) return { centre: origin, radius: home.radius }
  const at = (a: number) => origin[a]! + (spacing * (low[a]! + high[a]!)) / 2
  const half = low.map((l, a) => (spacing * (high[a]! - l + 1)) / 2)
  return { centre: [at(0), at(1), at(2)], radius: Math.hypot(...half) }
}
