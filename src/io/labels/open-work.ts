import { Fault } from '../../core/fault'
import { cellCount, type LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import type { Vec3 } from '../../core/vec3'
import type { BorderAt } from '../../geometry/find-vessel-ends'
import type { Structure } from '../../heart/heart'
import type { LabelMap } from '../label-map'
import type { LabelHeartOptions } from './label-heart-options'
import { type LabelWork, progress } from './label-work'
import { matchStructures, matchWarnings, type StructureMatch } from './match-structures'
import { toPatientLattice } from './patient-lattice'
import { bodyScale, workingSpacing } from './working-spacing'

/** Room round the map for what may be added to it, metres. */
const margin = 26 * mm

/**
 * Names the structures, crops the map to them and brings it to cubic cells along the patient’s axes.
 * @throws Fault when nothing that blood can fill is recognised
 */
export function openWork(map: LabelMap, options: LabelHeartOptions): LabelWork {
  progress(options, 'Recognising structures', 0)
  const matches = matchStructures(map, options.labels)
  const warnings = matchWarnings(matches)
  const known = matches.filter((m) => m.kind !== null && m.cells > 0)
  if (!known.some((m) => m.kind === 'blood'))
    throw new Fault(
      map.file,
      `no chamber or vessel was recognised among ${matches.map((m) => `“${m.name}”`).join(', ')}`,
      'Name the segments (for example “LV blood”, “LV wall”, “mitral valve”) or give a label table',
    )
  const { to, structures, slabs } = structuresFrom(known, warnings)
  const keep = new Uint8Array(256)
  for (const m of known) keep[m.value] = 1
  progress(options, 'Moving labels into the patient’s axes', 0.05)
  const spacing = workingSpacing(map, known, options.spacing, keep)
  const moved = toPatientLattice(map, spacing, keep)
  if (moved.resampled) warnings.push(resampledNote(map, spacing))
  for (let o = 0; o < moved.labels.length; o++) moved.labels[o] = to[moved.labels[o] as number] as number
  const padded = reframed(moved.frame, moved.labels, Math.ceil((options.room ?? margin) / spacing))
  return {
    ...padded,
    structures,
    warnings,
    slabs,
    ends: [],
    wallIds: new Map(),
    scale: bodyScale(known),
    borderAt: borderOf(map, spacing),
    options,
  }
}

const resampledNote = (map: LabelMap, spacing: number) =>
  `The labels were resampled from ${map.spacing.map((s) => (s / mm).toFixed(2)).join(' × ')} mm to cubes of ${(spacing / mm).toFixed(2)} mm along the patient’s axes.`

/** Chambers and great arteries are one structure each; a second label of the same part joins the first. */
function structuresFrom(known: readonly StructureMatch[], warnings: string[]) {
  const structures: Structure[] = []
  const to = new Uint8Array(256)
  const slabs: LabelWork['slabs'] = new Map()
  for (const m of [...known].sort((a, b) => Number(b.cells) - Number(a.cells))) {
    const single = m.kind === 'blood' && /^([LR][VA]|aorta|pulmonary-artery)$/.test(m.part)
    const first = single && structures.find((s) => s.kind === 'blood' && s.part === m.part)
    to[m.value] = first ? first.id : m.value
    if (first) {
      warnings.push(`“${m.name}” was joined to “${first.name}”.`)
      continue
    }
    const code = m.code ? { code: m.code } : {}
    structures.push({ id: m.value, name: m.name, kind: m.kind as Structure['kind'], part: m.part, ...code })
    if (m.gate && !slabs.has(m.gate)) slabs.set(m.gate, m.value)
  }
  structures.sort((a, b) => a.id - b.id)
  return { to, structures, slabs }
}

/** Cells whose neighbour lies beyond the file’s volume. */
function borderOf(map: LabelMap, spacing: number): BorderAt {
  const { direction: d, origin, size } = map
  const column = (a: number, sign: number): Vec3 => [
    sign * (d[a] as number),
    sign * (d[3 + a] as number),
    sign * (d[6 + a] as number),
  ]
  const near = 0.95 * spacing
  return (p) => {
    for (let a = 0; a < 3; a++) {
      const along =
        (d[a] as number) * (p[0] - origin[0]) +
        (d[3 + a] as number) * (p[1] - origin[1]) +
        (d[6 + a] as number) * (p[2] - origin[2])
      const s = map.spacing[a] as number
      if (along + s / 2 < near) return column(a, -1)
      if ((size[a] as number) * s - s / 2 - along < near) return column(a, 1)
    }
    return null
  }
}

/** The labels on a lattice that is wider by `cells` on every side; a negative count crops. */
function reframed(frame: LatticeFrame, labels: Uint8Array, cells: number) {
  return onBox(
    frame,
    labels,
    [-cells, -cells, -cells],
    frame.size.map((n) => n + 2 * cells),
  )
}

/** Crops the work to its labels and `cells` cells round them. */
export function cropWork(work: LabelWork, cells: number): void {
  const { frame, labels } = work
  const [nx, ny, nz] = frame.size
  const low = [nx, ny, nz]
  const high = [0, 0, 0]
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if (labels[o] === 0) continue
        if (i < (low[0] as number)) low[0] = i
        if (i > (high[0] as number)) high[0] = i
        if (j < (low[1] as number)) low[1] = j
        if (j > (high[1] as number)) high[1] = j
        if (k < (low[2] as number)) low[2] = k
        if (k > (high[2] as number)) high[2] = k
      }
  const cropped = onBox(
    frame,
    labels,
    low.map((l) => l - cells),
    low.map((l, a) => (high[a] as number) - l + 1 + 2 * cells),
  )
  work.frame = cropped.frame
  work.labels = cropped.labels
}

/** The labels on another box of the same lattice; new cells are outside. */
function onBox(
  frame: LatticeFrame,
  labels: Uint8Array,
  low: readonly number[],
  size: readonly number[],
): { frame: LatticeFrame; labels: Uint8Array } {
  const next: LatticeFrame = {
    size: [size[0] as number, size[1] as number, size[2] as number],
    spacing: frame.spacing,
    origin: frame.origin.map((x, a) => x + (low[a] as number) * frame.spacing) as unknown as Vec3,
  }
  const out = new Uint8Array(cellCount(next))
  const [nx, ny, nz] = frame.size
  const [lx, ly, lz] = low as [number, number, number]
  const from = Math.max(0, -lx)
  const until = Math.min(next.size[0], nx - lx)
  for (let k = Math.max(0, -lz); k < Math.min(next.size[2], nz - lz); k++)
    for (let j = Math.max(0, -ly); j < Math.min(next.size[1], ny - ly); j++) {
      const source = lx + nx * (j + ly + ny * (k + lz))
      out.set(labels.subarray(source + from, source + until), from + next.size[0] * (j + next.size[1] * k))
    }
  return { frame: next, labels: out }
}
