import { describe, expect, it } from 'vitest'
import doubleOutletFile from '../../../assets/hearts/double-outlet.json'
import tetralogyFile from '../../../assets/hearts/tetralogy.json'
import { mL, mm } from '../../core/units'
import { distance, dot, scale, subtract, type Vec3 } from '../../core/vec3'
import type { GateName, Heart } from '../../heart/heart'
import { allOpenings } from '../openings'
import { outflowSection } from '../outflow-section'
import { baseDomain } from '../resolve-anatomy-base'
import { gateOf } from './anatomy'
import { readHeartCase } from './heart-case'
import { bodySurface, linearScale } from './heart-parameters'
import { withParameter } from './parameter-rows'
import { anatomyOf, parametricHeart } from './parametric-heart'
import {
  allowedContacts,
  contacts,
  contactsOf,
  landmark,
  leaksOf,
  piecesOf,
  projectedArea,
  volumeOf,
} from './parametric-heart.fixture'
import { gatePlans } from './skeleton'
import { bloodOf } from './structures'

const open = (file: unknown) => {
  const from = readHeartCase(file, 'case.json')
  const heart = parametricHeart(from)
  return { from, heart, surface: bodySurface(from.heart), domain: baseDomain(heart) }
}
const outlet = open(doubleOutletFile)
const fallot = open(tetralogyFile)

const annulus = (h: Heart, id: GateName) =>
  (2 * Math.sqrt((h.gates.find((g) => g.id === id)?.area as number) / Math.PI)) / mm
const apart = (h: Heart, a: string, b: string) =>
  Math.min(...landmark(h, a).map((p) => Math.min(...landmark(h, b).map((q) => distance(p, q))))) / mm

describe.each([
  ['double-outlet right ventricle', outlet, 10],
  ['tetralogy', fallot, 12],
] as const)('%s', (_, { heart, surface, domain }, hole_mm) => {
  it('joins only what it should, and is tight', () => {
    expect([...contactsOf(heart).keys()].sort()).toEqual(allowedContacts(heart, '11-12'))
    expect(leaksOf(heart)).toEqual([])
    expect(piecesOf(heart, 'wall')).toBe(1)
    expect(piecesOf(heart, 'blood')).toBe(1)
    expect(domain.warnings).toEqual([])
  })

  it('has one opening between parts that should be apart, of the size that was asked for', () => {
    const [only, ...more] = allOpenings(domain, heart)
    expect(more).toEqual([])
    expect([only?.from, only?.to]).toEqual([bloodOf.LV, bloodOf.RV])
    expect((only?.effectiveDiameter as number) / mm / hole_mm).toBeGreaterThan(0.88)
    expect((only?.effectiveDiameter as number) / mm / hole_mm).toBeLessThan(1.06)
  })

  // Reference: 62 ± 11.9 mL/m^2.6 (Lopez et al., Circ Cardiovasc Imaging 10, 2017), from -2 to +2 sd.
  it('has a left ventricle that can carry the body, and a right one of like size', () => {
    const left = volumeOf(heart, bloodOf.LV) / mL
    expect(left / surface ** 1.3).toBeGreaterThan(38)
    expect(left / surface ** 1.3).toBeLessThan(86)
    const ratio = volumeOf(heart, bloodOf.RV) / mL / left
    expect(ratio).toBeGreaterThan(0.7)
    expect(ratio).toBeLessThan(1.6)
  })

  it('opens its valves as wide as their annuli', () => {
    for (const gate of heart.gates) {
      const area = projectedArea(heart, contacts(heart, gate.from, gate.to), gate.normal)
      expect(area / gate.area, gate.id).toBeGreaterThan(0.8)
      expect(area / gate.area, gate.id).toBeLessThan(1.2)
    }
  })
})

