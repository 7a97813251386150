import { describe, expect, it } from 'vitest'
import { runsLong } from '../../tests/support/long'
import { add, normalize, scale, subtract } from '../core/vec3'
import { computeAnswer, patientOf } from '../engine/answer'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { builtInCase } from './built-in-cases'

function answersTo(heart: Heart, lists: readonly (readonly Edit[])[]) {
  const base = baseDomain(heart)
  const patient = patientOf(heart, base)
  return lists.map((edits) => {
    const domain = applyEdits(base, heart, edits)
    const { findings } = computeAnswer({ heart, domain, edits, device: 'test', patient }).answer
    return (id: string) => findings.find((f) => f.id === id)?.value
  })
}

// Reference: a cleft that stays open lets blood back (Q = A √(2 dp / ρ)), one sewn shut does not, one sewn over half of
// its length half as much; a valve that does not leak has no such figure.
describe('the cleft of an atrioventricular septal defect', () => {
  it('leaks until it is sewn', () => {
    const heart = builtInCase('avsd-complete', 2e-3)
    const leak = heart.gates.find((g) => g.id === 'mitral')!.leaks![0]!
    const line = leak.place.map((p) => p.map((v) => v * 1e3) as [number, number, number])
    const sewn = (path_mm: [number, number, number][]): Edit => ({
      ...{ kind: 'suture', id: 'cleft', technique: 'interrupted', pitch_mm: 2, bite_mm: 1, path_mm },
    })
    const [open, half, shut] = answersTo(heart, [[], [sewn(line.slice(0, 1))], [sewn(line)]])
    expect(open!('regurgitation-mitral')).toBeGreaterThan(4)
    expect(open!('regurgitation-mitral')).toBeLessThan(25)
    expect(half!('regurgitation-mitral')).toBeLessThan(open!('regurgitation-mitral')!)
    expect(shut!('regurgitation-mitral')).toBeUndefined()
    expect(open!('regurgitation-tricuspid')).toBeUndefined()
    expect(shut!('cardiac-output')).toBeGreaterThan(open!('cardiac-output')!)
  })
})

// Reference: what is opened beside the leaflets lies open in diastole: the leak is that area behind a thin edge (.65).
describe.runIf(runsLong('a ring opened beside its leaflets'))(
  'a ring that is opened beside its leaflets',
  () => {
    it('makes the pulmonary valve of a tetralogy leak', () => {
      const heart = builtInCase('tetralogy', 1.4e-3)
      const { centre, normal, radius } = heart.gates.find((g) => g.id === 'pulmonary')!
      const front = normalize(subtract([0, -1, 0], scale(normal, -normal[1])))
      const along = (t: number) =>
        scale(add(centre, add(scale(normal, t), scale(front, radius))), 1e3) as [number, number, number]
      const path_mm = [along(-4e-3), along(0), along(4e-3)]
      const opened: Edit = { kind: 'resect', id: 'through-the-ring', path_mm, radius_mm: 2.2 }
      const [before, after] = answersTo(heart, [[], [opened]])
      expect(before!('regurgitation-pulmonary')).toBeUndefined()
      expect(after!('regurgitation-pulmonary')).toBeGreaterThan(3)
      expect(after!('regurgitation-pulmonary')).toBeLessThan(60)
    })
  },
)
