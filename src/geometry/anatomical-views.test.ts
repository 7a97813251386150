import { expect, test } from 'vitest'
import normalFile from '../../assets/hearts/normal.json'
import { cellCentre, cellIndex, toLattice } from '../core/lattice'
import { mm } from '../core/units'
import { add, cross, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Heart, Part } from '../heart/heart'
import { type AnatomicalView, anatomicalView, anatomicalViewsOf } from './anatomical-views'
import { readHeartCase } from './parametric/heart-case'
import { parametricHeart } from './parametric/parametric-heart'

const heart = parametricHeart(readHeartCase(normalFile, 'normal.json'), 2.5 * mm)
const rightOf = ({ up, away }: AnatomicalView): Vec3 => cross(up, away)
const gate = (id: string): Vec3 => heart.gates.find((g) => g.id === id)!.centre
const view = (name: Parameters<typeof anatomicalView>[1]): AnatomicalView => anatomicalView(heart, name)!

/** Parts of the heart that a section of 12 cm meets. */
function partsOn({ section, away, up }: AnatomicalView): Set<Part> {
  const right = cross(up, away)
  const met = new Set<Part>()
  for (let x = -60; x <= 60; x += 2)
    for (let y = -60; y <= 60; y += 2) {
      const p = add(section!, add(scale(right, x * mm), scale(up, y * mm)))
      const [i, j, k] = toLattice(heart.frame, p).map(Math.round) as [number, number, number]
      const inside = [i, j, k].every((v, a) => v >= 0 && v < heart.frame.size[a]!)
      const label = inside ? heart.labels[cellIndex(heart.frame, i, j, k)] : 0
      const structure = heart.structures.find((s) => s.id === label)
      if (structure?.kind === 'blood') met.add(structure.part)
    }
  return met
}

test('a whole heart has every anatomical view, and each is a right-angled frame', () => {
  expect(anatomicalViewsOf(heart)).toEqual(['surgeon', 'four-chamber', 'lvot', 'septum'])
  for (const name of anatomicalViewsOf(heart)) {
    const { away, up } = view(name)
    expect(length(away)).toBeCloseTo(1, 9)
    expect(length(up)).toBeCloseTo(1, 9)
    expect(dot(away, up)).toBeCloseTo(0, 9)
  }
})

test('the four-chamber section shows four chambers, the apex down and the mitral valve on the right', () => {
  const four = view('four-chamber')
  expect([...partsOn(four)]).toEqual(expect.arrayContaining(['LV', 'RV', 'LA', 'RA']))
  for (const place of [gate('mitral'), gate('tricuspid')])
    expect(dot(subtract(place, four.section!), four.away)).toBeCloseTo(0, 6)
  expect(dot(subtract(gate('mitral'), gate('tricuspid')), rightOf(four))).toBeGreaterThan(0)
  expect(dot(subtract(gate('mitral'), four.target), four.up)).toBeGreaterThan(0)
})

test('the outflow section shows the left ventricle, its inlet and its outlet, the outlet to the right', () => {
  const lvot = view('lvot')
  expect([...partsOn(lvot)]).toEqual(expect.arrayContaining(['LV', 'LA', 'aorta']))
  expect(dot(subtract(gate('aortic'), lvot.target), rightOf(lvot))).toBeGreaterThan(0)
  expect(dot(subtract(gate('aortic'), gate('mitral')), lvot.up)).toBeGreaterThan(0)
})

test('in the surgeon’s view the head lies to the left, and the eye is before the heart on its right side', () => {
  const surgeon = view('surgeon')
  expect(dot([0, 0, 1], rightOf(surgeon))).toBeLessThan(-0.9)
  expect(surgeon.away[1]).toBeLessThan(-0.5)
  expect(surgeon.away[0]).toBeLessThan(0)
})

test('the septum of two cavities parted by a slanting wall is seen straight on, from the right one', () => {
  const normal = normalize([-0.6, -0.7, 0.3])
  const { away, target } = anatomicalView(parted(normal), 'septum')!
  expect(dot(away, normal)).toBeGreaterThan(Math.cos((3 * Math.PI) / 180))
  expect(Math.abs(dot(target, normal))).toBeLessThan(1.5 * mm)
})

test('without its valves, or with one cavity below both, a heart has no view that needs them', () => {
  expect(anatomicalViewsOf({ ...heart, gates: [] })).toEqual(['surgeon'])
  const single = heart.gates.map((g) => (g.id === 'tricuspid' ? { ...g, to: 1 } : { ...g, to: 1 }))
  expect(anatomicalView({ ...heart, gates: single }, 'septum')).toBeNull()
})

/** A ball of blood of 50 mm, parted through its middle by a wall of 6 mm: right (2) along the normal, left (1) behind. */
function parted(normal: Vec3): Heart {
  const n = 60
  const frame = { size: [n, n, n] as const, spacing: 1 * mm, origin: [-30 * mm, -30 * mm, -30 * mm] as Vec3 }
  const labels = new Uint8Array(n ** 3)
  for (let k = 0; k < n; k++)
    for (let j = 0; j < n; j++)
      for (let i = 0; i < n; i++) {
        const p = cellCentre(frame, i, j, k)
        const height = dot(p, normal)
        if (length(p) < 25 * mm && Math.abs(height) > 3 * mm)
          labels[cellIndex(frame, i, j, k)] = height > 0 ? 2 : 1
      }
  const valves = heart.gates.map((g) => ({ ...g, to: g.id === 'tricuspid' ? 2 : 1 }))
  return { ...heart, frame, labels, gates: valves }
}
