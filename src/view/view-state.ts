import { create } from 'zustand'
import type { Vec3 } from '../core/vec3'
import type { AnatomicalViewName } from '../geometry/anatomical-views'
import type { Viewpoint } from '../heart/viewpoint'
import type { HeartSpace } from './heart-space'

export const clipAxes = ['none', 'coronal', 'sagittal', 'axial', 'view'] as const
export type ClipAxis = (typeof clipAxes)[number]

export interface Clip {
  readonly axis: ClipAxis
  /** Place of the plane along its normal, -1 to 1 of the heart's radius; what lies before it is cut away. */
  readonly offset: number
  /** Normal in patient space for the axis `view`. */
  readonly normal: Vec3
}

/** `outside`: where one stood before stepping inside. */
export type ViewName = 'front' | 'back' | 'left' | 'right' | 'inside' | 'outside' | AnatomicalViewName

export const tracerColours = ['oxygen', 'speed', 'pressure', 'age'] as const
export type TracerColour = (typeof tracerColours)[number]

export interface ViewState {
  readonly clip: Clip
  readonly tracerColour: TracerColour
  readonly tracersShown: boolean
  /** glass: the wall is seen through, so that the blood shows. */
  readonly tissue: 'solid' | 'glass'
  /** The view asked for last; `count` tells two requests for the same one apart. */
  readonly request: { readonly view: ViewName | Viewpoint; readonly count: number }
  /** The section that an anatomical view or a kept place made; it goes with that, one that a person made stays. */
  readonly sectionOfView: Clip | null
}

const noSection: Clip = { axis: 'none', offset: 0, normal: [0, 1, 0] }

/** How the heart is looked at. Never changes what it is. */
export const useView = create<ViewState>(() => ({
  clip: noSection,
  tracerColour: 'oxygen',
  tracersShown: true,
  tissue: 'solid',
  request: { view: 'front', count: 0 },
  sectionOfView: null,
}))

/** Looks from a named side, or from a place that was kept. */
export const goToView = (view: ViewName | Viewpoint): void =>
  useView.setState((s) => ({ request: { view, count: s.request.count + 1 } }))

/** Cuts away what a view wants cut away; null: what the view before it had is whole again. */
export const setSectionOfView = (section: Clip | null): void =>
  useView.setState(({ clip, sectionOfView }) => {
    if (section) return { clip: section, sectionOfView: section }
    return { clip: clip === sectionOfView ? noSection : clip, sectionOfView: null }
  })

export const setClip = (clip: Partial<Clip>): void =>
  useView.setState((s) => ({ clip: { ...s.clip, ...clip } }))

/** LPS: x to the left, y to the back, z to the head. The part towards the usual viewer goes. */
const normals: Record<Exclude<ClipAxis, 'none' | 'view'>, Vec3> = {
  coronal: [0, 1, 0],
  sagittal: [-1, 0, 0],
  axial: [0, 0, -1],
}

/** Plane (n, d) in patient space, metres; the side where n·p + d < 0 is cut away. Null: nothing is. */
export function clipPlane(
  clip: Clip,
  space: Pick<HeartSpace, 'centre' | 'radius'>,
): [number, number, number, number] | null {
  if (clip.axis === 'none') return null
  const n = clip.axis === 'view' ? clip.normal : normals[clip.axis]
  const at = n[0] * space.centre[0] + n[1] * space.centre[1] + n[2] * space.centre[2]
  return [n[0], n[1], n[2], -(at + clip.offset * space.radius)]
}
