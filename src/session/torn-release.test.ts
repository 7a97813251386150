import { describe, expect, it } from 'vitest'
import { takesOut } from '../geometry/release'
import type { Edit } from '../heart/edit'
import { withTorn } from './torn-release'

const suture: Edit = {
  kind: 'suture',
  id: 'suture-1',
  path_mm: [
    [0, 0, 0],
    [20, 0, 0],
  ],
  technique: 'interrupted',
  pitch_mm: 4,
  bite_mm: 2,
}

describe('stitches that tore out', () => {
  it('become an entry that takes out just them', () => {
    const after = withTorn([suture], { edit: 'suture-1', rests: [[8e-3, 0, 0]] }, 'release-1')
    const release = after[1]!
    if (release.kind !== 'release') throw new Error('a release is wanted')
    expect(release).toMatchObject({ id: 'release-1', suture: 'suture-1', torn: true })
    const out = [4e-3, 8e-3, 12e-3].map((x) => takesOut(release, [x, 0, 0]))
    expect(out).toEqual([false, true, false])
  })

  it('join the entry of those that tore out of the same suture just before, and of no other', () => {
    const once = withTorn([suture], { edit: 'suture-1', rests: [[8e-3, 0, 0]] }, 'release-1')
    const twice = withTorn(once, { edit: 'suture-1', rests: [[12e-3, 0, 0]] }, 'release-2')
    expect(twice).toHaveLength(2)
    expect(twice[1]).toMatchObject({
      places_mm: [
        [8, 0, 0],
        [12, 0, 0],
      ],
    })
    expect(withTorn(twice, { edit: 'suture-9', rests: [[0, 0, 0]] }, 'release-2')).toHaveLength(3)
  })
})
