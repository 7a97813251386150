import { describe, expect, it } from 'vitest'
import fontanFile from '../../../assets/hearts/fontan.json'
import glennFile from '../../../assets/hearts/glenn.json'
import { mL, mm } from '../../core/units'
import { normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import { allOpenings } from '../openings'
import { baseDomain } from '../resolve-anatomy-base'
import { readHeartCase } from './heart-case'
import { bodySurface, linearScale } from './heart-parameters'
import { withParameter } from './parameter-rows'
import { anatomyOf, parametricHeart } from './parametric-heart'
import {
  contacts,
  contactsOf,
  leaksOf,
  piecesOf,
  projectedArea,
  sectionDiameter,
  volumeOf,
} from './parametric-heart.fixture'
import { bloodOf } from './structures'
import { stationAt } from './vessels'

const open = (file: unknown) => {
  const from = readHeartCase(file, 'case.json')
  const heart = parametricHeart(from)
  return { from, heart, shape: anatomyOf(from), surface: bodySurface(from.heart), domain: baseDomain(heart) }
}
const glenn = open(glennFile)
const fontan = open(fontanFile)

describe.each([
  ['bidirectional Glenn', glenn, ['11-13', '11-15', '13-14', '13-19', '14-18', '14-23', '16-17'], 2],
  [
    'extracardiac Fontan',
    fontan,
    ['11-13', '11-15', '13-14', '13-19', '14-20', '14-23', '16-17', '16-20', '18-20'],
    1,
  ],
] as const)('%s', (_, { heart, surface, domain }, joined, pieces) => {
  it('joins only what it should, and is tight', () => {
    const meet = [...contactsOf(heart).keys()].filter((pair) => pair !== '17-20')
    expect(meet.sort()).toEqual(joined)
    expect(leaksOf(heart)).toEqual([])
    expect(piecesOf(heart, 'wall')).toBe(1)
    expect(piecesOf(heart, 'blood')).toBe(pieces)
    expect(domain.warnings).toEqual([])
  })

  it('has a mitral and an aortic valve only', () => {
    expect(heart.gates.map((g) => [g.id, g.from, g.to])).toEqual([
      ['mitral', bloodOf.LA, bloodOf.LV],
      ['aortic', bloodOf.LV, bloodOf.aorta],
    ])
    expect(volumeOf(heart, bloodOf.RV)).toBe(0)
  })

  // Reference: 62 ± 11.9 mL/m^2.6 where two ventricles share the work (Lopez et al. 2017); one alone is wider.
  it('has one wide ventricle', () => {
    const index = volumeOf(heart, bloodOf.LV) / mL / surface ** 1.3
    expect(index).toBeGreaterThan(74)
    expect(index).toBeLessThan(124)
  })

  // Reference: at least 200–250 mm²/m² is asked for before a Fontan completion; normal 330 ± 30 (Nakata et al., J Thorac
  // Cardiovasc Surg 88, 1984).
  it('has branches wide enough for passive flow', () => {
    const branches = heart.ports.filter((p) => p.part === 'pulmonary-artery')
    const index = branches.reduce((sum, p) => sum + p.area / mm ** 2, 0) / surface
    expect(branches).toHaveLength(2)
    expect(index).toBeGreaterThan(200)
    expect(index).toBeLessThan(400)
  })

  it('leads the upper caval vein into the lungs', () => {
    expect(heart.connections?.SVC).toBe('pulmonary-artery')
    expect(heart.ports.find((p) => p.part === 'SVC')?.structure).toBe(bloodOf.SVC)
    expect(contacts(heart, bloodOf.SVC, bloodOf.RA)).toEqual([])
  })
})

it('a Glenn circulation leaves the lower caval vein to the atrium', () => {
  expect(glenn.heart.connections).toEqual({ SVC: 'pulmonary-artery' })
  expect(allOpenings(glenn.domain, glenn.heart).map((o) => [o.from, o.to])).toEqual([
    [bloodOf.LA, bloodOf.RA],
  ])
})

describe('the Fontan conduit', () => {
  const { heart, shape, from, domain } = fontan
  const tube = shape.vessels.find((v) => v.id === 'extracardiac-conduit')
  const unit = linearScale(from.heart) * mm

  // Reference: conduits of 16–22 mm are put in at two to four years.
  it('measures 18 mm from the vein to above the atrium', () => {
    for (const place of [1.5, 3.2, 3.7]) {
      const [centre] = stationAt(tube?.stations ?? [], place)
      const [ahead] = stationAt(tube?.stations ?? [], place + 0.3)
      const way: Vec3 = normalize(subtract(ahead, centre))
      expect(Math.abs(sectionDiameter(heart, scale(centre, unit), way) / mm - 18), `${place}`).toBeLessThan(
        1.2,
      )
    }
  })

  it('leads all blood of the lower body past the atrium', () => {
    expect(heart.connections).toEqual({ SVC: 'pulmonary-artery', IVC: 'pulmonary-artery' })
    expect(heart.ports.find((p) => p.part === 'IVC')?.structure).toBe(bloodOf.IVC)
    expect(contacts(heart, bloodOf.IVC, bloodOf.RA)).toEqual([])
  })

  it('has a fenestration of 4 mm into the atrium, and none when closed', () => {
    const axis = shape.defects.find((d) => d.id === 'fenestration')?.axis as Vec3
    const area = projectedArea(heart, contacts(heart, bloodOf.conduit, bloodOf.RA), axis) / mm ** 2
    expect(area).toBeGreaterThan(0.6 * Math.PI * 4)
    expect(area).toBeLessThan(1.5 * Math.PI * 4)
    expect(allOpenings(domain, heart).some((o) => o.from === bloodOf.RA || o.to === bloodOf.RA)).toBe(true)
    const closed = anatomyOf(withParameter(from, 'lesions.2.fenestration_mm', 0))
    expect(closed.defects.map((d) => d.id)).toEqual(['asd'])
  })

  it('meets the right branch to the left of the upper caval vein by its offset', () => {
    const caval = shape.vessels.find((v) => v.id === 'superior-vena-cava')?.stations[0]?.[0][0] as number
    const end = tube?.stations.at(-1)?.[0][0] as number
    expect((end - caval) * linearScale(from.heart)).toBeCloseTo(6, 1)
  })
})
