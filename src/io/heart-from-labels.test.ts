import { beforeAll, describe, expect, test } from 'vitest'
import { sampleField } from '../core/lattice'
import { distance, dot, type Vec3 } from '../core/vec3'
import { neighbourSteps } from '../geometry/close-walls'
import type { Heart } from '../heart/heart'
import { heartFromLabels } from './heart-from-labels'
import { lumenPhantom } from './labels/lumen-phantom.fixture'

const mm = 1e-3
const phantom = lumenPhantom()
const port = (heart: Heart, id: string) => heart.ports.find((p) => p.id === id) as Heart['ports'][number]
const gate = (heart: Heart, id: string) => heart.gates.find((g) => g.id === id) as Heart['gates'][number]

/** Names of lumens that touch anywhere in the labels. */
function touching({ frame, labels, structures }: Heart): string[] {
  const part = new Map(structures.filter((s) => s.kind === 'blood').map((s) => [s.id, s.part]))
  const steps = neighbourSteps(frame, 3)
  const found = new Set<string>()
  for (let o = 0; o < labels.length; o++) {
    const a = part.get(labels[o] as number)
    if (!a) continue
    for (const s of steps) {
      const b = part.get(labels[o + s] as number)
      if (b && a !== b) found.add([a, b].sort().join(' '))
    }
  }
  return [...found].sort()
}

/** Length of tissue on a ray, metres. */
function tissueAlong(heart: Heart, from: Vec3, along: Vec3): number {
  let inside = 0
  for (let s = 0; s < 0.06; s += 0.1 * mm) {
    const p: Vec3 = [from[0] + s * along[0], from[1] + s * along[1], from[2] + s * along[2]]
    if (sampleField(heart.frame, heart.tissue, p) < 0) inside += 0.1 * mm
  }
  return inside
}

// The phantom's own drawing is the reference, see lumen-phantom.fixture.ts.
describe('a map of lumens only', () => {
  let heart: Heart
  beforeAll(() => {
    heart = heartFromLabels(phantom, { walls: { LV: 8 * mm } })
  })

  test('becomes a heart with the ends of its long vessels as ports, each once', () => {
    expect(heart.kind).toBe('whole-heart')
    expect(heart.ports.map((p) => p.id).sort()).toEqual([
      'aorta',
      'inferior-vena-cava',
      'pulmonary-artery-left',
      'pulmonary-artery-right',
      'pulmonary-vein-left',
      'pulmonary-vein-right',
      'superior-vena-cava',
    ])
    const ends: readonly (readonly [string, Vec3, Vec3, number])[] = [
      ['aorta', [8, 30, -61], [0, 0, -1], 8],
      ['superior-vena-cava', [-28, 4, 75], [0, 0, 1], 7],
      ['inferior-vena-cava', [-28, 27, -19], [0, 0.49, -0.87], 9],
      ['pulmonary-artery-right', [-50, -33, 53], [-0.91, 0.18, 0.36], 6],
      ['pulmonary-artery-left', [36, -45, 52.5], [0.97, -0.09, 0.22], 6],
      ['pulmonary-vein-left', [60, 16.5, 34.4], [0.96, 0.24, 0.16], 5],
    ]
    for (const [id, at, normal, radius] of ends) {
      const p = port(heart, id)
      expect(distance(p.centre, at.map((x) => x * mm) as unknown as Vec3), id).toBeLessThan(4.5 * mm)
      expect(dot(p.normal, normal), id).toBeGreaterThan(0.93)
      expect(Math.sqrt(p.area / Math.PI) / (radius * mm), id).toBeGreaterThan(0.75)
      expect(Math.sqrt(p.area / Math.PI) / (radius * mm), id).toBeLessThan(1.15)
      const ahead = p.centre.map((x, a) => x + 6 * mm * (p.normal[a] as number)) as unknown as Vec3
      expect(sampleField(heart.frame, heart.lumen, ahead), id).toBeGreaterThan(0)
      expect(sampleField(heart.frame, heart.tissue, ahead), id).toBeGreaterThan(0)
    }
  })

  test('has four valves where its lumens touch; the mitral annulus is the contact in its plane', () => {
    expect(heart.gates.map((g) => g.id).sort()).toEqual(['aortic', 'mitral', 'pulmonary', 'tricuspid'])
    const mitral = gate(heart, 'mitral')
    expect(distance(mitral.centre, [20 * mm, 1 * mm, 7 * mm])).toBeLessThan(2.5 * mm)
    expect(dot(mitral.normal, [0, 0, -1])).toBeGreaterThan(0.98)
    // In the plane z = 8 the ventricle is a disc of radius 7.2 mm and the atrium covers it.
    expect(Math.sqrt(mitral.area / Math.PI)).toBeGreaterThan(5.7 * mm)
    expect(Math.sqrt(mitral.area / Math.PI)).toBeLessThan(8.7 * mm)
    expect(dot(gate(heart, 'aortic').normal, [0, -0.3, 0.95])).toBeGreaterThan(0.6)
  })

  test('lets lumens touch only at valves and veins’ mouths, and bleeds nowhere', () => {
    expect(touching(heart)).toEqual([
      'IVC RA',
      'LA LV',
      'LA pulmonary-vein',
      'LV aorta',
      'RA RV',
      'RA SVC',
      'RV pulmonary-artery',
    ])
    expect(heart.warnings.join(' ')).not.toMatch(/still touch the outside/)
  })

  test('has walls as thick as asked or usual, and says so', () => {
    expect(tissueAlong(heart, [20 * mm, 0, -20 * mm], [1, 0, 0])).toBeGreaterThan(7 * mm)
    expect(tissueAlong(heart, [20 * mm, 0, -20 * mm], [1, 0, 0])).toBeLessThan(9 * mm)
    // The septum fills the 7 mm between the ventricles.
    expect(Math.abs(tissueAlong(heart, [20 * mm, -4 * mm, -20 * mm], [-1, 0, 0]) - 7 * mm)).toBeLessThan(
      4.5 * mm,
    )
    expect(tissueAlong(heart, [20 * mm, 5 * mm, 24 * mm], [0, 0, 1])).toBeLessThan(4 * mm)
    expect(heart.warnings.join(' ')).toMatch(/no wall round these lumens.*heart_ventricle_left 8\.0/)
    expect(heart.warnings.join(' ')).toMatch(/ends blindly/)
  })

  test('carries its estimated landmarks', () => {
    expect(heart.landmarks.map((l) => l.id)).toEqual(
      expect.arrayContaining([
        'annulus-mitral',
        'coronary-ostium-left',
        'coronary-ostium-right',
        'septum-centre',
        'conduction-axis',
      ]),
    )
    const [left, right] = ['left', 'right'].map(
      (side) => heart.landmarks.find((l) => l.id === `coronary-ostium-${side}`)?.points[0] as Vec3,
    ) as [Vec3, Vec3]
    expect(left[0]).toBeGreaterThan(right[0])
  })
})

