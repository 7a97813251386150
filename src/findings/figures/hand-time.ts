import type { Edit } from '../../heart/edit'
import { type Figure, makeFinding } from '../make-finding'
import { stitchCount } from '../stitch-count'

/** Minutes: an instrument taken up, a stitch, a centimetre cut, a bite of muscle. */
const minutes = { step: 1.5, running: 0.3, interrupted: 0.7, cutCentimetre: 0.2, resection: 2 } as const

/**
 * Time at the open heart that a plan asks for: steps, cutting and stitches at fixed rates. Absent without edits, and
 * without the access, cooling and warming that every plan shares.
 */
export const handTime: Figure = (input) => {
  const done = (input.edits ?? []).filter((e) => e.kind !== 'lesion')
  if (done.length === 0) return []
  const value = done.reduce((sum, edit) => sum + timeOf(edit, done), 0)
  const stitches = done.reduce((sum, edit) => sum + (stitchCount(edit, done)?.count ?? 0), 0)
  return [
    makeFinding(input, {
      id: 'hand-time',
      label: 'Time at the open heart',
      value,
      unit: 'min',
      basis: 'Rates own (no source); compare plans with it, do not plan a bypass by it; no band',
      formula: `${done.length} steps at ${minutes.step}, ${stitches} stitches at ${minutes.running} (running) or ${minutes.interrupted} (interrupted) min, cutting; without access, cooling and warming`,
      uncertainty: 0.4 * value,
      geometric: true,
    }),
  ]
}

function timeOf(edit: Edit, all: readonly Edit[]): number {
  const sewn = stitchCount(edit, all)
  const sewing = sewn ? sewn.count * minutes[sewn.technique] : 0
  if (edit.kind === 'cut') return minutes.step + minutes.cutCentimetre * (cutLength(edit) / 10)
  if (edit.kind === 'resect') return minutes.step + minutes.resection
  return minutes.step + sewing
}

const cutLength = ({ blade_mm }: Extract<Edit, { kind: 'cut' }>): number =>
  blade_mm.slice(1).reduce((sum, [a], n) => {
    const before = blade_mm[n]?.[0] ?? a
    return sum + Math.hypot(a[0] - before[0], a[1] - before[1], a[2] - before[2])
  }, 0)
