import { lowIsGood, toBeConfirmed } from '../band'
import { bodySurface } from '../body-surface'
import { type Figure, makeFinding } from '../make-finding'

/** kg/m³. */
const density = 1060
/** Of a loss on a lattice of some ten cells across, at a flow known to a tenth; own. */
const error = 0.3

/** m³ of a litre. */
const litre = 1e-3

/**
 * Power that the blood loses between the caval veins and the lungs, from the 3D flow: Σ_in Q (p + ½ρV²) - Σ_out, and in
 * a Fontan indexed to what the body's flow carries, PL · BSA² / (ρ Qs³) (Dasi et al. 2008). In
 * SI that number is of the order of 10⁷; the published ones, and the band, are of the order of .03, which is what comes
 * out with Qs in litres a second. That reading is our own.
 */
export const powerLoss: Figure = (input) => {
  const connection = input.flow?.connection
  if (!connection || !(connection.flow > 0)) return []
  const lost = makeFinding(input, {
    id: 'power-loss',
    label: 'Power lost between caval veins and lungs',
    value: connection.powerLoss * 1e3,
    unit: 'mW',
    basis: 'No band',
    formula: `Σ in Q (p + ½ρV²) - Σ out; 3D flow at the mean of ${(connection.flow * 6e4).toFixed(2)} L/min`,
    uncertainty: error * connection.powerLoss * 1e3,
  })
  const surface = bodySurface(input.physiology)
  if (surface === null || input.configuration !== 'fontan') return [lost]
  const value = (connection.powerLoss * surface ** 2) / (density * (connection.flow / litre) ** 3)
  return [
    lost,
    makeFinding(input, {
      id: 'power-loss-indexed',
      label: 'Indexed power loss',
      value,
      unit: '',
      band: lowIsGood(value, [0.03, 0.06], '', { second: true }),
      basis: `Band recalled, Qs in L/s own; ${toBeConfirmed}`,
      formula: 'power loss · BSA² / (ρ Qs³), W, m², kg/m³ and L/s',
      uncertainty: error * value,
    }),
  ]
}
