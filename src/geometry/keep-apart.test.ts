import { describe, expect, it } from 'vitest'
import archFile from '../../assets/hearts/hypoplastic-arch.json'
import type { Edit } from '../heart/edit'
import plan from '../procedures/plans/hypoplastic-arch.patch-widening.json'
import { allOpenings } from './openings'
import { readHeartCase } from './parametric/heart-case'
import { parametricHeart } from './parametric/parametric-heart'
import { applyEdit } from './resolve-anatomy'
import { baseDomain } from './resolve-anatomy-base'

describe('a widened arch', () => {
  it('opens no way into the lung artery beside it', () => {
    const heart = parametricHeart(readHeartCase(archFile, 'hypoplastic-arch.json'))
    const before = baseDomain(heart)
    const after = (plan as unknown as { edits: Edit[] }).edits.reduce(
      (domain, edit) => applyEdit(domain, heart, edit),
      before,
    )
    const pairs = (domain: typeof before) => allOpenings(domain, heart).map((o) => `${o.from}-${o.to}`)
    expect(pairs(after)).toEqual(pairs(before))
    expect(after.fill.reduce((a, b) => a + b, 0)).toBeGreaterThan(before.fill.reduce((a, b) => a + b, 0))
  })
})
