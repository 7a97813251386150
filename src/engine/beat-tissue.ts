import { baseDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import type { Heart } from '../heart/heart'
import { computeAnswer, patientOf } from './answer'
import { TissueBody } from './tissue-body'
import { endDiastole, wallPressures } from './wall-pressures'

/** How a heart's tissue beat. */
export interface BeatenTissue {
  readonly tetCount: number
  /** Per chamber: ejection fraction of the circulation, and on the tissue over the last whole beat. */
  readonly chambers: readonly { readonly part: string; readonly wanted: number; readonly reached: number }[]
  /** Furthest that any node came from the imaged shape while the heart was filled, m. */
  readonly filledMove: number
  /** All positions were finite. */
  readonly isFinite: boolean
}

export interface BeatOptions {
  readonly tetTarget: number
  readonly beats: number
  readonly onFrame?: (time: number, volumes: ReadonlyMap<string, number>) => void
}

/** Lets a heart rest filled for a moment, then beat, without a page or a worker. */
export async function beatTissue(gpu: Gpu, heart: Heart, options: BeatOptions): Promise<BeatenTissue> {
  const base = baseDomain(heart)
  const { waveforms } = computeAnswer({
    heart,
    domain: base,
    edits: [],
    device: '',
    patient: patientOf(heart, base),
  }).answer
  const body = await TissueBody.create(gpu, heart, options.tetTarget)
  body.follow(waveforms)
  const pressures = wallPressures(heart, waveforms, waveforms ? endDiastole(waveforms) : 0)
  await body.findPrestress({ pressures, gravity: [0, 9.81, 0] }, () => Promise.resolve())
  await body.carry([], { ...base, trace: { ...base.trace, edits: [] } })
  const rest = body.snapshot().nodePositions
  await body.step(0.25)
  const filledMove = furthest(body.snapshot().nodePositions, rest)
  body.setMotion('beating')
  const period = waveforms?.time.at(-1) ?? 1
  const frames = Math.ceil((options.beats * period + 0.5) * 72)
  for (let n = 0; n < frames; n++) {
    await body.step(1 / 72)
    const { beat } = body
    if (beat) options.onFrame?.(beat.time, beat.volumes)
  }
  const last = body.snapshot().nodePositions
  const chambers = [...(body.beat?.ejected ?? [])].map(([part, reached]) => ({
    part,
    wanted: body.beat!.wanted(part),
    reached,
  }))
  const { tetCount } = body
  body.dispose()
  return { tetCount, chambers, filledMove, isFinite: last.every(Number.isFinite) }
}

function furthest(a: Float32Array, b: Float32Array): number {
  let most = 0
  for (let o = 0; o < a.length; o += 3)
    most = Math.max(most, Math.hypot(a[o]! - b[o]!, a[o + 1]! - b[o + 1]!, a[o + 2]! - b[o + 2]!))
  return most
}
