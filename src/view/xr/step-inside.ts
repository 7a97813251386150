import { type Camera, Matrix4, Vector3 } from 'three'
import { add, mix, scale, type Vec3 } from '../../core/vec3'
import type { Heart } from '../../heart/heart'
import type { PoseEvent } from '../../tools/pose-event'
import type { ToolRunner } from '../../tools/tool-runner'
import { deepestPoint } from '../chamber'
import { type HeartPose, movePose, patientToWorld, useHeartSpace, worldToPatient } from '../heart-space'
import { behindVeil, useComfort } from './comfort'
import { insideScale } from './room-look'

/** Into the cavity that is looked at, or else into the largest one, behind a short veil. */
export function stepInside(camera: Camera, runner: ToolRunner, heart: Heart): void {
  if (useComfort.getState().outside) return
  const { position, quaternion, scale: factor } = useHeartSpace.getState()
  const head = camera.getWorldPosition(new Vector3())
  const inside = poseAround(cavityInSight(camera, runner) ?? deepestPoint(heart), head)
  useComfort.setState({ outside: { position, quaternion, scale: factor } })
  behindVeil(() => movePose(inside))
}

/** Out again: the heart lies where it lay before. */
export function stepOut(): void {
  const { outside } = useComfort.getState()
  if (!outside) return
  behindVeil(() => movePose(outside))
  useComfort.setState({ outside: null })
}

/** The pose that brings a point of the heart to the head, enlarged to stand in. */
function poseAround(point: Vec3, head: Vector3): HeartPose {
  const { quaternion, ...space } = useHeartSpace.getState()
  const unplaced = { ...space, quaternion, position: [0, 0, 0] as Vec3, scale: insideScale }
  const away = new Vector3(...point).applyMatrix4(patientToWorld(unplaced))
  return { position: head.clone().sub(away).toArray(), quaternion, scale: insideScale }
}

/** Middle of the first cavity along the gaze: between the second and the third wall face met; null without one. */
function cavityInSight(camera: Camera, runner: ToolRunner): Vec3 | null {
  const toPatient: Matrix4 = worldToPatient(undefined, new Matrix4())
  const origin = camera.getWorldPosition(new Vector3()).applyMatrix4(toPatient).toArray()
  const direction = camera.getWorldDirection(new Vector3()).transformDirection(toPatient).toArray()
  const faces: Vec3[] = []
  let from: Vec3 = origin
  while (faces.length < 3) {
    const hit = runner.pick(gaze(from, direction))
    if (!hit) return null
    faces.push(hit.position)
    from = add(hit.position, scale(direction, 0.5e-3))
  }
  return mix(faces[1]!, faces[2]!, 0.5)
}

const gaze = (origin: Vec3, direction: Vec3): PoseEvent => ({
  source: 'mouse',
  phase: 'move',
  origin,
  direction,
  tip: null,
  reach: 0,
  pressure: 0,
  time: 0,
})
