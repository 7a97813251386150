import { describe, expect, it } from 'vitest'
import { runsLong } from '../../tests/support/long'
import { computeAnswer, patientOf } from '../engine/answer'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import type { Edit } from '../heart/edit'
import { builtInCase } from './built-in-cases'

// Reference: a tube between aorta and lung artery carries blood to the lungs all through the beat: Qp:Qs over 1 and a
// lower diastolic pressure, the more the wider it is.
describe.runIf(runsLong('a shunt at two widths'))(
  'a tube from the innominate to the right pulmonary artery',
  () => {
    it('is one opening from the aorta to the lungs, whatever it passes, and steals by its width', () => {
      const heart = builtInCase('normal-infant', 1.4e-3)
      const base = baseDomain(heart)
      const patient = patientOf(heart, base)
      const port = (id: string) => heart.ports.find((p) => p.id === id)!.centre.map((v) => v * 1e3)
      const [from, to] = [port('brachiocephalic-trunk'), port('right-pulmonary-artery')]
      const start = [from[0]! + 0.5, from[1]! + 0.5, from[2]! - 5]
      const middle = [0, 1, 2].map((a) => (from[a]! + to[a]!) / 2 - (a === 1 ? 1 : 0))
      const path_mm = [start, middle, [to[0]! + 4, to[1]!, to[2]!]] as [number, number, number][]
      const [none, narrow, wide] = [0, 4, 5].map((diameter_mm) => {
        const tube: Edit = { kind: 'conduit', id: 'shunt', diameter_mm, material: 'ePTFE', path_mm }
        const edits = diameter_mm ? [tube] : []
        const domain = applyEdits(base, heart, edits)
        const { answer, openings } = computeAnswer({ heart, domain, edits, device: 'test', patient })
        const figure = (id: string) => answer.findings.find((f) => f.id === id)?.value ?? Number.NaN
        return { openings: openings.map((o) => o.id), figure }
      })
      expect(narrow!.openings).toEqual(['aorta-pulmonary-artery'])
      expect(wide!.openings).toEqual(['aorta-pulmonary-artery'])
      expect(none!.figure('qp-qs')).toBeCloseTo(1, 2)
      expect(narrow!.figure('qp-qs')).toBeGreaterThan(1.3)
      expect(wide!.figure('qp-qs')).toBeGreaterThan(narrow!.figure('qp-qs') + 0.1)
      expect(wide!.figure('aortic-diastolic')).toBeLessThan(none!.figure('aortic-diastolic') - 5)
    })
  },
)
