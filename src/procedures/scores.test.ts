import { expect, it } from 'vitest'
import type { Finding, Risk } from '../engine/protocol'
import { editExamples } from '../heart/edit-examples'
import { emptyRecording, type Recording, withChange } from '../heart/recording'
import { scoresOf, smoothness } from './scores'

const nothing = { stitches: [], findings: [], risks: [] }
const value = (scores: ReturnType<typeof scoresOf>, id: string) => scores.find((s) => s.id === id)?.value

// Reference: x = 10 t³ - 15 t⁴ + 6 t⁵ has ∫ jerk² dt = 720 and greatest speed 15/8, so that ln(720 / (15/8)²) = 5.32.
it('gives a minimum-jerk reach its smoothness, and a shaken one less', () => {
  const reach = (t: number) => 10 * t ** 3 - 15 * t ** 4 + 6 * t ** 5
  const poses = (shake: number) =>
    Array.from({ length: 401 }, (_, n) => ({
      at_s: n / 400,
      tip_mm: [reach(n / 400) + shake * Math.sin(n / 4), 0, 0] as const,
    }))
  expect(smoothness(poses(0))).toBeCloseTo(-5.32, 1)
  expect(smoothness(poses(0.01))!).toBeLessThan(-8)
  expect(smoothness(poses(0).map((p) => ({ ...p, tip_mm: [1, 1, 1] as const })))).toBeNull()
})

it('measures the path of each hand from what was recorded', () => {
  const poses = Array.from({ length: 11 }, (_, n) => ({
    at_s: n / 10,
    side: 'right' as const,
    tip_mm: [10 * n, 0, 0] as [number, number, number],
  }))
  const scores = scoresOf({ ...nothing, recording: { ...emptyRecording('a heart'), poses } })
  expect(value(scores, 'path-right')).toBeCloseTo(0.1, 9)
  expect(value(scores, 'path-left')).toBeUndefined()
})

it('tells stitches three apart, what was taken back, and what is left', () => {
  const [cut] = editExamples
  let recording: Recording = withChange(emptyRecording('a heart'), 60, [], [cut!])
  recording = withChange(recording, 120, [cut!], [])
  const positions = new Float32Array([0, 3, 6].flatMap((x) => [x, 0, 0, x, 1, 0].map((v) => v * 1e-3)))
  const hole = { id: 'residual-hole', label: 'Septal hole', value: 2.5, unit: 'mm', basis: '' } as Finding
  const risk = { id: 'conduction-injury', level: 'high' } as Risk
  const scores = scoresOf({
    recording,
    stitches: [{ edit: 'suture-1', positions }],
    findings: [hole, { ...hole, id: 'qp-qs' }],
    risks: [risk, { ...risk, level: 'moderate' }],
  })
  expect(value(scores, 'time')).toBe(2)
  expect(value(scores, 'undone')).toBe(1)
  expect(value(scores, 'stitch-spacing')).toBeCloseTo(3, 6)
  expect(value(scores, 'stitch-spacing-sd')).toBeCloseTo(0, 6)
  expect(value(scores, 'left-residual-hole')).toBe(2.5)
  expect(value(scores, 'left-qp-qs')).toBeUndefined()
  expect(value(scores, 'conduction')).toBe(1)
})
