import { phrase, say } from '../core/language'
import type { Edit, EditOf } from '../heart/edit'

/** One step of the strategy as the timeline shows it. */
export interface EditRow {
  readonly id: string
  readonly kind: Edit['kind']
  readonly label: string
  readonly icon: string
  readonly detail: string
  /** False: taken back, can be redone. */
  readonly done: boolean
  /** How many edits are done when this one is the last. */
  readonly count: number
}

/** The edits done and, after them, those taken back, in the order in which they would be redone. */
export function editRows(edits: readonly Edit[], undone: readonly Edit[]): readonly EditRow[] {
  const all = [...edits, ...[...undone].reverse()]
  const clamps = new Set(all.flatMap((e) => (e.kind === 'clamp' ? [e.id] : [])))
  return all.map((edit, n) => ({
    id: edit.id,
    kind: edit.kind,
    label: say(edit.kind === 'release' ? releaseLabel(edit, clamps) : labels[edit.kind]),
    icon: edit.kind === 'release' && clamps.has(edit.suture) ? icons.clamp : icons[edit.kind],
    detail: detail(edit),
    done: n < edits.length,
    count: n + 1,
  }))
}

const labels: Record<Edit['kind'], string> = {
  cut: phrase('Cut'),
  resect: phrase('Resection'),
  patch: phrase('Patch'),
  trim: phrase('Trim'),
  baffle: phrase('Baffle'),
  conduit: phrase('Conduit'),
  suture: phrase('Suture'),
  release: phrase('Stitches out'),
  clamp: phrase('Clamp'),
  close: phrase('Closure'),
  lesion: phrase('Lesion'),
}
const tornLabel = phrase('Stitches torn out')
const clampOff = phrase('Clamp off')
const releaseLabel = ({ suture, torn }: EditOf<'release'>, clamps: ReadonlySet<string>): string =>
  clamps.has(suture) ? clampOff : torn ? tornLabel : labels.release

/** The drawing of the instrument that made it. */
const icons: Record<Edit['kind'], string> = {
  cut: 'scalpel',
  resect: 'resect',
  patch: 'patch',
  trim: 'scissors',
  baffle: 'patch',
  conduit: 'patch',
  suture: 'suture',
  release: 'release',
  clamp: 'clamp',
  close: 'suture',
  lesion: 'lesion',
}
const materialNames = { pericardium: phrase('pericardium'), ePTFE: 'ePTFE', dacron: 'Dacron' } as const

function detail(edit: Edit): string {
  switch (edit.kind) {
    case 'cut':
      return `${Math.round(bladeLength(edit.blade_mm))} mm`
    case 'resect':
      return say('radius {size} mm', { size: edit.radius_mm })
    case 'patch':
      return edit.sewn
        ? say('{material}, sewn', { material: say(materialNames[edit.material]) })
        : say(materialNames[edit.material])
    case 'trim':
      return edit.patch
    case 'baffle':
      return say(materialNames[edit.material])
    case 'conduit':
      return `${edit.diameter_mm} mm`
    case 'suture':
      return say(edit.technique)
    case 'release':
      return edit.places_mm ? say('{suture}, some', { suture: edit.suture }) : edit.suture
    case 'clamp':
      return say('radius {size} mm', { size: edit.radius_mm })
    case 'close':
      return edit.cut
    case 'lesion':
      return `${say(edit.type)}, ${edit.diameter_mm} mm`
  }
}

type Blade = readonly (readonly [readonly number[], readonly number[]])[]

function bladeLength(blade: Blade): number {
  let sum = 0
  for (let n = 1; n < blade.length; n++) {
    const [a, b] = [blade[n - 1]![0], blade[n]![0]]
    sum += Math.hypot(...a.map((v, axis) => v - b[axis]!))
  }
  return sum
}
