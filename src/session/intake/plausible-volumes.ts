import type { Part } from '../../heart/heart'

export const bodies = ['adult', 'child', 'newborn'] as const
export type Body = (typeof bodies)[number]

export const bodyNames: Record<Body, string> = {
  adult: 'Adult',
  child: 'Child of 20 kg',
  newborn: 'Newborn',
}

/**
 * Volumes at the end of filling [mL] between which most hearts without disease lie. Basis, recalled and to be
 * confirmed by a clinical lead: adults by magnetic resonance, both sexes (Kawel-Boehm et al., J Cardiovasc Magn Reson
 * 2020;22:87); child from the indices of Buechel et al. (J Cardiovasc Magn Reson 2009;11:19) at .8 m²; newborn at
 * .22 m², own estimate from echocardiographic indices.
 */
const ranges: Record<Body, Partial<Record<Part, readonly [number, number]>>> = {
  adult: { LV: [75, 215], RV: [80, 250], LA: [30, 115], RA: [30, 165] },
  child: { LV: [42, 80], RV: [44, 90], LA: [16, 44], RA: [18, 52] },
  newborn: { LV: [5, 13], RV: [5, 15], LA: [2, 7], RA: [2, 8] },
}

export interface VolumeRow {
  readonly level: 'usual' | 'small' | 'large' | 'unknown'
  readonly range: readonly [number, number] | null
  /** Where the volume lies on a bar from 0 to 1½ times the range's upper end, 0–1. */
  readonly place: number
}

/** How a part’s volume [mL] compares with most people’s of that size. */
export function compareVolume(part: Part, volume_mL: number, body: Body): VolumeRow {
  const range = ranges[body][part]
  if (!range) return { level: 'unknown', range: null, place: 0 }
  const level = volume_mL < range[0] ? 'small' : volume_mL > range[1] ? 'large' : 'usual'
  return { level, range, place: Math.min(1, volume_mL / (1.5 * range[1])) }
}
