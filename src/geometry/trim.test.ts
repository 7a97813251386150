import { expect, test } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { type Edit, editSchema } from '../heart/edit'
import type { BloodDomain } from './blood-domain'
import { narrowestSection } from './openings'
import { applyEdit, applyEdits } from './resolve-anatomy'
import { twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'
import { trimmed } from './trim'

/*
 * A trim is what a smaller patch would have been: the same faces of the blood closed, the same sheet. No other
 * reference is needed, and none is weaker than equality.
 */

const edit = (e: unknown): Edit => editSchema.parse(e)
const circle = (r: number): Vec3[] =>
  Array.from({ length: 24 }, (_, n) => [
    3,
    r * Math.cos(n * (Math.PI / 12)),
    r * Math.sin(n * (Math.PI / 12)),
  ])
const hole = edit({ kind: 'lesion', id: 'hole', type: 'hole', centre_mm: [0, 0, 0], diameter_mm: 8 })
const patch = (r: number) => edit({ kind: 'patch', id: 'p', outline_mm: circle(r), material: 'dacron' })
const trim = (r: number, of = 'p') => edit({ kind: 'trim', id: `t-${r}`, patch: of, outline_mm: circle(r) })
const rim = edit({ kind: 'suture', id: 's', patch: 'p', technique: 'running', pitch_mm: 2, bite_mm: 2 })

/** Whether the same faces are open, by as much: fast, where matchers go through a million numbers. */
const sameFaces = (a: BloodDomain, b: BloodDomain) =>
  a.open.every((faces, axis) => Buffer.compare(bytes(faces), bytes(b.open[axis]!)) === 0)
const bytes = (a: Float32Array) => Buffer.from(a.buffer, a.byteOffset, a.byteLength)

const heart = twoChambers(1.5e-3)
const base = baseDomain(heart)

test('a trimmed patch is the patch that was laid so, and closes as much', () => {
  const cut = applyEdits(base, heart, [hole, patch(9), trim(6)])
  const small = applyEdits(base, heart, [hole, patch(6)])
  expect(sameFaces(cut, small)).toBe(true)
  expect(sameFaces(cut, applyEdits(base, heart, [hole, patch(9)]))).toBe(false)
  expect(cut.sheets[0]!.positions).toEqual(small.sheets[0]!.positions)
  const left = [cut, small].map((d) => narrowestSection(d, [2], [3])?.area ?? 0)
  expect(left[0]).toBe(left[1])
})

test('edit by edit is the same as all at once; what is sewn then holds what is left', () => {
  const edits = [hole, patch(9), trim(7), trim(6), rim]
  const steps = edits.reduce((domain, e) => applyEdit(domain, heart, e), base)
  expect(sameFaces(steps, applyEdits(base, heart, edits))).toBe(true)
  expect(sameFaces(steps, applyEdits(base, heart, [hole, patch(6), rim]))).toBe(true)
})

test('trimmed into the hole it leaves a way past its edge', () => {
  const area = (r: number) =>
    narrowestSection(applyEdits(base, heart, [hole, patch(9), trim(r), rim]), [2], [3])?.area ?? 0
  expect(area(6)).toBeLessThan(1e-6)
  expect(area(2)).toBeGreaterThan(10e-6)
})

test('a patch that is sewn, or is none, is refused in words', () => {
  const apply = (...edits: Edit[]) => applyEdits(base, heart, [hole, ...edits])
  expect(() => apply(patch(9), rim, trim(6))).toThrow(/is sewn/)
  expect(() => apply(trim(6))).toThrow(/no patch/)
  expect(trimmed([hole, trim(6)])).toEqual([hole])
  expect(trimmed([hole, patch(9), trim(6)])).toEqual([hole, patch(6)])
})
