import secundum from '../../assets/hearts/asd-secundum.json'
import atrioventricular from '../../assets/hearts/avsd-complete.json'
import coarctation from '../../assets/hearts/coarctation.json'
import doubleOutlet from '../../assets/hearts/double-outlet.json'
import fontan from '../../assets/hearts/fontan.json'
import glenn from '../../assets/hearts/glenn.json'
import hypoplasticArch from '../../assets/hearts/hypoplastic-arch.json'
import normal from '../../assets/hearts/normal.json'
import normalAdult from '../../assets/hearts/normal-adult.json'
import normalInfant from '../../assets/hearts/normal-infant.json'
import tetralogy from '../../assets/hearts/tetralogy.json'
import muscular from '../../assets/hearts/vsd-muscular.json'
import perimembranous from '../../assets/hearts/vsd-perimembranous.json'
import { Fault } from '../core/fault'
import { type HeartCase, readHeartCase } from '../geometry/parametric/heart-case'
import { parametricHeart } from '../geometry/parametric/parametric-heart'
import { type Plan, planSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'
import atrialPatch from './plans/asd-secundum.patch-closure.json'
import twoPatches from './plans/avsd-complete.two-patch-repair.json'
import isthmusPatch from './plans/coarctation.patch-widening.json'
import widenedTunnel from './plans/double-outlet.enlarged-defect-and-tunnel.json'
import tunnel from './plans/double-outlet.intraventricular-tunnel.json'
import band from './plans/double-outlet.pulmonary-band.json'
import fontanConduit from './plans/glenn.fontan-conduit.json'
import archPatch from './plans/hypoplastic-arch.patch-widening.json'
import fallotRepair from './plans/tetralogy.valve-sparing-repair.json'
import muscularPatch from './plans/vsd-muscular.patch-closure.json'
import patchClosure from './plans/vsd-perimembranous.patch-closure.json'

interface BuiltIn {
  /** A file of assets/hearts. */
  readonly parameters: unknown
  readonly plans: readonly unknown[]
}

/** The hearts that need no file, by name; the first is the one the program opens. One line a case. */
const cases: Readonly<Record<string, BuiltIn>> = {
  'double-outlet': { parameters: doubleOutlet, plans: [tunnel, widenedTunnel, band] },
  'vsd-perimembranous': { parameters: perimembranous, plans: [patchClosure] },
  'vsd-muscular': { parameters: muscular, plans: [muscularPatch] },
  'asd-secundum': { parameters: secundum, plans: [atrialPatch] },
  'avsd-complete': { parameters: atrioventricular, plans: [twoPatches] },
  tetralogy: { parameters: tetralogy, plans: [fallotRepair] },
  glenn: { parameters: glenn, plans: [fontanConduit] },
  fontan: { parameters: fontan, plans: [] },
  coarctation: { parameters: coarctation, plans: [isthmusPatch] },
  'hypoplastic-arch': { parameters: hypoplasticArch, plans: [archPatch] },
  normal: { parameters: normal, plans: [] },
  'normal-adult': { parameters: normalAdult, plans: [] },
  'normal-infant': { parameters: normalInfant, plans: [] },
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
