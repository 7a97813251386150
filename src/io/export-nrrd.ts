import { gzipSync, strToU8 } from 'fflate'
import { mm } from '../core/units'
import type { Heart, Structure } from '../heart/heart'
import { notesKey, writeNotes } from './labels/atrium-notes'

/**
 * The labels as a 3D Slicer segmentation (.seg.nrrd, gzip, LPS, mm): one segment a structure, with its name. What labels
 * do not tell (vessel ends, valves, landmarks, physiology) goes along in a key of its own, and is read back.
 */
export function exportNrrd(heart: Heart): Uint8Array {
  const { frame } = heart
  const h = frame.spacing / mm
  const origin = frame.origin.map((x) => Number((x / mm).toFixed(6)))
  const lines = [
    'NRRD0004',
    '# written by Atrium',
    'type: unsigned char',
    'dimension: 3',
    'space: left-posterior-superior',
    `sizes: ${frame.size.join(' ')}`,
    `space directions: (${h},0,0) (0,${h},0) (0,0,${h})`,
    'kinds: domain domain domain',
    'encoding: gzip',
    `space origin: (${origin.join(',')})`,
    ...heart.structures.flatMap((s, n) => segmentLines(s, n)),
    `${notesKey}:=${writeNotes(heart)}`,
    '',
    '',
  ]
  const head = strToU8(lines.join('\n'), true)
  const body = gzipSync(heart.labels, { level: 9, mtime: 0 })
  const out = new Uint8Array(head.length + body.length)
  out.set(head)
  out.set(body, head.length)
  return out
}

function segmentLines(s: Structure, n: number): string[] {
  // The header is a line a field in plain characters.
  const name = s.name.replace(/[^\x20-\x7e]/g, '?')
  const { scheme, value, meaning } = s.code ?? { scheme: '', value: '', meaning: '' }
  const type = s.code
    ? `TerminologyEntry:Segmentation category and type - Atrium~~${scheme}^${value}^${meaning}~~~~|`
    : ''
  return [
    `Segment${n}_ID:=Segment_${s.id}`,
    `Segment${n}_LabelValue:=${s.id}`,
    `Segment${n}_Layer:=0`,
    `Segment${n}_Name:=${name}`,
    ...(type ? [`Segment${n}_Tags:=${type}`] : []),
  ]
}
