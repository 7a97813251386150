import type { Intake, Offer, Opened, SegmentationPreview, Survey } from '../../engine/intake-protocol'
import type { Heart } from '../../heart/heart'
import type { Scan } from '../../io/scan'
import type { SaveStore } from '../kept/save-store'

/** Two balls of blood (400) side by side in muscle (100) with air (-900) round them: 40 × 30 × 20 voxels of 2 mm. */
export function ballsScan(direction = [1, 0, 0, 0, 1, 0, 0, 0, 1]): Scan {
  const size = [40, 30, 20] as const
  const values = new Int16Array(size[0] * size[1] * size[2]).fill(-900)
  for (let k = 0, o = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, o++) {
        const d = Math.min(Math.hypot(i - 13, j - 15, k - 10), Math.hypot(i - 26, j - 15, k - 10))
        if (d < 9) values[o] = 100 + ((i * 7 + j * 3 + k) % 5)
        if (d < 5) values[o] = 400 + ((i * 7 + j * 3 + k) % 5)
      }
  return {
    name: 'balls',
    modality: 'CT',
    size,
    spacing: [2e-3, 2e-3, 2e-3],
    origin: [-0.04, -0.03, 0.1],
    direction,
    values,
    range: [-900, 404],
    window: [250, 700],
    warnings: [],
  }
}

const offerOf = (id: string, kind: Offer['kind']): Offer => ({
  id,
  kind,
  name: id,
  detail: kind,
  files: [id],
  warnings: [],
  score: 1,
})

/** An intake whose answers the test gives when it wants, by resolving what was asked for. */
export class ScriptedIntake implements Intake {
  readonly asked: { what: string; done: (value: unknown) => void; fail: (error: unknown) => void }[] = []
  cancelled = 0

  private ask<T>(what: string): Promise<T> {
    return new Promise<T>((done, fail) => {
      this.asked.push({ what, done: done as (value: unknown) => void, fail })
    })
  }

  survey = () => this.ask<Survey>('survey')
  open = (offer: string) => this.ask<Opened>(`open ${offer}`)
  segment = () => this.ask<SegmentationPreview>('segment')
  build = () => this.ask<Heart>('build')
  cancel = () => {
    this.cancelled++
  }
  onProgress = () => {}
  close = () => {}

  /** Answers the newest thing asked and lets everybody who waited go on. */
  async answer(value: unknown): Promise<void> {
    this.asked.at(-1)!.done(value)
    await settle()
  }

  async refuse(error: unknown): Promise<void> {
    this.asked.at(-1)!.fail(error)
    await settle()
  }
}

export const settle = async (): Promise<void> => {
  for (let n = 0; n < 12; n++) await Promise.resolve()
}

export type FixtureOffer = readonly [id: string, kind: Offer['kind']]

export const surveyOf = (...offers: readonly FixtureOffer[]): Survey => ({
  offers: offers.map(([id, kind]) => offerOf(id, kind)),
  refused: [],
})

/** A store in memory. */
export function memoryStore(): SaveStore & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>()
  return {
    kept,
    get: async (key) => kept.get(key) as string | undefined,
    set: async (key, value) => void kept.set(key, value),
  }
}
