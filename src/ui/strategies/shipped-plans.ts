import type { Plan } from '../../heart/edit'
import { builtInNames, builtInParameters, builtInPlans } from '../../procedures/built-in-cases'

/** The plans that ship with a heart, by its name; none for a heart of one's own. */
export function shippedPlans(name: string | undefined): readonly Plan[] {
  const found = builtInNames.find((n) => builtInParameters(n).name === name)
  return found ? builtInPlans(found) : []
}