test('ends, valves and physiology that are given stand over what would be found', () => {
  const labels: string[] = []
  const heart = heartFromLabels(phantom, {
    ends: [
      {
        part: 'aorta',
        centre: [8 * mm, 30 * mm, -20 * mm],
        normal: [0, 0, -2],
        radius: 11 * mm,
        name: 'Descending',
      },
    ],
    valves: [{ gate: 'mitral', centre: [20 * mm, 0, 8 * mm], normal: [0, 0, -1], radius: 6 * mm }],
    physiology: { weight: 9.3, saturations: { systemicArterial: 0.85 } },
    onProgress: (label) => labels.push(label),
  })
  const aorta = heart.ports.filter((p) => p.part === 'aorta')
  expect(aorta.map((p) => p.name)).toEqual(['Descending'])
  expect(distance(aorta[0]?.centre as Vec3, [8 * mm, 30 * mm, -18 * mm])).toBeLessThan(1.5 * mm)
  const id = heart.structures.find((s) => s.kind === 'blood' && s.part === 'aorta')?.id
  const { frame, labels: cells } = heart
  for (let o = 0; o < cells.length; o++)
    if (cells[o] === id) {
      const z = frame.origin[2] + frame.spacing * Math.floor(o / (frame.size[0] * frame.size[1]))
      expect(z).toBeGreaterThan(-21 * mm)
    }
  const mitral = gate(heart, 'mitral')
  expect(mitral.centre).toEqual([20 * mm, 0, 8 * mm])
  expect(mitral.radius).toBe(6 * mm)
  // WHO median of 9.3 kg is that of one year; Fleming 2011: 128 to 123 beats a minute there.
  expect(heart.physiology.ageYears).toBeCloseTo(1, 6)
  expect(heart.physiology.heartRate * 60).toBeGreaterThan(122)
  expect(heart.physiology.saturations).toEqual({ systemicArterial: 0.85 })
  expect(labels.length).toBeGreaterThan(6)
  expect(() => heartFromLabels(phantom, { signal: AbortSignal.abort(new Error('cancelled')) })).toThrow(
    'cancelled',
  )
})

test('what is missing is said in words', () => {
  const without = ['aorta', 'heart_atrium_left']
  const heart = heartFromLabels(
    {
      ...phantom,
      segments: phantom.segments.map((s) => (without.includes(s.name) ? { ...s, name: `x${s.value}` } : s)),
    },
    { spacing: 3 * mm },
  )
  const said = heart.warnings.join('\n')
  expect(said).toMatch(/“x5” \(label 5, \d+\.\d mL\) was not recognised/)
  expect(said).toMatch(/No aortic valve was found.*the map has no aorta/)
  expect(said).toMatch(/No mitral valve was found.*the map has no LA/)
  expect(said).toMatch(/The LV has no outlet/)
  expect(said).toMatch(/resampled from 2\.00 .* to cubes of 3\.00 mm/)
})
