import { Fault } from './fault'

/** An option that may be given several times. */
export const list = (value: unknown): string[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [String(value)]

/** An option that is a number above 0; a Fault that names it where it is none. */
export function positive(value: unknown, option: string): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (Number.isFinite(number) && number > 0) return number
  throw new Fault(`--${option}`, `${String(value)} is no positive number`, 'Give a number, for example 1.5')
}

/** Tells each step of a long work once, on standard error. */
export function sayStep(): (label: string, fraction: number) => void {
  let last = ''
  return (label) => {
    if (label !== last) process.stderr.write(`${label}\n`)
    last = label
  }
}
