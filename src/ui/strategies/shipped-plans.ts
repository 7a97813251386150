import { say } from '../../core/language'
import type { Plan } from '../../heart/edit'
import { builtInNames, builtInParameters, builtInPlans } from '../../procedures/built-in-cases'

/** `intraventricular-tunnel` in words and in the language chosen. */
const inWords = (name: string): string => {
  const words = name.replaceAll('-', ' ')
  return say(words.charAt(0).toUpperCase() + words.slice(1))
}

/** The plans that ship with a heart, by its name; none for a heart of one's own. */
export function shippedPlans(name: string | undefined): readonly Plan[] {
  const found = builtInNames.find((n) => builtInParameters(n).name === name)
  return found ? builtInPlans(found).map((plan) => ({ ...plan, name: inWords(plan.name) })) : []
}
