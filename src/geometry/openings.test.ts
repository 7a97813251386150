import { describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import { dot, normalize, scale, type Vec3 } from '../core/vec3'
import { editSchema } from '../heart/edit'
import { allOpenings, narrowestSection } from './openings'
import { applyEdit, applyEdits } from './resolve-anatomy'
import { twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'

const hole = (d: number, normal: Vec3, id = 'hole', centre_mm: Vec3 = [0, 0, 0]) =>
  editSchema.parse({ kind: 'lesion', id, type: 'hole', centre_mm, diameter_mm: d, normal })

describe('narrowest section through holes at random angles', () => {
  const random = seededRandom(5)
  const cases = Array.from({ length: 8 }, (_, n) => {
    const wall = normalize([random() - 0.5, random() - 0.5, random() - 0.5])
    const lean = normalize([random() - 0.5, random() - 0.5, random() - 0.5])
    const axis = normalize([wall[0] + 0.3 * lean[0], wall[1] + 0.3 * lean[1], wall[2] + 0.3 * lean[2]])
    return { wall, axis, d: [9, 10.5, 12, 14][n % 4] as number }
  })

  // The section of a cylinder across its axis: π d² / 4, whatever the angle to the lattice and to the wall.
  it.each(cases)('within 5 % from six cells across ($d mm)', ({ wall, axis, d }) => {
    const heart = twoChambers(1.5e-3, wall, 8e-3)
    const opening = narrowestSection(applyEdit(baseDomain(heart), heart, hole(d, axis)), [2], [3])
    const error = (opening?.area ?? 0) / ((Math.PI * (d * 1e-3) ** 2) / 4) - 1
    const angle = (Math.acos(Math.min(1, Math.abs(dot(opening!.normal, axis)))) * 180) / Math.PI
    console.info(
      `${d} mm, ${(d / 1.5).toFixed(1)} cells: area ${(100 * error).toFixed(1)} %, axis off ${angle.toFixed(0)}°`,
    )
    expect(Math.abs(error)).toBeLessThan(0.05)
  })

  it('says how rough it is below six cells', () => {
    const heart = twoChambers(1.5e-3, normalize([1, 0.6, 0.3]), 5e-3)
    const base = baseDomain(heart)
    for (const d of [3, 4.5, 6, 7.5]) {
      const opening = narrowestSection(applyEdit(base, heart, hole(d, normalize([1, 0.6, 0.3]))), [2], [3])
      const error = (opening?.area ?? 0) / ((Math.PI * (d * 1e-3) ** 2) / 4) - 1
      console.info(`${d} mm, ${(d / 1.5).toFixed(1)} cells across: area ${(100 * error).toFixed(1)} %`)
      expect(Math.abs(error)).toBeLessThan(0.15)
      expect(opening?.cellsAcross).toBeCloseTo(d / 1.5, 0)
    }
  })

  it('adds two holes and names the sides from high to low pressure', () => {
    const heart = twoChambers(1.5e-3)
    const domain = applyEdits(baseDomain(heart), heart, [
      hole(6, [1, 0, 0], 'a', [0, -8, 0]),
      hole(9, [1, 0, 0], 'b', [0, 8, 0]),
    ])
    const [opening, ...rest] = allOpenings(domain, heart)
    expect(rest).toEqual([])
    expect(opening?.from).toBe(2)
    expect(opening?.to).toBe(3)
    expect(dot(opening!.normal, [1, 0, 0])).toBeGreaterThan(0.95)
    const area = (Math.PI / 4) * (36 + 81) * 1e-6
    expect(Math.abs(opening!.area / area - 1)).toBeLessThan(0.05)
    expect(scale(opening!.centre, 1e3)[1]).toBeCloseTo(8, 0)
  })
})
