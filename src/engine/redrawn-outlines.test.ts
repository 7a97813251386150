import { describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import type { Vec3 } from '../core/vec3'
import { distance } from '../core/vec3'
import { type Edit, editSchema } from '../heart/edit'
import { redrawnOutlines } from './redrawn-outlines'

const ring = Array.from({ length: 24 }, (_, n): [number, number, number] => [
  8 * Math.cos((n * Math.PI) / 12),
  8 * Math.sin((n * Math.PI) / 12),
  0,
])
const edits = [
  { kind: 'patch', id: 'patch-1', outline_mm: ring, material: 'pericardium', mode: 'cover' },
  {
    kind: 'suture',
    id: 'suture-1',
    patch: 'patch-1',
    path_mm: ring,
    technique: 'running',
    pitch_mm: 2,
    bite_mm: 2,
  },
  { kind: 'release', id: 'release-1', suture: 'suture-1', places_mm: [ring[3]] },
  { kind: 'suture', id: 'suture-2', path_mm: ring, technique: 'running', pitch_mm: 2, bite_mm: 2 },
].map((edit) => editSchema.parse(edit))

const placesOf = (edit: Edit): readonly Vec3[] =>
  edit.kind === 'patch'
    ? edit.outline_mm
    : edit.kind === 'suture'
      ? edit.path_mm
      : edit.kind === 'release'
        ? edit.places_mm!
        : []

describe('an outline that is drawn again', () => {
  const [patch, suture, release, other] = redrawnOutlines(edits, seededRandom(3)) as [Edit, Edit, Edit, Edit]

  it('takes along the stitches that hold it, and the place where one was taken out', () => {
    expect(placesOf(suture)).toEqual(placesOf(patch))
    expect(placesOf(release)[0]).toEqual(placesOf(patch)[3])
    expect(placesOf(other)).toEqual(ring)
  })

  it('is off by about a millimetre along each axis, over many', () => {
    const random = seededRandom(5)
    let sum = 0
    for (let n = 0; n < 200; n++) {
      const [again] = redrawnOutlines(edits.slice(0, 1), random) as [Edit]
      sum += placesOf(again).reduce((s, p, k) => s + distance(p, ring[k]!) ** 2, 0) / ring.length
    }
    expect(Math.sqrt(sum / 200 / 3)).toBeCloseTo(1, 1)
  })
})
