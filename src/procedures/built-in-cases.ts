import normal from '../../assets/hearts/normal.json'
import perimembranous from '../../assets/hearts/vsd-perimembranous.json'
import { Fault } from '../core/fault'
import { heartParametersSchema } from '../geometry/parametric/heart-parameters'
import { parametricHeart } from '../geometry/parametric/parametric-heart'
import type { Heart } from '../heart/heart'

/** The hearts that need no file: their parameters, by name. The first is the one the program starts with. */
const cases = { 'vsd-perimembranous': perimembranous, normal } as const

export const builtInNames = Object.keys(cases)

/**
 * A heart that ships with the program.
 * @param spacing edge of a lattice cell, metres; the case's own where left out
 * @throws Fault for a name that is no built-in case
 */
export function builtInCase(name: string, spacing?: number): Heart {
  const parameters = Object.hasOwn(cases, name) ? cases[name as keyof typeof cases] : undefined
  if (!parameters) throw new Fault(name, 'is no built-in case', `Use one of: ${builtInNames.join(', ')}`)
  return parametricHeart(heartParametersSchema.parse(parameters), spacing)
}
