import { expect, it } from 'vitest'
import type { Heart } from '../heart/heart'
import { HeartMotion } from './heart-motion'
import type { Waveforms } from './protocol'

const samples = 101
const curve = (f: (share: number) => number) =>
  Float32Array.from({ length: samples }, (_, n) => f(n / (samples - 1)))
const waves: Waveforms = {
  time: curve((t) => 0.8 * t),
  series: {
    'LV.volume': curve((t) => (100 + 30 * Math.cos(2 * Math.PI * t)) * 1e-6),
    'LV.pressure': curve((t) => 8000 - 7000 * Math.cos(2 * Math.PI * t)),
  },
}

function beating(): HeartMotion {
  const heart = { structures: [] } as unknown as Heart
  const motion = new HeartMotion(heart, { pressures: new Map(), gravity: [0, 0, 0] }, { LV: 1e-4 })
  motion.follow(waves)
  motion.motion = 'beating'
  return motion
}

it('keeps to the moment of another beat: ahead of it, the beat stands while the tissue goes on', () => {
  const [slow, fast] = [beating(), beating()]
  for (let n = 0; n < 400; n++) {
    fast.other = slow.phase
    slow.other = fast.phase
    expect(fast.advance(1 / 72).isChanging).toBe(true)
    if (n % 3 === 0) slow.advance(1 / 72)
  }
  const apart = fast.phase - slow.phase
  expect(Math.abs(apart - Math.round(apart))).toBeLessThan(0.05)
})

it('runs on by itself beside none', () => {
  const motion = beating()
  const before = motion.phase
  for (let n = 0; n < 36; n++) motion.advance(1 / 72)
  expect(Math.abs(motion.phase - before)).toBeGreaterThan(0.3)
})
