import type { FindingInput } from './input'

/**
 * Does one ventricle feed the body and the lungs side by side (after a Norwood operation, or where one outlet is closed)?
 * Then its flow is shared by resistances, and both arteries carry the same blood.
 */
export function isParallel({ valves, configuration = 'biventricular' }: FindingInput): boolean {
  if (configuration !== 'biventricular' || !valves) return false
  const feeding = (name: string) => valves.filter((v) => v.name === name)
  return feeding('aortic').length === 0 || feeding('pulmonary').length === 0
}
