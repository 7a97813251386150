import { Fault } from '../core/fault'
import { type Grid, gridToPatient, voxelCount } from '../core/grid'
import { mm } from '../core/units'
import type { Vec3 } from '../core/vec3'
import type { LabelMap } from './label-map'
import type { Segment } from './nrrd-header'

/** Lattices whose cells lie within this part of a cell of each other are one lattice. */
const tolerance = 0.02

/**
 * One label map of several masks with one label each, named after their files, on the finest of their lattices, cropped
 * to what is marked. Where masks overlap the smaller one stands, and it is said.
 */
export function mergeMasks(masks: readonly LabelMap[]): LabelMap {
  const warnings = masks.flatMap((m) => m.warnings ?? [])
  const finest = masks.reduce((a, b) => (cellVolume(b) < cellVolume(a) ? b : a))
  const grid = boxRound(masks, finest)
  const same = masks.map((m) => onLattice(m, finest))
  masks.forEach((m, n) => {
    if (!same[n])
      warnings.push(
        `${m.file} lies on another lattice: its cells were moved to the nearest of ${finest.file}.`,
      )
  })
  const order = masks
    .map((_, n) => n)
    .sort((a, b) => volume(masks[b] as LabelMap) - volume(masks[a] as LabelMap))
  const values = new Uint8Array(voxelCount(grid))
  const hidden = new Uint32Array((masks.length + 1) ** 2)
  for (const n of order) paint(masks[n] as LabelMap, n + 1, grid, values, hidden, masks.length + 1)
  const segments = masks.map((m, n): Segment => ({ value: n + 1, layer: 0, name: maskName(m.file) }))
  for (const above of order)
    for (const under of order) {
      const cells = hidden[(above + 1) * (masks.length + 1) + under + 1] as number
      if (cells > 0)
        warnings.push(
          `“${segments[above]?.name}” and “${segments[under]?.name}” overlap in ${cells} cells: they were given to the first, which is smaller.`,
        )
    }
  return {
    file: masks.map((m) => m.file).join(', '),
    size: grid.size,
    spacing: grid.spacing,
    origin: [grid.origin[0], grid.origin[1], grid.origin[2]],
    direction: grid.direction,
    values,
    segments,
    warnings,
  }
}

/** “left_atrium.nii.gz” → “left atrium”. */
export const maskName = (file: string): string =>
  (file.split(/[\\/]/).at(-1) ?? file)
    .replace(/(\.seg)?\.(nii|nrrd|nhdr|mha|mhd)(\.gz)?$/i, '')
    .replace(/[_\s]+/g, ' ')
    .trim()

const cellVolume = (m: LabelMap) => m.spacing[0] * m.spacing[1] * m.spacing[2]

function volume(m: LabelMap): number {
  let cells = 0
  for (let o = 0; o < m.values.length; o++) if ((m.values[o] as number) > 0) cells++
  return cells * cellVolume(m)
}

const gridOf = (m: LabelMap): Grid => ({ ...m, origin: m.origin })

/** Whether the cells of a mask are cells of the lattice. */
function onLattice(m: LabelMap, lattice: LabelMap): boolean {
  const to = intoLattice(m, lattice)
  return [[0, 0, 0] as const, [m.size[0] - 1, m.size[1] - 1, m.size[2] - 1] as const].every((corner) =>
    to(corner).every((x) => Math.abs(x - Math.round(x)) < tolerance),
  )
}

/** Index of a mask to index of the lattice. */
function intoLattice(m: LabelMap, lattice: LabelMap): (at: Vec3) => Vec3 {
  const { direction: d, origin: o, spacing: s } = lattice
  const from = gridOf(m)
  return (at) => {
    const p = gridToPatient(from, at)
    const along = (a: number) =>
      ((d[a] as number) * (p[0] - o[0]) +
        (d[3 + a] as number) * (p[1] - o[1]) +
        (d[6 + a] as number) * (p[2] - o[2])) /
      (s[a] as number)
    return [along(0), along(1), along(2)]
  }
}

/** The box of the finest lattice round every marked cell, one cell wider. */
function boxRound(masks: readonly LabelMap[], lattice: LabelMap): Grid {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (const m of masks) {
    const to = intoLattice(m, lattice)
    const box = markedBox(m)
    for (let corner = 0; corner < 8; corner++) {
      const p = to([0, 1, 2].map((a) => (box[corner & (1 << a) ? 1 : 0] as number[])[a]) as unknown as Vec3)
      for (let a = 0; a < 3; a++) {
        low[a] = Math.min(low[a] as number, Math.floor((p[a] as number) - 0.5))
        high[a] = Math.max(high[a] as number, Math.ceil((p[a] as number) + 0.5))
      }
    }
  }
  const size = low.map((l, a) => (high[a] as number) - l + 1) as [number, number, number]
  if (size.reduce((a, b) => a * b) > 2 ** 28)
    throw new Fault(
      masks.map((m) => m.file).join(', '),
      `together they span ${size.join(' × ')} cells of ${(lattice.spacing[0] / mm).toFixed(2)} mm`,
      'Give masks of one heart',
    )
  const origin = gridToPatient(gridOf(lattice), low as unknown as Vec3)
  return { size, spacing: lattice.spacing, origin, direction: lattice.direction }
}

function markedBox(m: LabelMap): [number[], number[]] {
  const [nx, ny, nz] = m.size
  const low = [nx, ny, nz] as number[]
  const high = [0, 0, 0]
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if ((m.values[o] as number) === 0) continue
        if (i < (low[0] as number)) low[0] = i
        if (i > (high[0] as number)) high[0] = i
        if (j < (low[1] as number)) low[1] = j
        if (j > (high[1] as number)) high[1] = j
        if (k < (low[2] as number)) low[2] = k
        if (k > (high[2] as number)) high[2] = k
      }
  return [low, high]
}

/** Gives every cell of the box whose nearest cell of the mask is marked to `label`. */
function paint(
  m: LabelMap,
  label: number,
  grid: Grid,
  values: Uint8Array,
  hidden: Uint32Array,
  stride: number,
): void {
  const back = intoLattice(
    { ...grid, file: '', values, segments: [], origin: [...grid.origin] as [number, number, number] },
    m,
  )
  const o = back([0, 0, 0])
  const step = [back([1, 0, 0]), back([0, 1, 0]), back([0, 0, 1])].map((p) =>
    p.map((x, a) => x - (o[a] as number)),
  )
  const [sx, sy, sz] = step as [number[], number[], number[]]
  const [nx, ny, nz] = m.size
  const n = (v: number[], a: number) => v[a] as number
  for (let k = 0, cell = 0; k < grid.size[2]; k++)
    for (let j = 0; j < grid.size[1]; j++)
      for (let i = 0; i < grid.size[0]; i++, cell++) {
        const x = Math.round(o[0] + i * n(sx, 0) + j * n(sy, 0) + k * n(sz, 0))
        const y = Math.round(o[1] + i * n(sx, 1) + j * n(sy, 1) + k * n(sz, 1))
        const z = Math.round(o[2] + i * n(sx, 2) + j * n(sy, 2) + k * n(sz, 2))
        if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue
        if ((m.values[x + nx * (y + ny * z)] as number) === 0) continue
        const before = values[cell] as number
        if (before > 0) (hidden[label * stride + before] as number)++
        values[cell] = label
      }
}
