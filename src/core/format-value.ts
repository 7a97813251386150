/** As many digits as mean something: whole from 20 up, a tenth below, a hundredth for ratios without a unit. */
export function formatValue(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const digits = unit === '' && size < 10 ? 2 : size < 20 ? 1 : 0
  const text = value.toFixed(digits)
  return (Number(text) === 0 ? (0).toFixed(digits) : text).replace('-', '−')
}

/** A spread in the digits of its value, never rounded to nothing: 0.04 mmHg is `0.04`. */
export function formatSpread(spread: number, unit: string): string {
  const text = formatValue(spread, unit)
  return spread > 0 && Number(text) === 0 ? String(Number(spread.toPrecision(1))) : text
}
