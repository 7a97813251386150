import type { FindingPlot } from '../engine/protocol'

/** A curve laid out on a small picture, in its units. */
export interface PlotShape {
  readonly width: number
  readonly height: number
  /** `points` of a polyline. */
  readonly curve: string
  readonly least: { readonly x: number; readonly y: number; readonly text: string } | null
  readonly level: { readonly y: number; readonly text: string } | null
  readonly marks: readonly { readonly x: number; readonly text: string }[]
  readonly xEnds: readonly [string, string]
  readonly top: string
}

const width = 280
const height = 96
const left = 4
const right = 4
const above = 14
const below = 16

/** Lays a curve out: x from its first to its last value, y from 0. Null for fewer than two points. */
export function plotShape({ x, y, marks, level }: FindingPlot): PlotShape | null {
  const [first, last] = [x.values[0], x.values.at(-1)]
  if (first === undefined || last === undefined || x.values.length < 2 || last === first) return null
  const most = Math.max(...y.values, level?.y ?? 0) || 1
  const across = (v: number) => left + ((v - first) / (last - first)) * (width - left - right)
  const up = (v: number) => height - below - (v / most) * (height - above - below)
  const least = y.values.reduce((best, v, n) => (v < y.values[best]! ? n : best), 0)
  return {
    width,
    height,
    curve: x.values.map((v, n) => `${across(v).toFixed(1)},${up(y.values[n]!).toFixed(1)}`).join(' '),
    least: {
      x: across(x.values[least]!),
      y: up(y.values[least]!),
      text: `${Math.round(y.values[least]!)} ${y.unit}`,
    },
    level: level ? { y: up(level.y), text: `${Math.round(level.y)} ${y.unit}` } : null,
    marks: marks.map((m) => ({ x: across(m.x), text: m.label })),
    xEnds: [`${Math.round(first)}`, `${Math.round(last)} ${x.unit}`],
    top: `${Math.round(most)} ${y.unit}`,
  }
}