describe('the outlets of the double-outlet right ventricle', () => {
  const { heart, from, surface, domain } = outlet

  it('lead both arteries out of the right ventricle, and none out of the left', () => {
    const source = (id: GateName) => heart.gates.find((g) => g.id === id)?.from
    expect([source('aortic'), source('pulmonary')]).toEqual([bloodOf.RV, bloodOf.RV])
    expect(contacts(heart, bloodOf.LV, bloodOf.aorta)).toEqual([])
  })

  // Reference: a bilateral conus parts both arterial valves from the mitral valve; normal is fibrous continuity.
  it('keep the aortic valve away from the mitral one by more than the conus is long', () => {
    expect(apart(heart, 'annulus-aortic', 'annulus-mitral')).toBeGreaterThan(7)
  })

  it('place the aorta to the right of the pulmonary trunk at the angle asked for', () => {
    const way = (f: typeof from) => {
      const gate = (id: GateName) => gateOf(anatomyOf(f), id)?.centre as Vec3
      const [x, y] = subtract(gate('aortic'), gate('pulmonary'))
      return (Math.atan2(-x, y) * 180) / Math.PI
    }
    expect(way(from)).toBeCloseTo(75, 0)
    expect(way(withParameter(from, 'lesions.0.arteries_deg', 120))).toBeCloseTo(120, 0)
  })

  // Reference: a tunnel to the aorta fits where tricuspid and pulmonary valve are farther apart than the aortic valve
  // is wide (Sakata, Lecompte, Batisse, Borromée, Durandy, J Thorac Cardiovasc Surg 95, 1988).
  it('leave room for a tunnel between the tricuspid and the pulmonary valve', () => {
    expect(apart(heart, 'annulus-tricuspid', 'annulus-pulmonary')).toBeGreaterThan(annulus(heart, 'aortic'))
  })

  // Reference: 1.48 ± .14 and 1.91 ± .24 cm/m (Lopez et al. 2017).
  it('have annuli of a patient with a wide aorta and a small pulmonary valve', () => {
    const z = (id: GateName, mean: number, sd: number) =>
      (annulus(heart, id) / 10 / Math.sqrt(surface) - mean) / sd
    expect(z('aortic', 1.48, 0.14)).toBeGreaterThan(0)
    expect(z('aortic', 1.48, 0.14)).toBeLessThan(3)
    expect(z('pulmonary', 1.91, 0.24)).toBeGreaterThan(-3)
    expect(z('pulmonary', 1.91, 0.24)).toBeLessThan(0)
  })

  it('are as wide as asked for: 9 mm to the lungs, the annulus to the body', () => {
    const lungs = outflowSection(domain, heart, 'pulmonary')?.effectiveDiameter as number
    const body = outflowSection(domain, heart, 'aortic')?.effectiveDiameter as number
    expect(Math.abs(lungs / mm - 9)).toBeLessThan(1)
    expect(Math.abs(body / mm - 10.5)).toBeLessThan(0.8)
  })

  it('are committed to the defect as asked for', () => {
    const away = (changes: Readonly<Record<string, number>>) => {
      const changed = Object.entries(changes).reduce(
        (f, [id, value]) => withParameter(f, `lesions.0.${id}`, value),
        from,
      )
      const shape = anatomyOf(changed)
      const hole = shape.defects[0]?.centre as Vec3
      const to = (id: GateName) => distance(hole, gateOf(shape, id)?.centre as Vec3) * linearScale(from.heart)
      return { aortic: to('aortic'), pulmonary: to('pulmonary'), tricuspid: to('tricuspid') }
    }
    const usual = away({})
    const under = away({ commitment: 1 })
    const remote = away({ remoteness: 1 })
    expect(usual.aortic).toBeLessThan(usual.pulmonary)
    expect(under.pulmonary).toBeLessThan(under.aortic)
    expect(remote.aortic).toBeGreaterThan(usual.aortic + 5)
    expect(remote.tricuspid).toBeLessThan(usual.tricuspid)
  })

  it('mark the axis of conduction in the lower rim of a perimembranous defect', () => {
    expect(apart(heart, 'conduction-axis', 'vsd-rim')).toBeLessThan(2.5)
  })
})

describe('the tetralogy', () => {
  const { heart, from, surface, domain } = fallot

  it('has 40 % of its aortic annulus beyond the septum, which a normal one touches', () => {
    const { aortic } = gatePlans
    const planted = gateOf(anatomyOf(from), 'aortic')
    if (!planted) throw new Error('no aortic gate')
    const right = subtract(planted.centre, scale(aortic.normal, dot(planted.centre, aortic.normal)))
    const over = Math.hypot(...right) + planted.radius - aortic.radius
    expect(over / (2 * planted.radius)).toBeCloseTo(0.4, 2)
  })

  it('is narrowest under the pulmonary valve: 4.5 mm', () => {
    const lungs = outflowSection(domain, heart, 'pulmonary')
    expect(Math.abs((lungs?.effectiveDiameter as number) / mm - 4.5)).toBeLessThan(0.7)
    expect(lungs?.area as number).toBeLessThan(lungs?.ringArea as number)
  })

  // Reference: annuli 1.91 ± .24 and 1.48 ± .14 cm/m (Lopez et al. 2017); in tetralogy small and wide.
  it('has a small pulmonary and a wide aortic annulus', () => {
    const pulmonary = (annulus(heart, 'pulmonary') / 10 / Math.sqrt(surface) - 1.91) / 0.24
    const aortic = (annulus(heart, 'aortic') / 10 / Math.sqrt(surface) - 1.48) / 0.14
    expect(pulmonary).toBeGreaterThan(-5)
    expect(pulmonary).toBeLessThan(-2)
    expect(aortic).toBeGreaterThan(1.5)
    expect(aortic).toBeLessThan(4)
  })

  // Reference: both branches together, normal 330 ± 30 mm²/m²; repaired from about 100 up (Nakata et al., J Thorac
  // Cardiovasc Surg 88, 1984).
  it('has branches that allow repair', () => {
    const branches = heart.ports.filter((p) => p.part === 'pulmonary-artery')
    const index = branches.reduce((sum, p) => sum + p.area / mm ** 2, 0) / surface
    expect(branches).toHaveLength(2)
    expect(index).toBeGreaterThan(100)
    expect(index).toBeLessThan(270)
  })

  it('turns its arch to the right side when asked', () => {
    const shape = anatomyOf(withParameter(from, 'lesions.0.rightArch', 1))
    const arch = shape.vessels.find((v) => v.id === 'descending-aorta')?.stations ?? []
    expect(Math.min(...arch.slice(-5).map(([p]) => p[0]))).toBeLessThan(-12)
    expect(shape.vessels.some((v) => v.id === 'right-subclavian-artery')).toBe(true)
  })
})
