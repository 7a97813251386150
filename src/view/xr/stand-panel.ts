import { type Group, Matrix4, Vector3 } from 'three'
import type { Vec3 } from '../../core/vec3'
import { patientToWorld, useHeartSpace } from '../heart-space'
import { clipPlane, useView } from '../view-state'
import { clearShare, type TissueBall } from './clear-of-tissue'

/** It stands still until it should be so far away, metres, or so much larger or smaller. */
const moved = 0.35
const resized = 0.12

/**
 * Turns a panel to the eyes at the place that is wanted; where the heart has grown over that, before the heart and as
 * large to the eye.
 * @param size width and height, metres
 */
export function standPanel(
  group: Group,
  eye: Vector3,
  wanted: Vector3,
  size: readonly [number, number],
): void {
  group.lookAt(eye)
  if (!isLookedAt(group)) return
  const share = clearShare(eye.toArray(), placeOf(eye, wanted, size), tissueBall())
  place.copy(wanted).sub(eye).multiplyScalar(share).add(eye)
  const isNew = group.position.lengthSq() === 0
  if (isNew || group.position.distanceTo(place) > moved || Math.abs(group.scale.x - share) > resized) {
    group.position.copy(place)
    group.scale.setScalar(share)
    group.lookAt(eye)
  }
}

/** Frames between two looks at where it should stand: nobody sees a sixth of a second, and each look leaves garbage. */
const every = 12

function isLookedAt({ userData }: Group): boolean {
  const frame = (userData['standing'] as number | undefined) ?? 0
  userData['standing'] = (frame + 1) % every
  return frame === 0
}

const place = new Vector3()
const away = new Vector3()
const right = new Vector3()
const up = new Vector3()
const toWorld = new Matrix4()
const normal = new Vector3()
const onPlane = new Vector3()

function placeOf(eye: Vector3, wanted: Vector3, [width, height]: readonly [number, number]) {
  away.copy(wanted).sub(eye).normalize()
  right.set(-away.z, 0, away.x).setLength(width / 2)
  up.crossVectors(right, away).setLength(height / 2)
  return { middle: wanted.toArray(), right: right.toArray(), up: up.toArray() }
}

function tissueBall(): TissueBall {
  const space = useHeartSpace.getState()
  const plane = clipPlane(useView.getState().clip, space)
  return {
    centre: space.position,
    radius: space.radius * space.scale,
    plane: plane && inRoom(plane),
  }
}

function inRoom([x, y, z, d]: readonly [number, number, number, number]) {
  patientToWorld(undefined, toWorld)
  normal.set(x, y, z)
  onPlane
    .copy(normal)
    .multiplyScalar(-d / normal.lengthSq())
    .applyMatrix4(toWorld)
  normal.transformDirection(toWorld)
  return { normal: normal.toArray() as Vec3, offset: -normal.dot(onPlane) }
}
