import { type Camera, Matrix4, Raycaster, Vector2, type Vector3 } from 'three'
import type { PoseEvent } from '../tools/pose-event'
import { worldToPatient } from '../view/heart-space'
import { behindSection } from './behind-section'

const raycaster = new Raycaster()
const toPatient = new Matrix4()

/** Ray of the room (metres) in patient space, begun behind the section: what is cut away is not touched. */
function rayInPatient(origin: Vector3, direction: Vector3): Pick<PoseEvent, 'origin' | 'direction'> {
  worldToPatient(undefined, toPatient)
  const from = origin.clone().applyMatrix4(toPatient).toArray()
  const along = direction.clone().transformDirection(toPatient).toArray()
  return { origin: behindSection(from, along), direction: along }
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
