import { distance } from '../core/vec3'
import type { Touch } from '../engine/protocol'
import type { Edit } from '../heart/edit'
import type { Side } from '../tools/pose-event'
import type { ToolStoreState } from '../tools/tool-store'

export const soundNames = ['contact', 'cut', 'stitch', 'snap', 'done'] as const
export type SoundName = (typeof soundNames)[number]

/** A sound and whose instrument makes it; null: nobody's, it comes from the heart. */
export interface Heard {
  readonly sound: SoundName
  readonly side: Side | null
  /** 0–1 */
  readonly strength: number
}

/** What is listened to. */
export interface Listened {
  readonly edits: readonly Edit[]
  readonly annotations: readonly unknown[]
  readonly torn: Readonly<Record<string, number>>
  readonly touches: readonly Touch[]
  readonly previews: ToolStoreState['previews']
}

/** A blade sounds once for so much of its way, metres. */
const cutStep = 2e-3
/** A push-back under this is not heard, newtons; at `loudest` as loud as it gets. */
const softest = 0.01
const loudest = 0.5

const nothing: readonly Heard[] = []

const same = (a: Listened, b: Listened): boolean =>
  a.edits === b.edits &&
  a.annotations === b.annotations &&
  a.torn === b.torn &&
  a.touches === b.touches &&
  a.previews === b.previews

const sides = ['mouse', 'left', 'right'] as const
/** What an edit sounds like; the others are done without a sound of their own. */
const soundOf: Partial<Record<Edit['kind'], SoundName>> = {
  suture: 'stitch',
  close: 'stitch',
  release: 'snap',
  clamp: 'snap',
}

/** Tells what is to be heard from one frame to the next. What it hears is seen too: nothing is said by sound alone. */
export class Ear {
  private last: Listened | null = null
  private readonly touching = new Set<string>()
  private readonly cut = new Map<Side, number>()

  listen(now: Listened): readonly Heard[] {
    const { last } = this
    this.last = now
    if (!last || same(last, now)) return nothing
    return [...this.contacts(now.touches), ...this.cutting(now.previews), ...changes(last, now)]
  }

  private contacts(touches: readonly Touch[]): Heard[] {
    if (touches.length === 0 && this.touching.size === 0) return []
    const now = touches.filter(({ force }) => Math.hypot(...force) > softest)
    const begun = now.filter(({ instrument }) => !this.touching.has(instrument))
    this.touching.clear()
    for (const { instrument } of now) this.touching.add(instrument)
    return begun.flatMap(({ instrument, force }) => {
      const side = sides.find((s) => instrument === s || instrument === `${s}-tip`)
      const strength = Math.min(Math.hypot(...force) / loudest, 1)
      return side ? [{ sound: 'contact' as const, side, strength }] : []
    })
  }

  private cutting(previews: Listened['previews']): Heard[] {
    return sides.flatMap((side): Heard[] => {
      const way = cutWay(previews[side])
      const before = this.cut.get(side) ?? 0
      if (way < before) this.cut.delete(side)
      if (way < before + cutStep) return []
      this.cut.set(side, way)
      return before > 0 || way > cutStep ? [{ sound: 'cut', side, strength: 0.6 }] : []
    })
  }
}

function cutWay(preview: Listened['previews'][Side]): number {
  if (preview?.kind !== 'cut') return 0
  return preview.blade.reduce((sum, [p], n) => sum + (n ? distance(p, preview.blade[n - 1]![0]) : 0), 0)
}

function changes(last: Listened, now: Listened): Heard[] {
  const torn = (of: Listened) => Object.values(of.torn).reduce((a, b) => a + b, 0)
  const heard: Heard[] = []
  const made = now.edits.length > last.edits.length ? now.edits.at(-1) : undefined
  if (made) heard.push({ sound: soundOf[made.kind] ?? 'done', side: null, strength: 1 })
  if (now.annotations.length > last.annotations.length)
    heard.push({ sound: 'done', side: null, strength: 0.6 })
  if (now.torn !== last.torn && torn(now) > torn(last)) heard.push({ sound: 'snap', side: null, strength: 1 })
  return heard
}
