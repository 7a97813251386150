import { expect, test } from 'vitest'
import { averagedText, bloodNote, paceText } from './blood-rows'

test('the pace says what is known: standing still, preparing, the beat it is in, how alike beats are', () => {
  const at = (change: object) =>
    paceText({ running: true, dilation: 0.25, beats: 3, settled: 0.987, ...change })
  expect(at({ running: false })).toBe('Blood stands still')
  expect(at({ dilation: 0 })).toBe('Blood flow is being prepared')
  expect(at({ beats: 0, dilation: 0.0042 })).toBe('Blood shown at 0.004 × real time · beat 1')
  expect(at({})).toBe('Blood shown at 0.3 × real time · last two beats 99 % alike')
})

test('a mean over part of a beat says so', () => {
  expect(averagedText(null)).toBe('The wall is being measured')
  expect(averagedText(0.42)).toBe('Mean over 42 % of a beat so far')
  expect(averagedText(3.04)).toBe('Mean over 3.0 beats')
})

test('a jet and a vortex say what their hull stands for, and where the lattice is too coarse for them', () => {
  const seen = (surface: object | null) => ({ shear: null, surface: surface as never })
  const jet = { kind: 'jet', level: 1.21, top: 2.42, cellsAcross: 3.2 }
  expect(bloodNote('jet', 'speed', seen(jet))).toEqual({
    note: 'Blood faster than 1.2 m/s; the jet reaches 2.4 m/s',
    doubt: 'Only 3.2 cells of the lattice lie across it; under 6 it is drawn too wide and too weak',
  })
  expect(bloodNote('jet', 'speed', seen({ ...jet, cellsAcross: 7 })).doubt).toBeNull()
  expect(bloodNote('jet', 'speed', seen({ ...jet, cellsAcross: 0 })).note).toBe('No jet at this moment')
  // Radians a second are said as turns: 20 π is 10.
  const vortex = { kind: 'vortex', level: 20 * Math.PI, top: 60 * Math.PI, cellsAcross: 8 }
  expect(bloodNote('vortex', 'speed', seen(vortex)).note).toBe(
    'Blood that turns over 10 times a second; at most 30 times',
  )
  // What is still on its way from before is not spoken of.
  expect(bloodNote('vortex', 'speed', seen(jet)).note).toBe('The blood is being looked through')
  expect(bloodNote('tracers', 'speed', seen(jet))).toEqual({ note: null, doubt: null })
})
