import { mm } from '../core/units'
import type { Edit } from '../heart/edit'

/** The stitches of one edit. */
export interface Stitches {
  readonly count: number
  readonly technique: 'interrupted' | 'running'
  /** Metres. */
  readonly pitch: number
  readonly bite: number
}

const length_mm = (points: readonly (readonly number[])[]): number =>
  points
    .slice(1)
    .reduce((sum, p, n) => sum + Math.hypot(...p.map((v, a) => v - (points[n]?.[a] as number))), 0)

/** How many stitches an edit puts in, from the length of its line and its pitch; null where it sews nothing. */
export function stitchCount(edit: Edit, edits: readonly Edit[]): Stitches | null {
  const made = (
    line_mm: number,
    technique: Stitches['technique'],
    pitch_mm: number,
    bite_mm: number,
  ): Stitches => ({
    count: Math.max(2, Math.round(line_mm / pitch_mm)),
    technique,
    pitch: pitch_mm * mm,
    bite: bite_mm * mm,
  })
  if (edit.kind === 'patch' || edit.kind === 'baffle') {
    if (!edit.sewn) return null
    const { technique, pitch_mm, bite_mm } = edit.sewn
    return made(rim_mm(edit.outline_mm), technique, pitch_mm, bite_mm)
  }
  if (edit.kind === 'suture') {
    const sheet = edits.find((e) => e.id === edit.patch)
    const whole = sheet && 'outline_mm' in sheet ? rim_mm(sheet.outline_mm) : 0
    return made(
      edit.path_mm.length > 1 ? length_mm(edit.path_mm) : whole,
      edit.technique,
      edit.pitch_mm,
      edit.bite_mm,
    )
  }
  if (edit.kind === 'close') {
    const cut = edits.find((e) => e.id === edit.cut)
    if (cut?.kind !== 'cut') return null
    return made(length_mm(cut.blade_mm.map(([a]) => a)), 'running', edit.pitch_mm, 2)
  }
  return null
}

const rim_mm = (outline: readonly (readonly number[])[]): number =>
  length_mm([...outline, outline[0] as readonly number[]])
