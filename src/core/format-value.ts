/** Digits after the point that mean something: none from 20 up, a tenth below, a hundredth for ratios without a unit. */
const digitsOf = (size: number, unit: string): number => (unit === '' && size < 10 ? 2 : size < 20 ? 1 : 0)

/** As many digits as mean something. */
export function formatValue(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–'
  const digits = digitsOf(Math.abs(value), unit)
  const text = value.toFixed(digits)
  return (Number(text) === 0 ? (0).toFixed(digits) : text).replace('-', '−')
}

/**
 * A spread in the digits of its value, never rounded to nothing: 0.04 mmHg is `0.04`. One finer than a tenth of the last
 * digit says no more than that: `<0.001`.
 */
export function formatSpread(spread: number, unit: string): string {
  const text = formatValue(spread, unit)
  if (spread === 0 || Number(text) !== 0) return text
  const finest = 10 ** -(digitsOf(spread, unit) + 1)
  return spread < finest ? `<${finest}` : String(Number(spread.toPrecision(1)))
}
