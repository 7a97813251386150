import { Matrix4, Quaternion, Vector3 } from 'three'
import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { type AnatomicalViewName, anatomicalView, anatomicalViewNames } from '../geometry/anatomical-views'
import type { Heart } from '../heart/heart'
import type { Viewpoint } from '../heart/viewpoint'
import { type HeartPose, type HeartSpace, patientToWorld } from './heart-space'
import { type Clip, clipAxes, type ViewName } from './view-state'

/** Where one looks from and at what: patient space, metres. */
export interface Look {
  readonly eye: Vec3
  readonly target: Vec3
  /** Unit vector that is up in the picture. */
  readonly up: Vec3
}

/** Where the eye stands for the plain views, as a direction from the heart (LPS: left, back, head). */
const sides: Record<'front' | 'back' | 'left' | 'right', Vec3> = {
  front: [0.25, -1, 0.12],
  back: [0, 1, 0.1],
  left: [1, -0.1, 0.1],
  right: [-1, -0.1, 0.1],
}
const head: Vec3 = [0, 0, 1]

export type OutsideView = Exclude<ViewName, 'inside' | 'outside'>
const isAnatomical = (view: OutsideView): view is AnatomicalViewName =>
  (anatomicalViewNames as readonly string[]).includes(view)

/** A look from a named side, and the section it wants. A heart without what an anatomical view needs is seen from the front. */
export function namedLook(
  heart: Heart,
  view: OutsideView,
  space: Pick<HeartSpace, 'centre' | 'radius'>,
  away: number,
): { look: Look; section: Clip | null } {
  const anatomical = isAnatomical(view) ? anatomicalView(heart, view) : null
  if (!anatomical) {
    const direction = normalize(isAnatomical(view) ? sides.front : sides[view])
    const target = space.centre
    return { look: { eye: add(target, scale(direction, away)), target, up: head }, section: null }
  }
  const { up, section } = anatomical
  const target = view === 'surgeon' ? space.centre : anatomical.target
  const look = { eye: add(target, scale(anatomical.away, away)), target, up }
  return { look, section: section && sectionAt(section, anatomical.away, space) }
}

/** The section through a place that cuts away what lies on the side of the eye. */
function sectionAt(place: Vec3, away: Vec3, { centre, radius }: Pick<HeartSpace, 'centre' | 'radius'>): Clip {
  const normal = scale(away, -1)
  return { axis: 'view', normal, offset: dot(normal, subtract(place, centre)) / radius }
}

/** Eye, target and up in the room, for a camera. */
export function inRoom({ eye, target, up }: Look, space: HeartSpace): Record<keyof Look, Vector3> {
  const toWorld = patientToWorld(space)
  return {
    eye: new Vector3(...eye).applyMatrix4(toWorld),
    target: new Vector3(...target).applyMatrix4(toWorld),
    up: new Vector3(...up).transformDirection(toWorld),
  }
}

/** A look of the room, metres, in patient space. */
export function inPatient(room: Record<keyof Look, Vector3>, space: HeartSpace): Look {
  const toPatient = patientToWorld(space).invert()
  return {
    eye: room.eye.clone().applyMatrix4(toPatient).toArray(),
    target: room.target.clone().applyMatrix4(toPatient).toArray(),
    up: room.up.clone().transformDirection(toPatient).toArray(),
  }
}

/**
 * How the heart must lie so that a person who stays where they are has this look: its eye at the head, its target
 * along `towards`, and its up as near to the room's up as that lets it.
 * @param towards unit vector of the room
 */
export function poseFor(look: Look, times: number, person: Vec3, towards: Vec3, centre: Vec3): HeartPose {
  const from = frameOf(normalize(subtract(look.target, look.eye)), look.up)
  const to = frameOf(towards, [0, 1, 0])
  // From patient axes to those of the room at rest, and from there to how it is wanted.
  const upright = patientToWorld({
    position: [0, 0, 0],
    quaternion: [0, 0, 0, 1],
    scale: 1,
    centre: [0, 0, 0],
    radius: 1,
  })
  const turn = to.multiply(from.transpose()).multiply(upright.clone().transpose())
  const quaternion = new Quaternion().setFromRotationMatrix(turn).normalize()
  const arm = new Vector3(...subtract(look.eye, centre))
    .applyMatrix4(upright)
    .applyQuaternion(quaternion)
    .multiplyScalar(times)
  const position = new Vector3(...person).sub(arm)
  return { position: position.toArray(), quaternion: quaternion.toArray(), scale: times }
}

/** A rotation whose columns are right, up and back of somebody who looks along `ahead`. */
function frameOf(ahead: Vec3, up: Vec3): Matrix4 {
  const steep = Math.abs(dot(normalize(up), ahead)) > 0.999
  const upper: Vec3 = steep ? (Math.abs(ahead[2]) < 0.9 ? [0, 0, -1] : [1, 0, 0]) : up
  const right = normalize(cross(ahead, upper))
  const level = cross(right, ahead)
  return new Matrix4().makeBasis(
    new Vector3(...right),
    new Vector3(...level),
    new Vector3(...scale(ahead, -1)),
  )
}

const perMillimetre = 1e3
const mutable = (v: Vec3): [number, number, number] => [v[0], v[1], v[2]]

/** A look as it is kept, with what was cut away then. */
export const viewpointOf = (
  { eye, target, up }: Look,
  how: Pick<Viewpoint, 'fieldOfView_deg' | 'scale' | 'glass'> & { readonly clip: Clip },
): Omit<Viewpoint, 'name'> => ({
  eye_mm: mutable(scale(eye, perMillimetre)),
  target_mm: mutable(scale(target, perMillimetre)),
  up: mutable(up),
  fieldOfView_deg: how.fieldOfView_deg,
  scale: how.scale,
  section: how.clip.axis === 'none' ? null : { ...how.clip, normal: mutable(how.clip.normal) },
  glass: how.glass,
})

export const lookOf = ({ eye_mm, target_mm, up }: Viewpoint): Look => ({
  eye: scale(eye_mm, 1 / perMillimetre),
  target: scale(target_mm, 1 / perMillimetre),
  up,
})

/** What a kept place cut away; an axis that this program does not know is none. */
export function clipOf({ section }: Viewpoint): Clip {
  const axis = clipAxes.find((a) => a === section?.axis)
  return section && axis ? { ...section, axis } : { axis: 'none', offset: 0, normal: [0, 1, 0] }
}
