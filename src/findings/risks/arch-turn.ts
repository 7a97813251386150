import type { RiskRule } from './rule'

const degrees = (radians: number): number => (180 * radians) / Math.PI

/** An arch that an edit makes turn more sharply than it did. */
export const archTurn: RiskRule = (input) => {
  const [shape, before] = [input.closer?.arch?.shape, input.closer?.archBefore]
  if (!shape || !before || input.edits.length === 0) return []
  const more = degrees(shape.sharpestTurn - before.sharpestTurn)
  if (!(more > 15)) return []
  return [
    {
      id: 'arch-turn',
      label: 'Acute angle of the arch',
      level: more > 30 ? ('high' as const) : ('moderate' as const),
      edit: input.edits.findLast((e) => e.kind !== 'lesion')?.id ?? null,
      place: shape.place,
      text: `The arch turns by ${degrees(shape.sharpestTurn).toFixed(0)}° within one diameter, ${more.toFixed(0)}° more than before`,
      rule: '15° sharper than before moderate, 30° high',
      source:
        'Angles own, to be confirmed by a clinical lead; arch shape and late hypertension: found by Ou 2004, not by two later series (2007)',
    },
  ]
}
