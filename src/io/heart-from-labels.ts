import { countLeaks } from '../geometry/close-walls'
import { fieldsFromLabels } from '../geometry/fields-from-labels'
import { findGates, type ValvePlace } from '../geometry/find-gates'
import { findPorts } from '../geometry/find-ports'
import type { Heart } from '../heart/heart'
import { estimateLandmarks } from './estimate-landmarks'
import type { LabelMap } from './label-map'
import { addWalls } from './labels/add-walls'
import { heartFromNotes } from './labels/heart-from-notes'
import type { LabelHeartOptions } from './labels/label-heart-options'
import { type LabelWork, labelsWhere, lumenOf, progress } from './labels/label-work'
import { nameEnds } from './labels/name-ends'
import { nameStubs } from './labels/name-stubs'
import { openEnds } from './labels/open-ends'
import { openValves } from './labels/open-valves'
import { cropWork, openWork } from './labels/open-work'
import { physiologyOf } from './labels/physiology-of'

/**
 * A heart from a label map: names the structures (by table, code, name or published numbers), finds where vessels end
 * and where valves stand, carries stubs on so that blood can leave, gives walls to lumens that have none, closes lumens
 * that touch the outside or each other, and derives fields, gates, ports and landmarks. A map without a ventricle
 * becomes a vessel; one that this program wrote becomes the heart that it was. All that was guessed, added or repaired is in the heart's `warnings`.
 * @throws Fault when nothing that blood can fill is recognised; what `signal` was aborted with
 */
export function heartFromLabels(map: LabelMap, options: LabelHeartOptions = {}): Heart {
  const own = heartFromNotes(map, options)
  if (own) return own
  const work = openWork(map, options)
  progress(options, 'Naming vessels', 0.25)
  nameStubs(work)
  progress(options, 'Finding where vessels end', 0.3)
  openEnds(work)
  progress(options, 'Finding valves', 0.4)
  const places = openValves(work)
  progress(options, 'Closing walls', 0.5)
  addWalls(work, places)
  cropWork(work, 3)
  warnLeaks(work)
  progress(options, 'Smoothing surfaces', 0.55)
  return finished(work, map, places)
}

function warnLeaks(work: LabelWork): void {
  const isLumen = labelsWhere(work, (s) => s.kind !== 'wall')
  const leaks = countLeaks(work.frame, work.labels, isLumen, work.ends)
  if (leaks > 0)
    work.warnings.push(`${leaks} cells of lumen still touch the outside away from a vessel’s end.`)
}

function finished(work: LabelWork, map: LabelMap, places: readonly ValvePlace[]): Heart {
  const { frame, labels, warnings, options } = work
  const present = new Uint8Array(256)
  for (let o = 0; o < labels.length; o++) present[labels[o] as number] = 1
  const structures = work.structures.filter((s) => present[s.id] === 1)
  const { lumen, tissue } = fieldsFromLabels(frame, labels, structures, work.ends)
  progress(options, 'Measuring valves and vessel ends', 0.85)
  const gates = findGates(frame, labels, lumen, places)
  const ports = findPorts(frame, lumen, nameEnds(work), structures, warnings)
  if (ports.length === 0) warnings.push('No vessel end was found: blood can neither enter nor leave.')
  progress(options, 'Estimating landmarks', 0.9)
  const landmarks = estimateLandmarks(frame, labels, structures, gates, lumen)
  const { physiology, notes } = physiologyOf(work)
  progress(options, 'Heart built', 1)
  return {
    version: 1,
    name: options.name ?? map.file.replace(/(\.seg)?\.(nrrd|nii|mha|mhd|dcm)(\.gz)?$/i, ''),
    kind: lumenOf(work, 'LV') || lumenOf(work, 'RV') ? 'whole-heart' : 'vessel',
    frame,
    labels,
    lumen,
    tissue,
    structures,
    ports,
    gates,
    landmarks,
    physiology,
    warnings: [...warnings, ...notes],
    source: map.file,
  }
}
