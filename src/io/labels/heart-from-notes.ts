import { add, scale } from '../../core/vec3'
import { fieldsFromLabels } from '../../geometry/fields-from-labels'
import type { Heart } from '../../heart/heart'
import { crc32 } from '../crc32'
import type { LabelMap } from '../label-map'
import { notesKey, readNotes } from './atrium-notes'
import type { LabelHeartOptions } from './label-heart-options'
import { progress } from './label-work'

/**
 * The heart that this program wrote with a label map: its labels as they are, and its structures, ports, gates,
 * landmarks and physiology as they were, nothing found anew. Null where the map has no such notes, where its lattice is
 * no longer theirs, or where the user asks for something else.
 */
export function heartFromNotes(map: LabelMap, options: LabelHeartOptions): Heart | null {
  if (options.labels || options.spacing || options.ends || options.valves || options.walls) return null
  const text = map.notes?.get(notesKey)
  const notes = text === undefined ? null : readNotes(text)
  if (!notes || !sameLattice(map, notes.heart.frame)) return null
  const { frame, structures, ports, ...rest } = notes.heart
  const labels = Uint8Array.from(map.values)
  const known = new Uint8Array(256)
  known[0] = 1
  for (const s of structures) known[s.id] = 1
  if (labels.some((l) => known[l] === 0)) return null
  progress(options, 'Smoothing surfaces', 0.3)
  const ends = ports.map((p) => ({
    structure: p.structure,
    end: add(p.centre, scale(p.normal, frame.spacing)),
    normal: p.normal,
    radius: p.radius,
  }))
  const { lumen, tissue } = fieldsFromLabels(frame, labels, structures, ends)
  progress(options, 'Heart built', 1)
  const edited = crc32(labels) !== notes.labels
  return {
    ...rest,
    ...(options.name !== undefined && { name: options.name }),
    physiology: { ...rest.physiology, ...options.physiology },
    frame,
    structures,
    ports,
    labels,
    lumen,
    tissue,
    warnings: [
      ...rest.warnings,
      edited
        ? 'The labels were changed since this program wrote them: vessel ends, valves and landmarks are still those of before.'
        : 'Read back from a label map that this program wrote: its surfaces were smoothed from the labels anew.',
    ],
  }
}

function sameLattice(map: LabelMap, frame: Heart['frame']): boolean {
  const h = frame.spacing
  const near = (a: number, b: number) => Math.abs(a - b) < 0.01 * h
  return (
    map.size.every((n, a) => n === frame.size[a]) &&
    map.spacing.every((s) => near(s, h)) &&
    map.origin.every((o, a) => near(o, frame.origin[a] as number)) &&
    map.direction.every((d, n) => Math.abs(d - (n % 4 === 0 ? 1 : 0)) < 1e-4)
  )
}
