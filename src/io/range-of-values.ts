import type { ScanValues } from './scan'

/** The least and the greatest value of a scan, in its own unit. */
export function rangeOfValues(values: ScanValues): [number, number] {
  let low = values[0] as number
  let high = low
  for (let o = 1; o < values.length; o++) {
    const v = values[o] as number
    if (v < low) low = v
    else if (v > high) high = v
  }
  return [low, high]
}
