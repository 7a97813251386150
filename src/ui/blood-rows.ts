import { say } from '../core/language'
import type { BloodShow } from '../engine/protocol'
import type { BloodQuantity } from '../view/blood-view-state'

/** The words for how the blood is shown; page and headset share them. */
export const showName = (show: BloodShow): string =>
  ({
    tracers: say('Tracers'),
    streamlines: say('Lines'),
    slice: say('Slice'),
    wall: say('Wall'),
  })[show]

/** What a way to show the blood means, for those who ask. */
export const showHint = (show: BloodShow): string =>
  ({
    tracers: say('Strokes that go with the blood'),
    streamlines: say('Lines along the velocity of this moment'),
    slice: say('The section painted with what the blood does there'),
    wall: say('Friction of the blood on the wall'),
  })[show]

/** Short names for buttons. */
export const quantityName = (quantity: BloodQuantity): string =>
  ({
    oxygen: say('Oxygen'),
    speed: say('Speed'),
    pressure: say('Pressure'),
    age: say('Age'),
    shear: say('Shear'),
    osi: say('Oscillation'),
  })[quantity]

export interface Pace {
  readonly running: boolean
  /** Flow seconds a second. */
  readonly dilation: number
  readonly beats: number
  /** 0–1: how alike the last two beats are. */
  readonly settled: number
}

/** At what pace the blood is shown, how many beats it has gone and whether they repeat. */
export function paceText({ running, dilation, beats, settled }: Pace): string {
  if (!running) return say('Blood stands still')
  if (dilation <= 0) return say('Blood flow is being prepared')
  const factor = dilation >= 0.095 ? dilation.toFixed(1) : dilation.toPrecision(1)
  const shown = say('Blood shown at {factor} × real time', { factor })
  if (beats < 2) return `${shown} · ${say('beat {beat}', { beat: beats + 1 })}`
  return `${shown} · ${say('last two beats {percent} % alike', { percent: Math.round(100 * settled) })}`
}

/** Over what the wall's figures are averaged. */
export function averagedText(beats: number | null): string {
  if (beats === null) return say('The wall is being measured')
  return beats < 1
    ? say('Mean over {percent} % of a beat so far', { percent: Math.round(100 * beats) })
    : say('Mean over {beats} beats', { beats: beats.toFixed(1) })
}

/** Age is known only since the flow began. */
export const ageText = (): string => say('Since the blood came in, or since the flow began')
