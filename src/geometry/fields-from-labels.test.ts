import { expect, test } from 'vitest'
import { cellCentre, cellCount, type LatticeFrame, sampleField } from '../core/lattice'
import { length, type Vec3 } from '../core/vec3'
import type { Structure } from '../heart/heart'
import { fieldsFromLabels } from './fields-from-labels'

const structures: Structure[] = [
  { id: 1, name: 'wall', kind: 'wall', part: 'LV' },
  { id: 2, name: 'left', kind: 'blood', part: 'LV' },
  { id: 3, name: 'right', kind: 'blood', part: 'RV' },
]
const h = 1e-3
const frame: LatticeFrame = { size: [40, 40, 40], spacing: h, origin: [-0.0197, -0.0202, -0.0195] }

function labelled(label: (p: Vec3) => number): Uint8Array {
  const labels = new Uint8Array(cellCount(frame))
  for (let k = 0, o = 0; k < 40; k++)
    for (let j = 0; j < 40; j++) for (let i = 0; i < 40; i++) labels[o++] = label(cellCentre(frame, i, j, k))
  return labels
}

const volume = (field: Float32Array) =>
  field.reduce((v, d) => v + Math.min(1, Math.max(0, 0.5 - d / h)) * h ** 3, 0)

// The labels are the reference: cells of a label times h³, which itself is within 2 % of 4/3 π R³.
test.each([6.3, 10.2])('a sphere of %f cells keeps its volume within 1 %', (cells) => {
  const R = cells * h
  const labels = labelled((p) => (length(p) < R ? 2 : length(p) < R + 3 * h ? 1 : 0))
  const { lumen, tissue } = fieldsFromLabels(frame, labels, structures)
  const cellsOf = (id: number) => labels.reduce((n, v) => n + (v === id ? 1 : 0), 0) * h ** 3
  const exact = cellsOf(2)
  expect(Math.abs(volume(lumen) / exact - 1)).toBeLessThan(0.01)
  const shell = cellsOf(1)
  expect(Math.abs(volume(tissue) / shell - 1)).toBeLessThan(0.015)
})

test('the surface of a sphere is smooth: distances err by less than half a cell', () => {
  const R = 10.2 * h
  const labels = labelled((p) => (length(p) < R ? 2 : 1))
  const { lumen } = fieldsFromLabels(frame, labels, structures)
  let worst = 0
  for (let n = 0; n < 2000; n++) {
    const z = 1 - (2 * n + 1) / 2000
    const s = Math.sqrt(1 - z * z)
    const p: Vec3 = [R * s * Math.cos(2.4 * n), R * s * Math.sin(2.4 * n), R * z]
    worst = Math.max(worst, Math.abs(sampleField(frame, lumen, p)))
  }
  expect(worst).toBeLessThan(0.5 * h)
})

// A wall of one cell between two chambers, and one between a chamber and the outside, flat and tilted.
test.each([[[1, 0, 0]], [[0.6, 0.8, 0]], [[0.48, 0.6, 0.64]]])(
  'walls of one to two cells along %j stay closed and keep their thickness',
  (normal) => {
    const [a, b, c] = normal as [number, number, number]
    const thickness = 1.5 * h
    const height = (p: Vec3) => a * p[0] + b * p[1] + c * p[2]
    const labels = labelled((p) => {
      const s = height(p)
      if (Math.abs(s) < thickness / 2) return 1
      if (Math.abs(s - 8 * h) < thickness / 2) return 1
      return s < 0 ? 2 : s < 8 * h ? 3 : 0
    })
    const { lumen, tissue } = fieldsFromLabels(frame, labels, structures)
    let thinnest = Number.POSITIVE_INFINITY
    for (const wall of [0, 8 * h])
      for (let u = -8; u <= 8; u += 0.5) {
        const foot: Vec3 = [wall * a - u * b * h, wall * b + u * a * h, wall * c]
        let inTissue = 0
        for (let s = -3; s <= 3; s += 0.05)
          if (sampleField(frame, tissue, [foot[0] + s * a * h, foot[1] + s * b * h, foot[2] + s * c * h]) < 0)
            inTissue += 0.05
        thinnest = Math.min(thinnest, inTissue)
        expect(sampleField(frame, lumen, foot)).toBeGreaterThan(0)
      }
    expect(thinnest).toBeGreaterThan(0.55)
  },
)
