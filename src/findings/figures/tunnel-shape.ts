import { mm } from '../../core/units'
import { distance, dot } from '../../core/vec3'
import { toBeConfirmed } from '../band'
import type { FindingInput } from '../input'
import { type Figure, makeFinding } from '../make-finding'

/** A section belongs to the tunnel where the baffle lies within this many of its own radii. */
const beside = 1.3

/** The way to the aorta along a baffle: its sections, in order; empty where there is none, or none was measured yet. */
function tunnelOf({ edits = [], sheets = [], closer }: FindingInput) {
  const baffles = edits.filter((e) => e.kind === 'baffle').map((e) => e.id)
  const places = sheets.filter((s) => baffles.includes(s.edit)).flatMap((s) => s.places)
  const way = closer?.outflows.find((o) => o.gate === 'aortic')
  if (!way || places.length === 0) return []
  return way.sections.filter((s) => {
    const reach = beside * Math.sqrt(s.area / Math.PI)
    return places.some((p) => distance(p, s.centre) < reach)
  })
}

/**
 * Length of the left ventricle's way along a baffle, and the angle through which it turns from its beginning to its end.
 */
export const tunnelShape: Figure = (input) => {
  const sections = tunnelOf(input)
  const [first, last] = [sections[0], sections.at(-1)]
  if (!first || !last || sections.length < 3) return []
  const turn = Math.acos(Math.min(Math.max(dot(first.normal, last.normal), -1), 1))
  const middle = sections[sections.length >> 1]!
  const common = {
    basis: `Geometry at rest; no band; late obstruction of such ways 13–22 % at 20 years; ${toBeConfirmed}`,
    place: middle.centre,
    geometric: true,
  }
  return [
    makeFinding(input, {
      ...common,
      id: 'tunnel-length',
      label: 'Tunnel to the aorta, length',
      value: (last.s - first.s) / mm,
      unit: 'mm',
      formula: 'centre line along the baffle',
      uncertainty: (2 * input.spacing) / mm,
    }),
    makeFinding(input, {
      ...common,
      id: 'tunnel-turn',
      label: 'Tunnel to the aorta, turn',
      value: (180 * turn) / Math.PI,
      unit: '°',
      formula: 'angle between the centre line’s directions at both ends of the baffle',
      // As for the arch: the line is smoothed over some cells.
      uncertainty: 10,
    }),
  ]
}
