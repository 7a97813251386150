import { type Figure, makeFinding } from '../make-finding'
import { archPlot } from '../section-plot'

/** Sharpest turn of the arch within one diameter, and its height over its width. */
export const archShapeFigures: Figure = (input) => {
  const shape = input.closer?.arch?.shape
  if (!shape) return []
  const ratio = shape.heightOverWidth
  const plot = input.narrowing ? undefined : archPlot(input)
  const turn = makeFinding(input, {
    id: 'arch-turn',
    label: 'Aortic arch, sharpest turn',
    value: (180 * shape.sharpestTurn) / Math.PI,
    unit: '°',
    basis: 'Geometry; no band',
    formula: 'turn of the centre line within one diameter',
    // The line is smoothed over some cells: about one cell over a diameter.
    uncertainty: 10,
    geometric: true,
    place: shape.place,
    ...(plot && { plot }),
  })
  if (ratio === null) return [turn]
  return [
    turn,
    makeFinding(input, {
      id: 'arch-height-width',
      label: 'Aortic arch, height over width',
      value: ratio,
      unit: '',
      basis:
        'No band: a high (gothic) arch went with hypertension in one series (Ou 2004, Eur Heart J), not in two later ones (2007)',
      formula: 'height over width of the centre line above the right lung artery (A/T)',
      uncertainty: 0.1 * ratio,
      geometric: true,
      place: shape.place,
    }),
  ]
}
