import { describe, expect, it } from 'vitest'
import childFile from '../../../assets/hearts/normal.json'
import adultFile from '../../../assets/hearts/normal-adult.json'
import infantFile from '../../../assets/hearts/normal-infant.json'
import { mL, mm } from '../../core/units'
import { normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { Heart } from '../../heart/heart'
import { type HeartCase, readHeartCase } from './heart-case'
import { bodySurface, linearScale } from './heart-parameters'
import { parametricHeart } from './parametric-heart'
import { sectionDiameter, volumeOf } from './parametric-heart.fixture'
import { bloodOf } from './structures'

/** A normal heart, coarser than it ships, with what is asked of it. */
class Normal {
  readonly from: HeartCase
  readonly heart: Heart
  readonly surface: number

  constructor(file: unknown, name: string) {
    this.from = readHeartCase(file, name)
    this.heart = parametricHeart(this.from, this.from.heart.spacing_mm * 1.5 * mm)
    this.surface = bodySurface(this.from.heart)
  }

  /** mL. */
  volume(body: keyof typeof bloodOf): number {
    return volumeOf(this.heart, bloodOf[body]) / mL
  }

  /** mm. */
  annulus(id: string): number {
    const gate = this.heart.gates.find((g) => g.id === id) as Heart['gates'][number]
    return (2 * Math.sqrt(gate.area / Math.PI)) / mm
  }

  /** mm; places are in millimetres of the drawn heart. */
  vessel([place, ahead]: readonly [Vec3, Vec3]): number {
    const unit = linearScale(this.from.heart) * mm
    const way = normalize(subtract(ahead, place))
    return sectionDiameter(this.heart, scale(place, unit), way, 13 * unit) / mm
  }
}

const adult = new Normal(adultFile, 'normal-adult.json')
const infant = new Normal(infantFile, 'normal-infant.json')
const child = new Normal(childFile, 'normal.json')

/** Places in the vessels and a place ahead of each. */
const places = {
  sinuses: [
    [-3.6, 1.5, 5.2],
    [-7.2, 3, 10.4],
  ],
  ascending: [
    [-9.5, 0.5, 31],
    [-9, 2, 38],
  ],
  isthmus: [
    [13, 41, 38],
    [13, 44, 30],
  ],
  descending: [
    [12.5, 46, 10],
    [12.3, 46, 0],
  ],
  trunk: [
    [6.2, -11, 22],
    [6.3, -8.5, 26],
  ],
} as const satisfies Record<string, readonly [Vec3, Vec3]>

describe.each([
  ['child', child],
  ['infant', infant],
] as const)('the normal %s', (_, normal) => {
  const metres = Math.sqrt(normal.surface)

  // Mean ± sd of X / BSA^½, cm/m: Pediatric Heart Network (Lopez et al., Circ Cardiovasc Imaging 10:e006979, 2017).
  it.each([
    ['aortic', 1.48, 0.14],
    ['pulmonary', 1.91, 0.24],
    ['mitral', 2.23, 0.22],
    ['tricuspid', 2.36, 0.29],
  ])('%s annulus', (id, mean, sd) =>
    expect(Math.abs(normal.annulus(id) / 10 / metres - mean) / sd).toBeLessThan(2),
  )

  it.each([
    ['ascending', 1.79, 0.18],
    ['trunk', 1.82, 0.24],
  ] as const)('%s', (id, mean, sd) =>
    expect(Math.abs(normal.vessel(places[id]) / 10 / metres - mean) / sd).toBeLessThan(2),
  )

  // Isthmus 13.26 ± 1.58, descending aorta 11.66 ± 1.33 mm at 1 m² in diastole (computed tomography of 100 children,
  // "Cardiac computed tomography-derived aorta and aortic arch z-scores"); exponent ½ taken as above.
  it.each([
    ['isthmus', 1.326, 0.158],
    ['descending', 1.166, 0.133],
  ] as const)('%s', (id, mean, sd) =>
    expect(Math.abs(normal.vessel(places[id]) / 10 / metres - mean) / sd).toBeLessThan(2),
  )

  // LV 62 ± 11.9 mL/m^2.6; posterior wall .57 ± .09, septum .58 ± .09 cm/m^.8 (Lopez et al. 2017).
  it('left ventricle and its walls', () => {
    expect(Math.abs(normal.volume('LV') / normal.surface ** 1.3 - 62) / 11.9).toBeLessThan(2)
    const { leftWall_mm, septum_mm } = normal.from.heart
    expect(Math.abs(leftWall_mm / 10 / normal.surface ** 0.4 - 0.57) / 0.09).toBeLessThan(2)
    expect(Math.abs(septum_mm / 10 / normal.surface ** 0.4 - 0.58) / 0.09).toBeLessThan(2)
  })

  it('right ventricle about as large as the left', () => {
    expect(normal.volume('RV') / normal.volume('LV')).toBeGreaterThan(0.8)
    expect(normal.volume('RV') / normal.volume('LV')).toBeLessThan(1.25)
  })

  // Atria between their least and greatest volume over a beat: RA 23–58, LA 19–47 mL/m² (J Cardiovasc Magn Reson 13
  // Suppl 1:P222, 2011).
  it('atria', () => {
    expect(normal.volume('RA') / normal.surface).toBeGreaterThan(23)
    expect(normal.volume('RA') / normal.surface).toBeLessThan(58)
    expect(normal.volume('LA') / normal.surface).toBeGreaterThan(19)
    expect(normal.volume('LA') / normal.surface).toBeLessThan(47)
  })
})

describe('the normal adult, a woman', () => {
  // Steady-state magnetic resonance of healthy women, mean ± sd per m²: LV 77.7 ± 10.8, RV 75.2 ± 13.8 mL at
  // end-diastole (Alfakih et al., J Magn Reson Imaging 17:323, 2003).
  it.each([
    ['LV', 77.7, 10.8],
    ['RV', 75.2, 13.8],
  ] as const)('%s', (body, mean, sd) =>
    expect(Math.abs(adult.volume(body) / adult.surface - mean) / sd).toBeLessThan(2),
  )

  it.each([
    ['RA', 23, 58],
    ['LA', 19, 47],
  ] as const)('%s between its least and its greatest volume (P222, as above)', (body, least, greatest) => {
    expect(adult.volume(body) / adult.surface).toBeGreaterThan(least)
    expect(adult.volume(body) / adult.surface).toBeLessThan(greatest)
  })

  // Magnetic resonance of healthy women, mean ± 2 sd, mm: annulus 21.0 ± 3.6, sinuses 27.6 ± 5.8, ascending
  // 25.5 ± 7.4, proximal descending 18.9 ± 4.0 (Davis et al., J Cardiovasc Magn Reson 16:9, 2014).
  it('aorta', () => {
    expect(Math.abs(adult.annulus('aortic') - 21)).toBeLessThan(3.6)
    expect(Math.abs(adult.vessel(places.sinuses) - 27.6)).toBeLessThan(5.8)
    expect(Math.abs(adult.vessel(places.ascending) - 25.5)).toBeLessThan(7.4)
    expect(Math.abs(adult.vessel(places.descending) - 18.9)).toBeLessThan(4)
  })

  // Women at end-diastole, mean ± sd, mm: mitral 26 ± 4, tricuspid 29 ± 4 (Ricci et al., J Cardiovasc Magn Reson
  // 23:5, 2020).
  it('atrioventricular annuli', () => {
    expect(Math.abs(adult.annulus('mitral') - 26)).toBeLessThan(8)
    expect(Math.abs(adult.annulus('tricuspid') - 29)).toBeLessThan(8)
  })

  // Women, mm: septum 8 ± 1, posterior wall 8 ± 2 (Kawel-Boehm et al., J Cardiovasc Magn Reson 17:29, 2015).
  it('left ventricular walls', () => {
    expect(Math.abs(adult.from.heart.septum_mm - 8)).toBeLessThan(2)
    expect(Math.abs(adult.from.heart.leftWall_mm - 8)).toBeLessThan(4)
  })
})
