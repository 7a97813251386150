import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import doubleOutlet from '../../assets/hearts/double-outlet.json'
import { distance, dot, type Vec3 } from '../core/vec3'
import { readHeartCase } from '../geometry/parametric/heart-case'
import { parametricHeart } from '../geometry/parametric/parametric-heart'
import type { Heart } from '../heart/heart'
import { exportNrrd } from './export-nrrd'
import { heartFromLabels } from './heart-from-labels'
import type { LabelMap } from './label-map'
import { readNrrd } from './read-nrrd'

const file = `${process.cwd()}/../shared/data/whole-heart-labels/kit_wholeheart_1p5mm.seg.nrrd`
const present = existsSync(file)
if (!present)
  console.warn(
    'Skipped: ../shared/data/whole-heart-labels is not there, so no real heart makes the round trip.',
  )

/** Label of a heart at a place, 0 off its lattice. */
function labelAt({ frame, labels }: Heart, p: Vec3): number {
  const [i, j, k] = p.map((x, a) => Math.round((x - (frame.origin[a] as number)) / frame.spacing)) as [
    number,
    number,
    number,
  ]
  const [nx, ny, nz] = frame.size
  if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return 0
  return labels[i + nx * (j + ny * k)] as number
}

describe.runIf(present)('a real heart, taken in, exported and taken in again', () => {
  let map: LabelMap
  let heart: Heart
  let exported: LabelMap
  beforeAll(async () => {
    const name = 'kit.seg.nrrd'
    map = await readNrrd({ name, bytes: new Uint8Array(readFileSync(file)) })
    heart = heartFromLabels(map)
    exported = await readNrrd({ name, bytes: exportNrrd(heart) })
  })

  test('has every label of the file in its cell; only vessels without a name have got one', () => {
    const name = new Map(heart.structures.map((s) => [s.id, s.name]))
    const renamed = new Set<string>()
    for (let k = 0, o = 0; k < map.size[2]; k++)
      for (let j = 0; j < map.size[1]; j++)
        for (let i = 0; i < map.size[0]; i++, o++) {
          const given = map.values[o] as number
          if (given === 0) continue
          const at = [i, j, k].map(
            (n, a) => (map.origin[a] as number) + n * (map.spacing[a] as number),
          ) as unknown as Vec3
          const label = labelAt(heart, at)
          if (label !== given || given === 13) renamed.add(`${given} ${name.get(label)}`)
        }
    expect([...renamed].every((r) => /^13 (Inferior|Superior|Pulmonary vein)/.test(r))).toBe(true)
  })

  test('is the same heart again: labels, ends, valves, landmarks and surfaces', () => {
    const again = heartFromLabels(exported)
    expect(Buffer.compare(again.labels, heart.labels)).toBe(0)
    for (const key of ['frame', 'structures', 'ports', 'gates', 'landmarks', 'physiology'] as const)
      expect(again[key], key).toEqual(heart[key])
    expect(again.lumen.every((d, o) => d === heart.lumen[o])).toBe(true)
  })

  test('finds the same ends by their shape where the notes were lost, and carries no vein on twice', () => {
    const { notes: _, ...plain } = exported
    const again = heartFromLabels(plain)
    expect(again.warnings.join(' ')).not.toMatch(/carried on|were added from the valve/)
    expect(again.ports.map((p) => p.id).sort()).toEqual(heart.ports.map((p) => p.id).sort())
    for (const port of again.ports) {
      const before = heart.ports.find((p) => p.id === port.id) as Heart['ports'][number]
      expect(distance(port.centre, before.centre), port.id).toBeLessThan(1e-3)
      expect(dot(port.normal, before.normal), port.id).toBeGreaterThan(0.99)
      expect(Math.abs(port.area / before.area - 1), port.id).toBeLessThan(0.06)
    }
    let changed = 0
    const { frame, labels } = heart
    for (let k = 0, o = 0; k < frame.size[2]; k++)
      for (let j = 0; j < frame.size[1]; j++)
        for (let i = 0; i < frame.size[0]; i++, o++) {
          if (labels[o] === 0) continue
          const at = [i, j, k].map(
            (n, a) => (frame.origin[a] as number) + n * frame.spacing,
          ) as unknown as Vec3
          if (labelAt(again, at) !== labels[o]) changed++
        }
    // A few cells that hang on by a corner are all that may go.
    expect(changed).toBeLessThan(10)
  })
})

test('a built-in heart comes back as it was; labels changed since are taken as they are, and it is said', async () => {
  const heart = parametricHeart(readHeartCase(doubleOutlet, 'double-outlet.json'), 3e-3)
  const map = await readNrrd({ name: 'a.seg.nrrd', bytes: exportNrrd(heart) })
  const again = heartFromLabels(map)
  expect(Buffer.compare(again.labels, heart.labels)).toBe(0)
  expect(again.ports).toEqual(heart.ports)
  expect(again.gates).toEqual(heart.gates)
  expect(again.warnings.at(-1)).toMatch(/Read back/)
  const values = Uint8Array.from(map.values)
  const cell = values.indexOf(11)
  values[cell] = 1
  const edited = heartFromLabels({ ...map, values })
  expect(edited.labels[cell]).toBe(1)
  expect(edited.warnings.at(-1)).toMatch(/were changed/)
})
