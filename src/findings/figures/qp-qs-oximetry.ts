import { lowIsGood, toBeConfirmed } from '../band'
import { type Figure, makeFinding } from '../make-finding'

/** Qp:Qs = (SaO2 - SmvO2) / (SpvO2 - SpaO2), mixed venous blood taken before any shunt. */
export const qpQsOximetry: Figure = (input) => {
  const s = input.oxygen?.saturations
  if (!s) return []
  const arterial = s['aorta'] ?? Number.NaN
  const mixedVenous = s['systemic-veins'] ?? Number.NaN
  const value =
    (arterial - mixedVenous) / ((s['pulmonary-vein'] ?? Number.NaN) - (s['pulmonary-artery'] ?? Number.NaN))
  if (!Number.isFinite(value)) return []
  return [
    makeFinding(input, {
      id: 'qp-qs-oximetry',
      label: 'Qp:Qs by oximetry',
      value,
      unit: '',
      band: lowIsGood(value, [1.2, 1.5], '', { first: true }),
      basis: `After biventricular repair: 1.5 PMC4006374; 1.2 recalled; ${toBeConfirmed}`,
      formula: '(SaO2 - SmvO2) / (SpvO2 - SpaO2)',
    }),
  ]
}
