import type { Vec3 } from '../../core/vec3'
import { distance, normalize, subtract } from '../../core/vec3'
import type { Heart } from '../../heart/heart'
import type { Viewpoint } from '../../heart/viewpoint'
import { isInside } from '../chamber'
import type { HeartPose, HeartSpace } from '../heart-space'
import { lookOf, namedLook, type OutsideView, poseFor } from '../look'
import type { Clip } from '../view-state'

/** Where a person in the headset is, metres of the room. */
export interface Person {
  readonly head: Vec3
  /** Level direction that the person faces, unit vector. */
  readonly heading: Vec3
  /** Where the heart lies, or lay before stepping inside. */
  readonly field: Vec3
}

/** Where the heart was laid so that what is looked at came to the field, metres of the room. */
export interface Aimed {
  readonly position: Vec3
  readonly field: Vec3
}

/**
 * The field of a heart that lies here: where it was when this view was asked for, or the heart's middle once hands have
 * moved it since. Else each kept place would lie beside the one before, and the field wander off.
 */
export const fieldOf = (position: Vec3, aimed: Aimed | null): Vec3 =>
  aimed && distance(position, aimed.position) < 1e-6 ? aimed.field : position

/** A chamber of 4 cm becomes a room of 60 cm round the head. */
export const insideScale = 15
const [smallest, largest] = [1, 40]
/** A place kept on the page is shown from as far as an arm reaches, metres. */
const armLength = 0.5

interface RoomLook {
  readonly pose: HeartPose
  readonly inside: boolean
}

/** How the heart must lie so that the person, who stays, sees it from a named side; and the section that it wants. */
export function roomLookFrom(
  heart: Heart,
  view: OutsideView,
  space: HeartSpace,
  person: Person,
): RoomLook & { readonly section: Clip | null } {
  const away = distance(person.head, person.field) / space.scale
  const { look, section } = namedLook(heart, view, space, away)
  const towards = normalize(subtract(person.field, person.head))
  return { pose: poseFor(look, space.scale, person.head, towards, space.centre), section, inside: false }
}

/** The same for a place that was kept: from inside as large as it was, and level; from outside at arm's length or as kept. */
export function roomLookOf(heart: Heart, viewpoint: Viewpoint, space: HeartSpace, person: Person): RoomLook {
  const look = lookOf(viewpoint)
  const inside = isInside(heart, look.eye)
  const fitting = inside ? insideScale : armLength / Math.max(distance(look.eye, look.target), 1e-3)
  const times = Math.min(Math.max(viewpoint.scale ?? fitting, smallest), largest)
  const towards = inside ? person.heading : normalize(subtract(person.field, person.head))
  return { pose: poseFor(look, times, person.head, towards, space.centre), inside }
}
