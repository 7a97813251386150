import { Fault } from '../../../core/fault'
import { secundumDefect } from './asd-secundum'
import { completeAtrioventricularDefect } from './avsd-complete'
import { bidirectionalGlenn } from './bidirectional-glenn'
import { coarctation } from './coarctation'
import { doubleOutlet } from './double-outlet'
import { extracardiacFontan } from './extracardiac-fontan'
import { hypoplasticArch } from './hypoplastic-arch'
import type { Lesion } from './lesion'
import { tetralogy } from './tetralogy'
import { tricuspidAtresia } from './tricuspid-atresia'
import { muscularDefect } from './vsd-muscular'
import { perimembranousDefect } from './vsd-perimembranous'

/** Every malformation that a case may name, one line each. */
export const lesions: readonly Lesion[] = [
  perimembranousDefect, //
  muscularDefect,
  secundumDefect,
  completeAtrioventricularDefect,
  coarctation,
  hypoplasticArch,
  doubleOutlet,
  tetralogy,
  tricuspidAtresia,
  bidirectionalGlenn,
  extracardiacFontan,
]

/** @throws Fault where there is no such lesion */
export function lesionNamed(id: string): Lesion {
  const found = lesions.find((l) => l.id === id)
  if (!found)
    throw new Fault(`lesion "${id}"`, 'is not known', `Use one of: ${lesions.map((l) => l.id).join(', ')}`)
  return found
}
