import { expect, it } from 'vitest'
import type { Risk } from '../engine/protocol'
import { planSchema } from '../heart/edit'
import { riskGroups, riskRows } from './risk-rows'

const risk = (change: Partial<Risk>): Risk => ({
  id: 'residual-shunt',
  label: 'Residual shunt',
  level: 'moderate',
  edit: null,
  place: null,
  text: 'A hole is left',
  rule: '2–3 mm moderate',
  source: 'PMID 17307430',
  ...change,
})
const { edits } = planSchema.parse({
  name: 'p',
  edits: [{ kind: 'clamp', id: 'clamp-1', centre_mm: [0, 0, 0], normal: [0, 0, 1], radius_mm: 5 }],
})

it('names the step that causes a risk and the place that it happens at', () => {
  const rows = riskRows([risk({ edit: 'clamp-1', place: [0, 0, 0.01] }), risk({})], edits)
  expect(rows.map((r) => r.cause)).toEqual(['Clamp, step 1', null])
  expect(rows[0]!.pointed).toMatchObject({ place: [0, 0, 0.01], level: 'amber', label: 'Residual shunt' })
  expect(rows[1]!.pointed).toBeNull()
  expect(rows[0]!.basis).toBe('2–3 mm moderate. PMID 17307430')
  expect(new Set(rows.map((r) => r.key)).size).toBe(2)
})

it('puts what has torn before what may', () => {
  const rows = riskRows([risk({ level: 'high' })], edits, { 'clamp-1': 3 })
  expect(rows[0]).toMatchObject({
    level: 'high',
    text: '3 stitches tore out of the tissue',
    cause: 'Clamp, step 1',
  })
})

it('tells a risk at several places in one line, as heavy as its weightiest', () => {
  const near = risk({ id: 'valve', label: 'Valve distortion' })
  const rows = riskRows([risk({ level: 'high' }), near, risk({ text: 'Another' })], edits)
  const groups = riskGroups(rows)
  expect(groups.map(({ label, level }) => [label, level])).toEqual([
    ['Residual shunt, 2 places', 'high'],
    ['Valve distortion', 'moderate'],
  ])
  expect(groups[0]!.rows.map((r) => r.text)).toEqual(['A hole is left', 'Another'])
})
