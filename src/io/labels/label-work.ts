import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import type { Vec3 } from '../../core/vec3'
import type { BorderAt } from '../../geometry/find-vessel-ends'
import type { StubEnd } from '../../geometry/vessel-stubs'
import type { GateName, Part, Structure } from '../../heart/heart'
import type { LabelHeartOptions } from './label-heart-options'

/** A heart in the making: labels on a lattice and what is known of them. The steps of `heartFromLabels` change it. */
export interface LabelWork {
  frame: LatticeFrame
  labels: Uint8Array
  readonly structures: Structure[]
  readonly warnings: string[]
  /** Labels of the valves’ own slabs. */
  readonly slabs: Map<GateName, number>
  readonly ends: StubEnd[]
  /** Wall of each lumen, where there is one. */
  readonly wallIds: Map<number, number>
  /** Lengths of this heart over an adult’s; 1 for an adult. */
  readonly scale: number
  /** Where the file’s volume ends. */
  readonly borderAt: BorderAt
  readonly options: LabelHeartOptions
}

/** The structure that a part’s blood is, undefined where the map has none. */
export const lumenOf = (work: LabelWork, part: Part): Structure | undefined =>
  work.structures.find((s) => s.kind === 'blood' && s.part === part)

export const structureOf = (work: LabelWork, id: number): Structure | undefined =>
  work.structures.find((s) => s.id === id)

/** Adds a structure under a label that is free. */
export function addStructure(work: LabelWork, name: string, kind: Structure['kind'], part: Part): number {
  const used = new Set(work.structures.map((s) => s.id))
  let id = Math.max(0, ...used) + 1
  if (id > 255) for (id = 1; used.has(id); id++);
  work.structures.push({ id, name, kind, part })
  return id
}

/** A name that no structure has yet. */
export function unusedName(work: LabelWork, name: string): string {
  const taken = (text: string) => work.structures.some((s) => s.name === text)
  if (!taken(name)) return name
  let n = 2
  while (taken(`${name} ${n}`)) n++
  return `${name} ${n}`
}

/** One byte for each label: 1 where `take` holds for its structure. */
export function labelsWhere(work: LabelWork, take: (s: Structure) => boolean): Uint8Array {
  const out = new Uint8Array(256)
  for (const s of work.structures) if (take(s)) out[s.id] = 1
  return out
}

/** Says where on the way the work is, and stops it where it was cancelled. */
export function progress(options: LabelHeartOptions, label: string, fraction: number): void {
  options.onProgress?.(label, fraction)
  options.signal?.throwIfAborted()
}

export const atMm = (p: Vec3): string => `(${p.map((x) => (x / mm).toFixed(0)).join(', ')}) mm`
