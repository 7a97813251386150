/** Where in its beat a rehearsal is, 0–1; null where nothing of it beats. */
export interface BeatPhases {
  readonly blood: number | null
  readonly tissue: number | null
}

/** Share of a beat by which one of two may be ahead before it waits. */
const slack = 0.02

/**
 * Whether one of two that keep in step waits for the other. Only moments of the beat count, not beats: who is ahead by
 * less than half a beat waits, so that never both do.
 * @param phase own share of the beat, 0–1
 * @param other that of the other one, 0–1; null or left out where there is none to wait for
 */
export function waitsFor(phase: number, other: number | null | undefined): boolean {
  return other !== null && other !== undefined && aheadOf(phase, other) > slack
}

/** By how much of a beat one is ahead of another, -.5 to .5. */
export function aheadOf(phase: number, other: number): number {
  const ahead = phase - other
  return ahead - Math.round(ahead)
}
