import { Fault } from '../core/fault'
import { mm } from '../core/units'

/** Lengths that an image of a person or of a part of one can have, metres; outside of them the unit is wrong. */
const plausible = { least: 0.01, most: 2.5 }
const names = new Map([
  [1, 'm'],
  [1e-2, 'cm'],
  [mm, 'mm'],
  [1e-6, 'µm'],
])

/**
 * Metres per unit of a file’s lengths: what the user says, else what the file says if a person can have that size,
 * else the unit with which it fits, said in `warnings`.
 * @param extent longest side of the image in the file’s unit
 * @throws Fault when no unit fits, or not the one that the user gave
 */
export function lengthUnit(
  file: string,
  extent: number,
  said: number | undefined,
  asked: number | undefined,
  warnings: string[],
): number {
  const fits = (unit: number) => extent * unit >= plausible.least && extent * unit <= plausible.most
  const first = asked ?? said ?? mm
  if (fits(first)) return first
  const guess = asked === undefined ? [mm, 1, 1e-2, 1e-6].find(fits) : undefined
  if (guess === undefined)
    throw new Fault(
      file,
      `its lattice is ${((extent * first) / mm).toPrecision(3)} mm long, which is no heart`,
      'Give the unit of its spacing (mm, cm or m)',
    )
  warnings.push(
    `${file}: ${extent.toPrecision(3)} ${names.get(first) ?? 'units'} long is no person: its unit was taken to be ${names.get(guess)}.`,
  )
  return guess
}
