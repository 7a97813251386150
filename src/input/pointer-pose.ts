import { type Camera, Matrix4, Raycaster, Vector2, type Vector3 } from 'three'
import { add, dot, scale, type Vec3 } from '../core/vec3'
import type { PoseEvent } from '../tools/pose-event'
import { useHeartSpace, worldToPatient } from '../view/heart-space'
import { clipPlane, useView } from '../view/view-state'

const raycaster = new Raycaster()
const toPatient = new Matrix4()

/** Ray of the room (metres) in patient space, begun where the clip plane lets it: what is cut away is not touched. */
function rayInPatient(origin: Vector3, direction: Vector3): Pick<PoseEvent, 'origin' | 'direction'> {
  worldToPatient(undefined, toPatient)
  const from = origin.clone().applyMatrix4(toPatient).toArray()
  const along = direction.clone().transformDirection(toPatient).toArray()
  return { origin: behindClip(from, along), direction: along }
}

function behindClip(origin: Vec3, direction: Vec3): Vec3 {
  const plane = clipPlane(useView.getState().clip, useHeartSpace.getState())
  if (!plane) return origin
  const normal: Vec3 = [plane[0], plane[1], plane[2]]
  const [height, climb] = [dot(normal, origin) + plane[3], dot(normal, direction)]
  return height < 0 && climb > 0 ? add(origin, scale(direction, -height / climb)) : origin
}

/** What a mouse, pen or finger on the canvas points at. */
export function pointerPose(
  event: PointerEvent,
  canvas: HTMLElement,
  camera: Camera,
  phase: PoseEvent['phase'],
): PoseEvent {
  const box = canvas.getBoundingClientRect()
  const x = ((event.clientX - box.left) / box.width) * 2 - 1
  const y = 1 - ((event.clientY - box.top) / box.height) * 2
  raycaster.setFromCamera(new Vector2(x, y), camera)
  return {
    source: 'mouse',
    phase,
    ...rayInPatient(raycaster.ray.origin, raycaster.ray.direction),
    tip: null,
    reach: 0,
    pressure: event.pressure,
    time: event.timeStamp,
  }
}
