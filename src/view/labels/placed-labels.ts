import { type Camera, Matrix4, Vector3 } from 'three'
import type { Vec3 } from '../../core/vec3'
import { patientToWorld } from '../heart-space'
import { declutter, type Label, newLabel, type Room } from './declutter'

/** A label of the scene: words at a place of patient space. */
export interface PlacedLabel extends Label {
  place: Vec3
  /** Of the anchor from the eye, metres. */
  depth: number
  /** Its own size: pixels on the page, metres in the headset. */
  ownWidth: number
  ownHeight: number
}

/** Words in the hand come before those that stand on the heart. */
export const labelPriority = { hand: 3, pointed: 2, measure: 1 } as const

const labels: PlacedLabel[] = []

/** Takes part in the layout until the function returned is called. */
export function joinLabels(label: PlacedLabel): () => void {
  labels.push(label)
  return () => {
    labels.splice(labels.indexOf(label), 1)
  }
}

export const placedLabel = (place: Vec3, priority: number): PlacedLabel => ({
  ...newLabel(priority),
  place,
  depth: 1,
  ownWidth: 0,
  ownHeight: 0,
})

const toWorld = new Matrix4()
const eye = new Vector3()
const page: Room = { left: 8, top: 8, right: 0, bottom: 0, gap: 16 }
/** Half of what a person sees in a headset without turning the head, as tangents. */
const headset: Room = { left: -0.75, top: -0.7, right: 0.75, bottom: 0.7, gap: 0.03 }

/** Lays the labels out on the page, in pixels. */
export function layOutOnPage(camera: Camera, width: number, height: number): void {
  patientToWorld(undefined, toWorld)
  page.right = width - 8
  page.bottom = height - 8
  for (const label of labels) {
    intoEye(label, camera)
    const inFront = label.depth > 0
    eye.applyMatrix4(camera.projectionMatrix)
    label.anchorX = (0.5 + 0.5 * eye.x) * width
    label.anchorY = (0.5 - 0.5 * eye.y) * height
    label.inSight = inFront && Math.abs(eye.x) < 1 && Math.abs(eye.y) < 1
    label.width = label.ownWidth
    label.height = label.ownHeight
  }
  declutter(labels, page)
}

/** How much larger words in the headset are made at a depth: to the eye none are smaller than at .9 m. */
export const enlargedAt = (depth: number): number => Math.max(depth / 0.9, 1)

/** Lays the labels out as the head sees them, as tangents of the angles to the right and downward. */
export function layOutForHead(camera: Camera): void {
  patientToWorld(undefined, toWorld)
  for (const label of labels) {
    intoEye(label, camera)
    const { depth } = label
    label.anchorX = eye.x / Math.max(depth, 1e-3)
    label.anchorY = -eye.y / Math.max(depth, 1e-3)
    label.inSight = depth > 0.05 && Math.abs(label.anchorX) < headset.right
    label.width = (label.ownWidth * enlargedAt(depth)) / Math.max(depth, 1e-3)
    label.height = (label.ownHeight * enlargedAt(depth)) / Math.max(depth, 1e-3)
  }
  declutter(labels, headset)
}

/** Leaves the anchor in `eye`. */
function intoEye(label: PlacedLabel, camera: Camera): void {
  eye.set(label.place[0], label.place[1], label.place[2]).applyMatrix4(toWorld)
  eye.applyMatrix4(camera.matrixWorldInverse)
  label.depth = -eye.z
}
