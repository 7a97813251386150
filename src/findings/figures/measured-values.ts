import { physiologyFields } from '../../heart/default-physiology'
import { lowIsGood, toBeConfirmed } from '../band'
import type { FindingInput } from '../input'
import { type Figure, makeFinding } from '../make-finding'

type Row = NonNullable<FindingInput['fit']>[number]

/** "arterial pressure, systolic 92 for 95 mmHg". */
function inWords({ name, measured, fitted }: Row): string {
  const field = physiologyFields.find((f) => f.id === name)!
  const shown = (v: number) => String(+(v / field.toSi).toPrecision(3))
  return `${field.label.toLowerCase()} ${shown(fitted)} for ${shown(measured)} ${field.unit}`
}

const miss = ({ measured, fitted, uncertainty }: Row): number => Math.abs(fitted - measured) / uncertainty

/**
 * How well the fitted circulation of the untouched heart meets what was measured in the patient: root mean square of
 * the misses in units of the measurements' uncertainty.
 */
export const measuredValues: Figure = (input) => {
  const rows = input.fit ?? []
  if (rows.length === 0) return []
  const value = Math.sqrt(rows.reduce((sum, row) => sum + miss(row) ** 2, 0) / rows.length)
  const far = rows.filter((row) => miss(row) > 2)
  return [
    makeFinding(input, {
      id: 'measured-values',
      label: 'Miss of measured values',
      value,
      unit: 'σ',
      band: lowIsGood(value, [1, 2], 'σ'),
      basis: `Own: pressures ± 7 % or 2 mmHg, flows ± 15 %, saturations ± 2 points; ${toBeConfirmed}`,
      formula: `before any edit: ${rows.map(inWords).join('; ')}`,
      noSpread: 'It is itself a miss in units of the measurements’ uncertainty',
      warnings: far.map((row) => `Not met: ${inWords(row)}`),
    }),
  ]
}
