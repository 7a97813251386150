import type { FlatPattern } from '../../geometry/flatten/flat-pattern'
import type { Mark, Place } from './page'

/** Light to dark blue, legible to the colour-blind; strain from which each holds. */
const steps = [
  { from: 0.01, colour: '#d6e6f4', text: '1–3 %' },
  { from: 0.03, colour: '#9cc4e4', text: '3–6 %' },
  { from: 0.06, colour: '#5a97c9', text: '6–10 %' },
  { from: 0.1, colour: '#2b5f98', text: 'over 10 %' },
] as const

/** Furthest from 1 of the two stretches, as a strain. */
const strain = ([least, greatest]: readonly [number, number]): number => Math.max(1 - least, greatest - 1)

/** Strain of each triangle, evened out over its neighbours: what a single facet of the rim says is its own. */
function strains({ triangles, stretch, source }: FlatPattern): number[] {
  const sum = new Float64Array(source.length)
  const count = new Float64Array(source.length)
  triangles.forEach((v, e) => {
    sum[v]! += strain(stretch[Math.floor(e / 3)]!)
    count[v]! += 1
  })
  const at = (v: number): number => sum[v]! / count[v]!
  return stretch.map((_, n) => [0, 1, 2].reduce((total, k) => total + at(triangles[3 * n + k]!) / 3, 0))
}

/** Triangles of the pattern that the material must stretch or gather for. */
export function stretchMarks(pattern: FlatPattern, places: readonly Place[]): Mark[] {
  return strains(pattern).flatMap((value, n): Mark[] => {
    const step = steps.findLast(({ from }) => value >= from)
    if (!step) return []
    const corners = [0, 1, 2].map((k) => places[pattern.triangles[3 * n + k]!]!)
    return [{ kind: 'area', places: corners, colour: step.colour }]
  })
}

/** What the colours mean, and what the shape costs in words. */
export function stretchLegend(pattern: FlatPattern, [x, y]: Place): Mark[] {
  const worst = Math.max(...strains(pattern))
  const { areaError } = pattern
  const label = (row: number, text: string, size = 2.1): Mark => ({
    kind: 'text',
    at: [x, y + row],
    text,
    size,
    colour: '#1d2a33',
  })
  if (worst < steps[0].from) return [label(4, 'Rolls onto its place without stretching.')]
  const keys = steps.flatMap(({ colour, text }, n): Mark[] => [
    {
      kind: 'area',
      places: [
        [x + 17 * n, y + 8],
        [x + 17 * n + 5, y + 8],
        [x + 17 * n + 5, y + 11],
        [x + 17 * n, y + 11],
      ],
      colour,
    },
    { kind: 'text', at: [x + 17 * n, y + 14.5], text, size: 1.7, colour: '#5c6b75' },
  ])
  const dart = worst > 0.1 ? [label(24, 'Too curved for one flat piece: consider a dart.', 1.9)] : []
  return [
    label(4, `Must stretch or gather by up to ${(100 * worst).toFixed(0)} %`),
    ...keys,
    label(
      19.5,
      `Area laid flat: within ${Math.max(0.1, 100 * Math.abs(areaError)).toFixed(1)} % of the curved one`,
      1.9,
    ),
    ...dart,
  ]
}
