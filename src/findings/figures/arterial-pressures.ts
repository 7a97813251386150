import { mmHg } from '../../core/units'
import { measure } from '../curve-measures'
import { type Figure, makeFinding } from '../make-finding'

const words = { systolic: 'highest', diastolic: 'lowest', mean: 'mean' }

/** Highest, lowest and mean pressure over the beat in the aorta and the pulmonary artery. */
export const arterialPressures: Figure = (input) =>
  [
    { series: 'aorta.pressure', id: 'aortic', label: 'Aortic pressure' },
    { series: 'descending-aorta.pressure', id: 'descending-aortic', label: 'Descending aortic pressure' },
    { series: 'pulmonary-artery.pressure', id: 'pulmonary', label: 'Pulmonary artery pressure' },
  ].flatMap(({ series, id, label }) => {
    const p = measure(input.waveforms, series)
    if (!p) return []
    const values = { systolic: p.max, diastolic: p.min, mean: p.mean }
    return Object.entries(values).map(([phase, pressure]) =>
      makeFinding(input, {
        id: `${id}-${phase}`,
        label: `${label}, ${phase}`,
        value: pressure / mmHg,
        unit: 'mmHg',
        basis: 'Adult rest: aorta 120/80, pulmonary artery 25/10, mean 15 mmHg; children by age; no band',
        formula: `${words[phase as keyof typeof words]} value over the beat`,
      }),
    )
  })
