import { cellCount } from '../core/lattice'
import type { BloodDomain } from './blood-domain'
import { LinkFlow } from './link-flow'
import { faceKey, strides } from './resolve-anatomy-flood'
import { latticeScratch } from './scratch'

export interface Face {
  readonly axis: number
  readonly cell: number
  /** +1 where the lower cell is on the `from` side. */
  readonly sign: number
}

const faceSets = new WeakMap<BloodDomain['gates'], Set<number>>()

/** Keys of the valves' faces; made once for the gates of a heart, which edits leave as they are. */
export function gateFaces({ gates }: BloodDomain): Set<number> {
  const known = faceSets.get(gates)
  if (known) return known
  const out = new Set<number>()
  for (const gate of gates)
    gate.cell.forEach((cell, n) => {
      out.add(faceKey(gate.axis[n] as number, cell))
    })
  faceSets.set(gates, out)
  return out
}

const masks = new WeakMap<BloodDomain['gates'], Uint8Array>()

/** The same for loops over every cell: bit a of a cell is set where its face along axis a is a valve's. */
export function gateMask({ gates, frame }: BloodDomain): Uint8Array {
  const known = masks.get(gates)
  if (known?.length === cellCount(frame)) return known
  const out = new Uint8Array(cellCount(frame))
  for (const gate of gates)
    gate.cell.forEach((cell, n) => {
      out[cell] = (out[cell] as number) | (1 << (gate.axis[n] as number))
    })
  masks.set(gates, out)
  return out
}

const borders = new WeakMap<BloodDomain, Int32Array>()

/** Keys of open faces, no valve's, between the blood of two structures, in the order of their cells; found once. */
export function borderFaces(domain: BloodDomain): Int32Array {
  const known = borders.get(domain)
  if (known) return known
  const { structure, frame, open } = domain
  const [, sy, sz] = strides(frame)
  const shut = gateMask(domain)
  const keys: number[] = []
  for (let n = 0; n < structure.length - sz; n++) {
    const id = structure[n] as number
    if (id === 0) continue
    const x = structure[n + 1] as number
    const y = structure[n + sy] as number
    const z = structure[n + sz] as number
    const bits = shut[n] as number
    if (x !== id && x && open[0][n] && !(bits & 1)) keys.push(3 * n)
    if (y !== id && y && open[1][n] && !(bits & 2)) keys.push(3 * n + 1)
    if (z !== id && z && open[2][n] && !(bits & 4)) keys.push(3 * n + 2)
  }
  const found = Int32Array.from(keys)
  borders.set(domain, found)
  return found
}

/** Whole-number capacity of an open face: fine enough for a leak of a thousandth of a face. */
const capacityUnit = 4096

/** The faces of least open area that part side 1 from side 2 near their meeting. */
export function minimumCut(
  domain: BloodDomain,
  side: Uint8Array,
  contacts: readonly Face[],
  reach: number,
): Face[] {
  const { frame, open, structure } = domain
  const gates = gateFaces(domain)
  const limit = Math.max(5, Math.ceil(reach / frame.spacing))
  const node = latticeScratch.takeClean(cellCount(frame))
  const { cells, depth } = region(domain, side, contacts, gates, limit, node)
  const graph = new LinkFlow(cells.length)
  const terminals = ends(cells, depth, side, structure, limit)
  const step = strides(frame)
  for (let n = 0; n < cells.length; n++)
    for (let axis = 0; axis < 3; axis++) {
      const cell = cells[n] as number
      const fraction = (open[axis] as Float32Array)[cell] as number
      const other = (node[cell + (step[axis] as number)] as number) - 1
      if (!fraction || other < 0 || gates.has(faceKey(axis, cell))) continue
      graph.join(n, other, axis, Math.max(1, Math.round(capacityUnit * fraction)))
    }
  latticeScratch.giveClean(node, cells)
  const nodesOf = (one: number) => cells.flatMap((_, n) => (terminals[n] === one ? [n] : []))
  const sourceSide = graph.cut(nodesOf(1), nodesOf(2))
  const faces: Face[] = []
  for (let n = 0; n < cells.length; n++)
    for (let axis = 0; axis < 3; axis++) {
      const other = graph.neighbour[6 * n + 2 * axis] as number
      if (other < 0 || sourceSide[n] === sourceSide[other]) continue
      faces.push({ axis, cell: cells[n] as number, sign: sourceSide[n] ? 1 : -1 })
    }
  return faces
}

