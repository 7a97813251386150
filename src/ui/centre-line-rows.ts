import { mm, mm2, mmHg } from '../core/units'
import type { LinePoint } from '../geometry/centre-line-field'

/** A small plot: the pressure along a vessel as a path, over the vessel's width. Pure. */
export interface CentreLinePlot {
  /** SVG paths in a box of `width` by `height`. */
  readonly pressure: string
  readonly vessel: string
  readonly low: string
  readonly high: string
  readonly length: string
  /** Fall from the greatest pressure before the narrowest place to the least behind it, mmHg. */
  readonly drop: number
  /** mm² and mm along the line. */
  readonly narrowest: { readonly area: number; readonly s: number }
}

const ends = 6

/** Null where the line is too short to be drawn. */
export function centreLinePlot(
  line: readonly LinePoint[],
  width: number,
  height: number,
): CentreLinePlot | null {
  if (line.length < 4) return null
  const pressures = line.map((p) => p.pressure / mmHg)
  const [low, high] = roundRange(Math.min(...pressures), Math.max(...pressures))
  const first = line[0]!.s
  const last = line.at(-1)!.s
  const x = (s: number) => (width * (s - first)) / Math.max(last - first, 1e-9)
  const y = (p: number) => height - ends - ((height - 2 * ends) * (p - low)) / (high - low)
  const widest = Math.sqrt(Math.max(...line.map((p) => p.area)))
  const half = (p: LinePoint) => (0.45 * height * Math.sqrt(p.area)) / widest
  const path = (points: readonly (readonly [number, number])[]) =>
    points.map(([a, b], n) => `${n ? 'L' : 'M'}${a.toFixed(1)} ${b.toFixed(1)}`).join('')
  const above = line.map((p) => [x(p.s), height / 2 - half(p)] as const)
  const below = line.map((p) => [x(p.s), height / 2 + half(p)] as const).reverse()
  const inner = line.slice(2, -2)
  const throat = line.indexOf((inner.length ? inner : line).reduce((a, b) => (b.area < a.area ? b : a)))
  return {
    pressure: path(line.map((p, n) => [x(p.s), y(pressures[n]!)] as const)),
    vessel: `${path([...above, ...below])}Z`,
    low: low.toFixed(0),
    high: high.toFixed(0),
    length: ((last - first) / mm).toFixed(0),
    drop: Math.max(...pressures.slice(0, throat + 1)) - Math.min(...pressures.slice(throat)),
    narrowest: { area: line[throat]!.area / mm2, s: (line[throat]!.s - first) / mm },
  }
}

/** Whole steps of 1, 2, 5 or 10 … mmHg round a range, at least 2 mmHg apart. */
function roundRange(low: number, high: number): [number, number] {
  const span = Math.max(high - low, 2)
  const rough = 10 ** Math.floor(Math.log10(span))
  const step = span / rough > 5 ? 2 * rough : span / rough > 2 ? rough : rough / 2
  return [step * Math.floor(low / step), step * Math.ceil(Math.max(high, low + 2) / step)]
}
