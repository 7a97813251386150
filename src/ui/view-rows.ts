import { phrase, say } from '../core/language'
import { anatomicalViewsOf } from '../geometry/anatomical-views'
import type { Heart } from '../heart/heart'
import type { OutsideView } from '../view/look'
import type { ClipAxis } from '../view/view-state'

/** The names of the sections. */
export const axisNames: Record<ClipAxis, string> = {
  none: phrase('No section'),
  coronal: phrase('Front to back'),
  sagittal: phrase('Side to side'),
  axial: phrase('Head to foot'),
  view: phrase('Facing me'),
}

/** One side that a heart can be looked at from, as page and headset show it. */
interface ViewRow {
  readonly view: OutsideView
  readonly label: string
  /** What is seen, and how it lies in the picture. */
  readonly meaning: string
}

const words: Record<OutsideView, readonly [label: string, meaning: string]> = {
  front: [phrase('Front'), phrase('From before, the head up')],
  back: [phrase('From behind'), phrase('From behind, the head up')],
  left: [phrase('Left'), phrase('From the patient’s left, the head up')],
  right: [phrase('Right'), phrase('From the patient’s right, the head up')],
  surgeon: [phrase('Surgeon'), phrase('As the surgeon stands: the head lies to the left')],
  'four-chamber': [phrase('Four-chamber'), phrase('Both inlets and the apex in one section, the apex down')],
  lvot: [phrase('Outflow tract'), phrase('Left inlet, outlet and apex in one section, the apex to the left')],
  septum: [phrase('Septum'), phrase('The septum straight on from the right ventricle, its wall cut away')],
}

const sides = ['front', 'back', 'left', 'right'] as const

/** The views of this heart: four sides, and the anatomical ones that it has the valves for. */
export const viewRows = (heart: Heart | null): ViewRow[] =>
  [...sides, ...(heart ? anatomicalViewsOf(heart) : [])].map((view) => {
    const [label, meaning] = words[view]
    return { view, label: say(label), meaning: say(meaning) }
  })
