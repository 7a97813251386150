import { expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { applyEdit } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { editSchema } from '../heart/edit'
import { builtInCase } from '../procedures/built-in-cases'
import { computeAnswer, patientOf } from './answer'

// Where a valve has ways round it on both sides, Newton's method goes back and forth between them within a step.
it('answers where a resection takes a whole valve and what lies beside it', () => {
  const heart = builtInCase('vsd-muscular')
  const base = baseDomain(heart)
  const patient = patientOf(heart, base)
  for (const id of ['aortic', 'pulmonary'] as const) {
    const centre: Vec3 = heart.gates.find((g) => g.id === id)!.centre
    const path_mm = [centre.map((x) => 1e3 * x)]
    const resection = editSchema.parse({ kind: 'resect', id: 'r', path_mm, radius_mm: 14 })
    const domain = applyEdit(base, heart, resection)
    const { answer, openings } = computeAnswer({ heart, domain, edits: [resection], device: '', patient })
    expect(openings.length).toBeGreaterThan(2)
    expect(answer.findings.every((f) => Number.isFinite(f.value))).toBe(true)
  }
})