/** The cells of both sides within some steps of their meeting; `node`, all zeros, gets each one's place in `cells`, plus 1. */
function region(
  domain: BloodDomain,
  side: Uint8Array,
  contacts: readonly Face[],
  gates: ReadonlySet<number>,
  limit: number,
  node: Int32Array,
): { cells: number[]; depth: number[] } {
  const { frame, open, structure } = domain
  const step = strides(frame)
  const cells: number[] = []
  const depth: number[] = []
  for (const f of contacts)
    for (const cell of [f.cell, f.cell + (step[f.axis] as number)]) {
      if (node[cell]) continue
      node[cell] = cells.push(cell)
      depth.push(0)
    }
  for (let q = 0; q < cells.length; q++) {
    if ((depth[q] as number) >= limit) continue
    const cell = cells[q] as number
    for (let way = 0; way < 6; way++) {
      const axis = way >> 1
      const s = step[axis] as number
      const face = way & 1 ? cell - s : cell
      const next = way & 1 ? cell - s : cell + s
      if (face < 0 || !((open[axis] as Float32Array)[face] as number) || node[next]) continue
      if (!side[structure[next] as number] || gates.has(faceKey(axis, face))) continue
      node[next] = cells.push(next)
      depth.push((depth[q] as number) + 1)
    }
  }
  return { cells, depth }
}

/** Cells that certainly belong to a side: those farthest from the meeting. 0 elsewhere. */
function ends(
  cells: readonly number[],
  depth: readonly number[],
  side: Uint8Array,
  structure: Uint8Array,
  limit: number,
): Uint8Array {
  const farthest = [0, 0, 0]
  const sides = Uint8Array.from(cells, (cell) => side[structure[cell] as number] as number)
  for (let n = 0; n < cells.length; n++) {
    const s = sides[n] as number
    farthest[s] = Math.max(farthest[s] as number, depth[n] as number)
  }
  return sides.map((s, n) => ((depth[n] as number) >= Math.min(limit, farthest[s] as number) ? s : 0))
}

/** Groups of faces that touch. */
export function components(domain: BloodDomain, faces: readonly Face[]): Face[][] {
  const done = new Uint8Array(faces.length)
  const groups: Face[][] = []
  for (let start = 0; start < faces.length; start++) {
    if (done[start]) continue
    const group = touching(domain.frame, faces, start)
    for (const n of group) done[n] = 1
    groups.push(group.map((n) => faces[n] as Face))
  }
  return groups
}

/** The faces joined to one of them through cells within one step in every direction. */
export function touching(frame: BloodDomain['frame'], faces: readonly Face[], start: number): number[] {
  const [nx, ny] = frame.size
  const byCell = new Map<number, number[]>()
  faces.forEach((f, n) => {
    const list = byCell.get(f.cell)
    if (list) list.push(n)
    else byCell.set(f.cell, [n])
  })
  const seen = new Set([start])
  const group = [start]
  for (let q = 0; q < group.length; q++) {
    const { cell } = faces[group[q] as number] as Face
    for (let k = -1; k <= 1; k++)
      for (let j = -1; j <= 1; j++)
        for (let i = -1; i <= 1; i++)
          for (const m of byCell.get(cell + i + nx * (j + ny * k)) ?? []) {
            if (seen.has(m)) continue
            seen.add(m)
            group.push(m)
          }
  }
  return group
}
