import { type BloodSurface, leastAcross } from '../blood/blood-surface'
import { say } from '../core/language'
import type { BloodShow } from '../engine/protocol'
import type { BloodQuantity } from '../view/blood-view-state'

/** The words for how the blood is shown; page and headset share them. */
export const showName = (show: BloodShow): string =>
  ({
    tracers: say('Tracers'),
    streamlines: say('Lines'),
    slice: say('Slice'),
    jet: say('Jet'),
    vortex: say('Vortices'),
    wall: say('Wall'),
  })[show]

/** What a way to show the blood means, for those who ask. */
export const showHint = (show: BloodShow): string =>
  ({
    tracers: say('Strokes that go with the blood'),
    streamlines: say('Lines along the velocity of this moment'),
    slice: say('The section painted with what the blood does there'),
    jet: say('The hull of the fast blood, with its core'),
    vortex: say('The hull of the blood that turns, with its core'),
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

type SurfaceFigures = Pick<BloodSurface, 'kind' | 'level' | 'top' | 'cellsAcross'>

/** What the hull of a jet or of a vortex stands for at this moment. */
function surfaceText(surface: SurfaceFigures | null): string {
  if (!surface) return say('The blood is being looked through')
  const { kind, level, top, cellsAcross } = surface
  if (kind === 'jet') {
    if (cellsAcross === 0) return say('No jet at this moment')
    return say('Blood faster than {level} m/s; the jet reaches {top} m/s', {
      level: level.toFixed(1),
      top: top.toFixed(1),
    })
  }
  if (cellsAcross === 0) return say('No vortex at this moment')
  const [outer, most] = [level, top].map((w) => Math.round(w / (2 * Math.PI)))
  return say('Blood that turns over {level} times a second; at most {top} times', {
    level: outer!,
    top: most!,
  })
}

/** Where the lattice is too coarse for what is drawn; null where it is fine enough or nothing is drawn. */
function surfaceDoubt(surface: SurfaceFigures | null): string | null {
  if (!surface || surface.cellsAcross === 0 || surface.cellsAcross >= leastAcross) return null
  return say(
    'Only {cells} cells of the lattice lie across it; under {least} it is drawn too wide and too weak',
    {
      cells: surface.cellsAcross.toFixed(1),
      least: leastAcross,
    },
  )
}

interface Seen {
  readonly shear: { readonly beats: number } | null
  readonly surface: SurfaceFigures | null
}

/** What is to be known of a way to show the blood, and why it is to be doubted. */
export function bloodNote(
  show: BloodShow,
  quantity: BloodQuantity,
  { shear, surface }: Seen,
): { readonly note: string | null; readonly doubt: string | null } {
  if (show === 'wall') return { note: averagedText(shear?.beats ?? null), doubt: null }
  if (show === 'jet' || show === 'vortex') {
    const shown = surface?.kind === show ? surface : null
    return { note: surfaceText(shown), doubt: surfaceDoubt(shown) }
  }
  return { note: quantity === 'age' ? ageText() : null, doubt: null }
}

/** Age is known only since the flow began. */
const ageText = (): string => say('Since the blood came in, or since the flow began')
