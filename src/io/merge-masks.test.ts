import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gridToPatient, patientToGrid } from '../core/grid'
import type { Vec3 } from '../core/vec3'
import type { LabelMap } from './label-map'
import { mergeMasks } from './merge-masks'
import { oneLabelMap } from './read-labels'
import { readNifti } from './read-nifti'

/** A box of marked cells between two corners (mm), on a lattice of its own. */
function box(
  file: string,
  low: Vec3,
  high: Vec3,
  origin: Vec3,
  size: readonly [number, number, number],
  h = 1,
): LabelMap {
  const values = new Uint8Array(size[0] * size[1] * size[2])
  for (let o = 0; o < values.length; o++) {
    const at = [o % size[0], Math.floor(o / size[0]) % size[1], Math.floor(o / (size[0] * size[1]))]
    const p = at.map((n, a) => (origin[a] as number) + n * h)
    values[o] = Number(p.every((x, a) => x >= (low[a] as number) && x <= (high[a] as number)))
  }
  return {
    file,
    size,
    spacing: [h * 1e-3, h * 1e-3, h * 1e-3],
    origin: [origin[0] * 1e-3, origin[1] * 1e-3, origin[2] * 1e-3],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    values,
    segments: [{ value: 1, layer: 0, name: 'Label 1' }],
  }
}

const labelAt = (map: LabelMap, p: Vec3) => {
  const [i, j, k] = patientToGrid({ ...map }, p.map((x) => x * 1e-3) as unknown as Vec3).map(
    Math.round,
  ) as number[]
  return map.values[(i as number) + map.size[0] * ((j as number) + map.size[1] * (k as number))]
}
const cells = (map: LabelMap, label: number) =>
  (map.values as Uint8Array).reduce((n, v) => n + Number(v === label), 0)

test('masks on shifted lattices become one map: every cell in its place, the smaller on top, names from the files', () => {
  const heart = box('scan/whole_heart.nii.gz', [0, 0, 0], [9, 9, 9], [-5, -5, -5], [30, 30, 30])
  const ventricle = box('scan/LV_blood.nii.gz', [2, 2, 2], [5, 5, 5], [2, 1, 0], [10, 11, 12])
  const aorta = box('scan/aorta.nii.gz', [20, 0, 0], [23, 3, 3], [15, -3, -4], [20, 20, 20])
  const map = mergeMasks([ventricle, heart, aorta])
  expect(map.segments.map((s) => [s.value, s.name])).toEqual([
    [1, 'LV blood'],
    [2, 'whole heart'],
    [3, 'aorta'],
  ])
  expect([cells(map, 1), cells(map, 2), cells(map, 3)]).toEqual([64, 1000 - 64, 64])
  for (const [p, label] of [
    [[3, 3, 3], 1],
    [[1, 1, 1], 2],
    [[9, 9, 9], 2],
    [[21, 2, 1], 3],
    [[10, 9, 9], 0],
  ] as const)
    expect(labelAt(map, p as unknown as Vec3), String(p)).toBe(label)
  expect(map.warnings).toEqual([
    '“LV blood” and “whole heart” overlap in 64 cells: they were given to the first, which is smaller.',
  ])
  expect(map.size.every((n, a) => n <= [28, 14, 14][a]!)).toBe(true)
})

test('a coarser mask is moved to the cells of the finest, and it is said', () => {
  const fine = box('a.nii', [0, 0, 0], [5, 5, 5], [-1, -1, -1], [9, 9, 9])
  const coarse = box('b.nii', [10, 0, 0], [15, 5, 5], [9.25, -0.75, -0.75], [5, 5, 5], 2)
  const map = mergeMasks([fine, coarse])
  expect(map.warnings?.join(' ')).toMatch(/b\.nii lies on another lattice/)
  // Two coarse cells a side have their centres in the box: 8 of 8 mm³.
  expect(cells(map, 2)).toBe(8 * 8)
})

const data = `${process.cwd()}/../shared/data/cardiac-ct`
test.runIf(existsSync(data))(
  'the masks of the heart and its vessels keep their volumes on a common lattice',
  async () => {
    const names = ['heart', 'aorta', 'pulmonary_artery']
    const images = await Promise.all(
      names.map((n) =>
        readNifti({ name: `${n}.nii.gz`, bytes: new Uint8Array(readFileSync(`${data}/${n}.nii.gz`)) }),
      ),
    )
    const map = oneLabelMap(images)
    expect(map.segments.map((s) => s.name)).toEqual(['heart', 'aorta', 'pulmonary artery'])
    const mL = (label: number) => cells(map, label) * 1.5 ** 3 * 1e-3
    // Known volumes: 669, 246 and 48 mL; the vessels are the smaller ones and keep theirs.
    expect(mL(2)).toBeCloseTo(246, -0.5)
    expect(mL(3)).toBeCloseTo(48, -0.5)
    expect(mL(1)).toBeLessThan(670)
    // A marked cell of the aorta’s own lattice is aorta on the common one.
    const aorta = images[1]!
    const o = (aorta.values as Uint8Array).lastIndexOf(1)
    const [nx, ny] = aorta.size
    const p = gridToPatient(aorta, [o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))])
    expect(labelAt(map, p.map((x) => x * 1e3) as unknown as Vec3)).toBe(2)
  },
)
