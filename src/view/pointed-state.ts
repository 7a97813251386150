import { create } from 'zustand'
import { add, distance, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Viewpoint } from '../heart/viewpoint'
import { useHeartSpace } from './heart-space'
import { whereWeAre } from './here'
import { goToView } from './view-state'

/** A place that a figure or a risk speaks of. */
export interface Pointed {
  /** Name of the row that points there. */
  readonly id: string
  readonly label: string
  /** Metres, patient space at rest. */
  readonly place: Vec3
  readonly level: 'green' | 'amber' | 'red' | null
}

interface PointedState {
  readonly pointed: Pointed | null
  /** The band of the conduction axis is drawn. */
  readonly conduction: boolean
}

/** What the figures and risks point at in the heart. */
export const usePointed = create<PointedState>(() => ({ pointed: null, conduction: false }))

/** Marks a place, or takes the mark away where it stands there already. */
export const pointAt = (pointed: Pointed): void =>
  usePointed.setState((s) => ({ pointed: s.pointed?.id === pointed.id ? null : pointed }))

export const showConduction = (conduction: boolean): void => usePointed.setState({ conduction })

/** Marks a place and looks at it from the side one is on, with what lies before it cut away. */
export function lookAt(pointed: Pointed, name: string): void {
  usePointed.setState({ pointed })
  const from = whereWeAre()
  if (from) goToView({ name, ...viewOf(pointed.place, from, useHeartSpace.getState()) })
}

/** How much stays before the place, and how far off the eye stands in radii of the heart. */
const kept = 4e-3
const away = 2.2

/** A look at a place along the line of sight of now; pure. */
export function viewOf(
  place: Vec3,
  from: Omit<Viewpoint, 'name'>,
  { centre, radius }: { readonly centre: Vec3; readonly radius: number },
): Omit<Viewpoint, 'name'> {
  const eye = scale(from.eye_mm, 1e-3)
  const towards = distance(eye, place) > 1e-4 ? normalize(subtract(eye, place)) : ([0, -1, 0] as Vec3)
  const mm = (p: Vec3): [number, number, number] => [p[0] * 1e3, p[1] * 1e3, p[2] * 1e3]
  const plane = subtract(add(place, scale(towards, kept)), centre)
  const normal = scale(towards, -1)
  const offset = plane.reduce((sum, v, a) => sum + v * (normal[a] as number), 0) / radius
  return {
    ...from,
    eye_mm: mm(add(place, scale(towards, away * radius))),
    target_mm: mm(place),
    section: { axis: 'view', normal: [normal[0], normal[1], normal[2]], offset },
    glass: false,
  }
}
