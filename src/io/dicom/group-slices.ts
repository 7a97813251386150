import { dot } from '../../core/vec3'
import { textOf } from './data-values'
import type { Slice } from './slice'

/** Slices of one kind, orientation and raster of one series: at each place along the normal one or several. */
export interface Stack {
  readonly id: string
  readonly slices: readonly Slice[]
}

/** Orientations closer than this are one (cosine of about a third of a degree). */
const sameDirection = 0.99998
/** Scanners tune the echo time from slice to slice by less than this; echoes lie further apart. Seconds. */
const echoWithin = 0.3e-3

/**
 * Parts slices into stacks: by series, kind of object, raster, kind of picture and orientation, so that localisers,
 * reformats and echoes fall apart.
 */
export function groupSlices(slices: readonly Slice[]): Stack[] {
  const groups: { key: string; slices: Slice[] }[] = []
  const byKey = new Map<string, { key: string; slices: Slice[] }[]>()
  for (const slice of slices) {
    const key = keyOf(slice)
    const alike = byKey.get(key) ?? []
    let group = alike.find(
      (g) => parallel(g.slices[0] as Slice, slice) && sameEcho(g.slices[0] as Slice, slice),
    )
    if (!group) {
      group = { key, slices: [] }
      alike.push(group)
      byKey.set(key, alike)
      groups.push(group)
    }
    group.slices.push(slice)
  }
  return groups.map(({ key, slices: own }) => ({ id: `dicom-${digest(key + leastUid(own))}`, slices: own }))
}

function keyOf(slice: Slice): string {
  const { data, sopClass } = slice.file
  return [
    textOf(data, 'x0020000e') ?? textOf(data, 'x0020000d') ?? '',
    textOf(data, 'x00200052') ?? '',
    sopClass,
    slice.size.join('×'),
    slice.spacing.map((s) => s.toPrecision(4)).join('×'),
    slice.variant,
  ].join('|')
}

const parallel = (a: Slice, b: Slice) =>
  dot(a.right, b.right) > sameDirection && dot(a.down, b.down) > sameDirection

const sameEcho = (a: Slice, b: Slice) => Math.abs((a.echo ?? 0) - (b.echo ?? 0)) < echoWithin

/** One slice that stands for a stack: the same whichever other files are given. */
const leastUid = (slices: readonly Slice[]) => slices.map((s) => s.uid).sort()[0]

/** A short name for a key that says nothing of it (FNV-1a): identifiers stay inside the reader. */
function digest(key: string): string {
  let hash = 0x811c9dc5
  for (let n = 0; n < key.length; n++) hash = Math.imul(hash ^ key.charCodeAt(n), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
