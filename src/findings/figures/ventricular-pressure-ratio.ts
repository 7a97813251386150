import { lowIsGood, toBeConfirmed } from '../band'
import { measure } from '../curve-measures'
import { type Figure, makeFinding } from '../make-finding'

/** Systolic pressure of the right ventricle over that of the left. */
export const ventricularPressureRatio: Figure = (input) => {
  const right = measure(input.waveforms, 'RV.pressure')
  const left = measure(input.waveforms, 'LV.pressure')
  if (!right || !left || !(left.max > 0)) return []
  const value = right.max / left.max
  return [
    makeFinding(input, {
      id: 'rv-lv-ratio',
      label: 'RV/LV systolic pressure',
      value,
      unit: '',
      band: lowIsGood(value, [0.5, 0.67], ''),
      basis: `PMC4006374; ${toBeConfirmed}`,
      formula: 'max p RV / max p LV',
    }),
  ]
}
