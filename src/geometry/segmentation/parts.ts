import type { GateName, Part } from '../../heart/heart'
import { growable } from './recipe'

/** A part that can be grown. */
export type Growable = (typeof growable)[number]

/** Label of a part's lumen: 1 for the first growable part, and so on. */
export const lumenLabel = (part: Growable): number => growable.indexOf(part) + 1

/** Grown like a part so that it competes with them, and then left out. */
export const outsideLabel = growable.length + 1

/** Wall of no part yet: painted, or put between lumens that touch. */
export const bareWall = 20

const wallOffset = bareWall

/** Label of a part's wall. */
export const wallLabel = (part: Growable): number => wallOffset + lumenLabel(part)

export const isLumen = (label: number): boolean => label > 0 && label <= growable.length
export const isWall = (label: number): boolean => label > wallOffset && label <= wallOffset + growable.length

export const partOfLabel = (label: number): Growable =>
  growable[(label > wallOffset ? label - wallOffset : label) - 1] as Growable

/** What people call the lumen of a part. */
export const lumenName: Readonly<Record<Growable, string>> = {
  LV: 'Left ventricle',
  RV: 'Right ventricle',
  LA: 'Left atrium',
  RA: 'Right atrium',
  aorta: 'Aorta',
  'pulmonary-artery': 'Pulmonary artery',
  SVC: 'Superior vena cava',
  IVC: 'Inferior vena cava',
  'pulmonary-vein': 'Pulmonary veins',
  vessel: 'Vessel',
}

export const nameOfLabel = (label: number): string =>
  isWall(label) ? `${lumenName[partOfLabel(label)]} wall` : lumenName[partOfLabel(label)]

/** The parts that a valve's disc keeps apart: either ventricle may stand before an artery or behind an atrium. */
export const partsAtValve: Readonly<Record<GateName, readonly Growable[]>> = {
  mitral: ['LA', 'LV', 'RV'],
  tricuspid: ['RA', 'RV', 'LV'],
  aortic: ['aorta', 'LV', 'RV'],
  pulmonary: ['pulmonary-artery', 'RV', 'LV'],
}

const leftParts: readonly Part[] = ['LV', 'LA', 'aorta', 'pulmonary-vein']
const rightParts: readonly Part[] = ['RV', 'RA', 'pulmonary-artery', 'SVC', 'IVC']

/** Whether one part carries the blood of the left heart and the other that of the right. */
export const onOtherSide = (a: Part, b: Part): boolean =>
  (leftParts.includes(a) && rightParts.includes(b)) || (rightParts.includes(a) && leftParts.includes(b))

const natural: readonly (readonly [Growable, Growable])[] = [
  ['LA', 'LV'],
  ['LV', 'aorta'],
  ['RA', 'RV'],
  ['RV', 'pulmonary-artery'],
  ['SVC', 'RA'],
  ['IVC', 'RA'],
  ['pulmonary-vein', 'LA'],
]

/** Whether two parts open into each other in every heart. */
export const openByNature = (a: Growable, b: Growable): boolean =>
  natural.some(([p, q]) => (p === a && q === b) || (p === b && q === a))

/** Table (256 × label + label) of the lumens that may open into each other: those of every heart and `openings`. */
export function openPairs(openings: readonly (readonly [Growable, Growable])[]): Uint8Array {
  const open = new Uint8Array(256 * 256)
  for (const [a, b] of [...natural, ...openings]) {
    open[256 * lumenLabel(a) + lumenLabel(b)] = 1
    open[256 * lumenLabel(b) + lumenLabel(a)] = 1
  }
  return open
}
