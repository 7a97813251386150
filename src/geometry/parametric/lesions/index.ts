import { Fault } from '../../../core/fault'
import { coarctation } from './coarctation'
import { doubleOutlet } from './double-outlet'
import type { Lesion } from './lesion'
import { tetralogy } from './tetralogy'
import { perimembranousDefect } from './vsd-perimembranous'

/** Every malformation that a case may name, one line each. */
export const lesions: readonly Lesion[] = [
  perimembranousDefect, //
  coarctation,
  doubleOutlet,
  tetralogy,
]

/** @throws Fault where there is no such lesion */
export function lesionNamed(id: string): Lesion {
  const found = lesions.find((l) => l.id === id)
  if (!found)
    throw new Fault(`lesion "${id}"`, 'is not known', `Use one of: ${lesions.map((l) => l.id).join(', ')}`)
  return found
}
