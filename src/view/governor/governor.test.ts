import { expect, test } from 'vitest'
import { Governor, type Load, steps } from './governor'

const due = 1 / 72

/** Seconds a frame takes on a device: what is drawn, and what of the simulation gets in its way; whole refreshes. */
const device =
  (base: number, tracers: number, surface: number, simulation: number) =>
  (load: Load): number => {
    const work =
      base * load.pixels ** 2 +
      tracers * load.tracers +
      (load.surface === 'whole' ? surface : surface / 3) +
      simulation * load.simulation
    return Math.max(1, Math.ceil(work / due)) * due
  }

/** Runs so many seconds; the levels that it went through, and the share of frames in time over the last half. */
function run(governor: Governor, takes: (load: Load, at: number) => number, seconds: number) {
  const levels = [governor.level]
  let [frames, inTime] = [0, 0]
  for (let t = 0; t < seconds; ) {
    const took = takes(governor.load, t)
    t += took
    if (governor.frame(took)) levels.push(governor.level)
    if (t > seconds / 2) {
      frames++
      if (took < 1.01 * due) inTime++
    }
  }
  return { levels, share: inTime / frames }
}

test('a device that keeps up is left alone', () => {
  expect(run(new Governor(due), device(5e-3, 2e-3, 2e-3, 2e-3), 60).levels).toEqual([0])
})

test('too many tracers and triangles are thinned before the simulation gives way', () => {
  const governor = new Governor(due)
  const { share } = run(governor, device(5e-3, 8e-3, 6e-3, 2e-3), 120)
  expect(share).toBeGreaterThan(0.95)
  expect(governor.load.simulation).toBe(1)
  expect(governor.load.tracers).toBeLessThan(1)
})

test('a simulation that is too heavy gets what is left', () => {
  const governor = new Governor(due)
  const { share } = run(governor, device(7e-3, 1e-3, 1e-3, 12e-3), 240)
  expect(share).toBeGreaterThan(0.95)
  expect(governor.load.simulation).toBeLessThan(0.6)
  expect(governor.load.pixels).toBe(1)
})

test('it does not swing: at a load between two steps it changes ever more rarely', () => {
  const governor = new Governor(due)
  run(governor, device(5e-3, 8e-3, 6e-3, 2e-3), 120)
  const { levels } = run(governor, device(5e-3, 8e-3, 6e-3, 2e-3), 120)
  expect(levels.length).toBeLessThanOrEqual(5)
})

test('all comes back when the load goes', () => {
  const governor = new Governor(due)
  const takes = (load: Load, at: number) =>
    at < 20 ? device(12e-3, 8e-3, 6e-3, 8e-3)(load) : device(4e-3, 1e-3, 1e-3, 1e-3)(load)
  const { levels } = run(governor, takes, 240)
  expect(Math.max(...levels)).toBeGreaterThan(2)
  expect(governor.level).toBe(0)
})

test('a hidden tab and single late frames change nothing', () => {
  const governor = new Governor(due)
  for (let n = 0; n < 600; n++)
    expect(governor.frame(n % 30 === 0 ? 3 * due : n % 100 === 7 ? 4 : due)).toBe(false)
  expect(governor.level).toBe(0)
})

test('at its last step it stays there', () => {
  const governor = new Governor(due)
  run(governor, () => 0.1, 60)
  expect(governor.level).toBe(steps.length - 1)
})
