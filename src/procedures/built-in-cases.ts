import coarctation from '../../assets/hearts/coarctation.json'
import doubleOutlet from '../../assets/hearts/double-outlet.json'
import normal from '../../assets/hearts/normal.json'
import tetralogy from '../../assets/hearts/tetralogy.json'
import perimembranous from '../../assets/hearts/vsd-perimembranous.json'
import { Fault } from '../core/fault'
import { type HeartCase, readHeartCase } from '../geometry/parametric/heart-case'
import { parametricHeart } from '../geometry/parametric/parametric-heart'
import { type Plan, planSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'
import patchWidening from './plans/coarctation.patch-widening.json'
import patchClosure from './plans/vsd-perimembranous.patch-closure.json'

interface BuiltIn {
  /** A file of assets/hearts. */
  readonly parameters: unknown
  readonly plans: readonly unknown[]
}

/** The hearts that need no file, by name; the first is the one the program opens. One line a case. */
const cases: Readonly<Record<string, BuiltIn>> = {
  'vsd-perimembranous': { parameters: perimembranous, plans: [patchClosure] },
  'double-outlet': { parameters: doubleOutlet, plans: [] },
  tetralogy: { parameters: tetralogy, plans: [] },
  normal: { parameters: normal, plans: [] },
  coarctation: { parameters: coarctation, plans: [patchWidening] },
}

export const builtInNames: readonly string[] = Object.keys(cases)

function caseOf(name: string) {
  const found = Object.hasOwn(cases, name) ? cases[name] : undefined
  if (!found) throw new Fault(name, 'is no built-in case', `Use one of: ${builtInNames.join(', ')}`)
  return found
}

/**
 * The numbers, lesions and story of a built-in heart: what sliders change (see `parameterRows`, `withParameter`)
 * before `parametricHeart` makes a heart of it.
 * @throws Fault for a name that is no built-in case
 */
export const builtInParameters = (name: string): HeartCase =>
  readHeartCase(caseOf(name).parameters, `assets/hearts/${name}.json`)

/**
 * A heart that ships with the program.
 * @param spacing edge of a lattice cell, metres; the case's own where left out
 * @throws Fault for a name that is no built-in case
 */
export const builtInCase = (name: string, spacing?: number): Heart =>
  parametricHeart(builtInParameters(name), spacing)

/**
 * The plans that ship with a built-in case.
 * @throws Fault for a name that is no built-in case
 */
export const builtInPlans = (name: string): readonly Plan[] =>
  caseOf(name).plans.map((plan) => planSchema.parse(plan))
