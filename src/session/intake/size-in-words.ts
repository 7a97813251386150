/** Sizes that everybody knows, metres. */
const known: readonly (readonly [number, string])[] = [
  [0.004, 'smaller than a grain of rice'],
  [0.03, 'as small as a grape'],
  [0.06, 'as small as a plum: a newborn’s heart'],
  [0.1, 'as a child’s fist: a child’s heart'],
  [0.17, 'as a fist: an adult’s heart'],
  [0.35, 'as a heart with its great vessels'],
  [0.8, 'as a trunk'],
  [3, 'as a person'],
]

/** A length with what it is as large as: `12 cm across, as a fist: an adult’s heart`. */
export function sizeInWords(metres: number): string {
  const words = known.find(([most]) => metres <= most)?.[1] ?? 'larger than any person'
  return `${lengthInWords(metres)} across, ${words}`
}

function lengthInWords(metres: number): string {
  if (metres < 0.01) return `${(metres * 1e3).toPrecision(2)} mm`
  if (metres < 1) return `${(metres * 100).toFixed(1)} cm`
  return `${metres < 100 ? metres.toFixed(1) : Math.round(metres).toLocaleString('en')} m`
}
