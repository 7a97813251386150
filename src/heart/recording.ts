import { z } from 'zod'
import { type Edit, editSchema } from './edit'

/*
 * What was done to a heart, and when: a training score and a replay are functions of it. Times are seconds from its
 * start. No name and no date: it says what hands did, not whose they were.
 */
const at_s = z.number().min(0)
const place = z.tuple([z.number(), z.number(), z.number()])
const sides = ['left', 'right', 'mouse'] as const

const changeSchema = z
  .strictObject({
    at_s,
    keep: z.int().min(0).describe('How many edits of the list before stay'),
    add: z.array(editSchema).describe('The edits that follow them'),
  })
  .describe('A change of the list of edits: an edit made, taken back or brought again')

const poseSchema = z
  .strictObject({ at_s, side: z.enum(sides), tip_mm: place.describe('Tip of the instrument, patient space') })
  .describe('Where a hand was, at most ten times a second while it worked')

export const recordingSchema = z.strictObject({
  version: z.literal(1),
  heart: z.string().describe('Name of the heart that was operated on'),
  changes: z.array(changeSchema),
  poses: z.array(poseSchema),
})

export type Recording = z.output<typeof recordingSchema>
export type RecordedSide = (typeof sides)[number]

export const emptyRecording = (heart: string): Recording => ({ version: 1, heart, changes: [], poses: [] })

/** The recording with one more change of the list of edits; itself where nothing changed. */
export function withChange(
  recording: Recording,
  time_s: number,
  before: readonly Edit[],
  after: readonly Edit[],
): Recording {
  let keep = 0
  while (keep < before.length && before[keep] === after[keep]) keep++
  if (keep === before.length && keep === after.length) return recording
  return {
    ...recording,
    changes: [...recording.changes, { at_s: time_s, keep, add: [...after.slice(keep)] }],
  }
}

/** The list of edits as it stood at a time. */
export function editsAt({ changes }: Recording, time_s: number): readonly Edit[] {
  let edits: readonly Edit[] = []
  for (const { at_s: at, keep, add } of changes) {
    if (at > time_s) break
    edits = [...edits.slice(0, keep), ...add]
  }
  return edits
}

/** When its last change or pose was, seconds from its start. */
export const lengthOf = ({ changes, poses }: Recording): number =>
  Math.max(changes.at(-1)?.at_s ?? 0, poses.at(-1)?.at_s ?? 0)

/** How often something made was taken back. */
export function undoCount({ changes }: Recording): number {
  let [length, count] = [0, 0]
  for (const { keep, add } of changes) {
    if (keep < length) count++
    length = keep + add.length
  }
  return count
}
