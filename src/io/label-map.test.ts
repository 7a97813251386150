import { expect, test } from 'vitest'
import { cellCentre } from '../core/lattice'
import type { LabelMap } from './label-map'
import { toPatientLattice } from './labels/patient-lattice'

/** Two boxes in patient space (metres): label 1 to the left of x = 3 mm, label 2 to its right, between ± 12 mm. */
const truth = (p: readonly number[]) =>
  p.every((x) => Math.abs(x) < 0.0121) ? ((p[0] as number) > 0.0029 ? 1 : 2) : 0

function mapped(
  direction: number[],
  spacing: [number, number, number],
  size: [number, number, number],
): LabelMap {
  // The middle cell lies at the patient's origin.
  const place = (n: readonly number[]) =>
    [0, 1, 2].map((a) =>
      [0, 1, 2].reduce(
        (x, b) =>
          x +
          (direction[3 * a + b] as number) *
            ((n[b] as number) - Math.floor((size[b] as number) / 2)) *
            (spacing[b] as number),
        0,
      ),
    )
  const values = new Uint8Array(size[0] * size[1] * size[2])
  for (let k = 0, o = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) for (let i = 0; i < size[0]; i++) values[o++] = truth(place([i, j, k]))
  return {
    file: 'test.nrrd',
    size,
    spacing,
    origin: place([0, 0, 0]) as [number, number, number],
    direction,
    values,
    segments: [],
  }
}

function wrongCells(map: LabelMap, margin: number): { wrong: number; resampled: boolean; labelled: number } {
  const { frame, labels, resampled } = toPatientLattice(map)
  let wrong = 0
  let labelled = 0
  labels.forEach((v, o) => {
    const [nx, ny] = frame.size
    const p = cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny)))
    if (v > 0) labelled++
    const nearFace =
      Math.abs(p[0] - 0.0029) < margin || p.some((x) => Math.abs(Math.abs(x) - 0.0121) < margin)
    if (!nearFace && v !== truth(p)) wrong++
  })
  return { wrong, resampled, labelled }
}

test.each([
  ['LPS', [1, 0, 0, 0, 1, 0, 0, 0, 1]],
  ['RAS', [-1, 0, 0, 0, -1, 0, 0, 0, 1]],
  ['PIR', [0, 0, -1, 1, 0, 0, 0, -1, 0]],
])('axes %s: labels are moved to their place in the patient, unchanged', (_, direction) => {
  const map = mapped(direction, [1e-3, 1e-3, 1e-3], [33, 35, 37])
  const { wrong, resampled, labelled } = wrongCells(map, 0)
  expect({ wrong, resampled }).toEqual({ wrong: 0, resampled: false })
  expect(labelled).toBe(25 ** 3)
})

test('an oblique map with flat cells is resampled to cubes along the patient’s axes', () => {
  const [c, s] = [Math.cos(0.4), Math.sin(0.4)]
  const map = mapped([c, -s, 0, s, c, 0, 0, 0, 1], [0.8e-3, 0.8e-3, 1.6e-3], [60, 60, 30])
  const { wrong, resampled, labelled } = wrongCells(map, 1.2e-3)
  expect({ wrong, resampled }).toEqual({ wrong: 0, resampled: true })
  // 24.2 mm cubed in cells of .8 mm.
  expect(Math.abs(labelled / (24.2 / 0.8) ** 3 - 1)).toBeLessThan(0.06)
})

// A box of 9.2 × 24.2 × 24.2 mm: each face is at most half a cell of 1.3 mm off, which is 7 % of the thin side.
test('a fine map is brought to coarser cells with its volumes kept, cropped to what counts', () => {
  const map = mapped([1, 0, 0, 0, 1, 0, 0, 0, 1], [0.45e-3, 0.45e-3, 0.45e-3], [81, 77, 79])
  const keep = new Uint8Array(256)
  keep[1] = 1
  const { frame, labels } = toPatientLattice(map, 1.3e-3, keep)
  const cells = labels.reduce((n, v) => n + (v === 1 ? 1 : 0), 0)
  const exact = map.values as Uint8Array
  const given = exact.reduce((n, v) => n + (v === 1 ? 1 : 0), 0)
  expect(Math.abs((cells * 1.3 ** 3) / (given * 0.45 ** 3) - 1)).toBeLessThan(0.07)
  expect(labels.some((v) => v > 1)).toBe(false)
  expect(frame.size[0]).toBeLessThan(10)
})
