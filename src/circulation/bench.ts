import { buildLoop } from './closed-loop'
import { adultLoop } from './loop-parameters'
import { solvePeriodic } from './solve-periodic'

/** Time of one beat of the closed loop, 200 steps, on this processor, and of the beat that repeats itself from rest. */
export function benchCirculation() {
  const beats = 60
  const plain = { beats, tolerance: 0, plainBeats: true }
  solvePeriodic(buildLoop(adultLoop()), plain)
  const run = solvePeriodic(buildLoop(adultLoop()), plain)
  return {
    beat_ms: run.ms / run.cycles,
    beats: run.cycles,
    periodic_ms: solvePeriodic(buildLoop(adultLoop())).ms,
  }
}
