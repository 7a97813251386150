import { cellCentre, cellCount, type LatticeFrame } from '../core/lattice'
import { add, dot, scale, subtract, type Vec3 } from '../core/vec3'
import { neighbourSteps } from './close-walls'
import { enclosedLumens } from './enclosed-lumens'
import { faceNeighbours } from './label-components'
import { tidyLumens } from './tidy-lumens'

/** One surface on the lattice: signed distance [m] on a box of it. */
export interface PartField {
  /** Owner from 1: walls and lumens of one chamber or vessel share it. */
  readonly owner: number
  /** wall: solid tissue · lumen: its inside is blood · root: as a lumen, with leaflets in it that are no wall. */
  readonly role: 'wall' | 'lumen' | 'root'
  readonly low: readonly [number, number, number]
  readonly size: readonly [number, number, number]
  readonly distance: Float32Array
  /** Discs (metres, normal out of the lumen) at which it is open: no wall is put beyond them. */
  readonly ends: readonly { readonly centre: Vec3; readonly normal: Vec3; readonly radius: number }[]
}

/** Where two lumens met that have no valve between them: how many cells became wall, and their middle. */
interface ClosedGap {
  readonly owners: readonly [number, number]
  readonly cells: number
  readonly centre: Vec3
}

export interface Assembly {
  /** Owner of each cell of tissue, and of each cell of blood. */
  readonly walls: Uint8Array
  readonly lumens: Uint8Array
  readonly closed: readonly ClosedGap[]
  /** Cells between walls that belong to no lumen, and were left outside. */
  readonly gaps: number
}

/** Walls thinner than a cell are thickened by this for finding what they enclose, in cells. */
const thickening = 0.5

/**
 * A heart's walls and lumens from the surfaces of its parts. Tissue is what the walls fill. Blood is what the walls
 * enclose (see `enclosedLumens`), and the inside of parts that are given as lumens, which get a wall of one cell; each
 * owner keeps one region. Parts that are modelled apart leave gaps between them: where two lumens meet that may not
 * join, a wall of one cell is put.
 */
export function assembleParts(
  frame: LatticeFrame,
  parts: readonly PartField[],
  owners: number,
  mayJoin: (a: number, b: number) => boolean,
): Assembly {
  const cells = cellCount(frame)
  const walls = new Uint8Array(cells)
  const blockers = new Uint8Array(cells)
  const given = new Uint8Array(cells)
  const skin = new Uint8Array(cells)
  const thin = thickening * frame.spacing
  for (const part of parts)
    eachCellOf(frame, part, (cell, d) => {
      if (part.role === 'wall' && d < 0) walls[cell] = part.owner
      if (part.role !== 'wall' && d < 0) given[cell] = part.owner
      if (part.role === 'lumen' && d >= 0 && d < frame.spacing && !isBeyond(frame, part, cell))
        skin[cell] = part.owner
      if ((part.role === 'wall' && d < thin) || (part.role === 'root' && Math.abs(d) < thin))
        blockers[cell] = part.owner
    })
  for (let o = 0; o < cells; o++) {
    if (given[o] && !walls[o]) blockers[o] = 0
    else if (skin[o] && !walls[o]) walls[o] = blockers[o] = skin[o] as number
  }
  const lumens = enclosedLumens(frame, blockers, owners)
  keepToRoots(frame, parts, lumens)
  for (let o = 0; o < cells; o++) if (given[o] && !walls[o]) lumens[o] = given[o] as number
  const gaps = tidyLumens(frame, lumens)
  takeBack(frame, walls, blockers, lumens)
  fillPores(frame, walls, lumens)
  return { walls, lumens, gaps, closed: closeGaps(frame, walls, lumens, mayJoin) }
}

/** Whether a cell lies ahead of one of a part's open ends. */
function isBeyond(frame: LatticeFrame, { ends }: PartField, cell: number): boolean {
  const [nx, ny] = frame.size
  const p = cellCentre(frame, cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny)))
  for (const { centre, normal, radius } of ends) {
    const d = subtract(p, centre)
    const height = dot(d, normal)
    if (height > 0 && height < 3 * frame.spacing && dot(d, d) - height * height < radius * radius) return true
  }
  return false
}

function closeGaps(
  frame: LatticeFrame,
  walls: Uint8Array,
  lumens: Uint8Array,
  mayJoin: (a: number, b: number) => boolean,
): ClosedGap[] {
  const found = new Map<number, { owners: [number, number]; cells: number; sum: Vec3 }>()
  const [nx, ny] = frame.size
  const steps = neighbourSteps(frame, 3)
  for (let o = 0; o < lumens.length; o++) {
    const own = lumens[o] as number
    if (!own) continue
    let other = 0
    for (let s = 0; s < steps.length; s++) {
      const label = lumens[o + (steps[s] as number)] as number
      if (label && label !== own && !mayJoin(own, label)) other = label
    }
    if (!other) continue
    lumens[o] = 0
    walls[o] = own
    const [a, b] = own < other ? [own, other] : [other, own]
    const gap = found.get(256 * a + b) ?? { owners: [a, b], cells: 0, sum: [0, 0, 0] }
    gap.cells++
    gap.sum = add(gap.sum, cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))))
    found.set(256 * a + b, gap)
  }
  return [...found.values()].map(({ owners, cells, sum }) => ({
    owners,
    cells,
    centre: scale(sum, 1 / cells),
  }))
}

/** An owner whose lumen is given has no other, but for what its root encloses: not the nook below an arch. */
function keepToRoots(frame: LatticeFrame, parts: readonly PartField[], lumens: Uint8Array): void {
  const given = new Set(parts.filter((p) => p.role === 'lumen').map((p) => p.owner))
  const inRoot = new Uint8Array(lumens.length)
  for (const part of parts)
    if (part.role === 'root')
      eachCellOf(frame, part, (cell) => {
        inRoot[cell] = part.owner
      })
  for (let o = 0; o < lumens.length; o++)
    if (given.has(lumens[o] as number) && inRoot[o] !== lumens[o]) lumens[o] = 0
}

/** How often pores are filled that the filling before has narrowed. */
const poreRounds = 3

/** Free cells with most of their 26 neighbours in a lumen are of it: its pores, and the notches of its ends. */
function fillPores(frame: LatticeFrame, walls: Uint8Array, lumens: Uint8Array): void {
  const steps = neighbourSteps(frame, 3)
  const near: number[] = []
  const asked = new Uint8Array(lumens.length)
  const ask = (cells: ArrayLike<number>, count: number) => {
    for (let c = 0; c < count; c++)
      for (let s = 0; s < steps.length; s++) {
        const n = (cells[c] as number) + (steps[s] as number)
        if (walls[n] || lumens[n] || asked[n]) continue
        asked[n] = 1
        near.push(n)
      }
  }
  const border = borderCells(frame, lumens)
  ask(border, border.length)
  for (let round = 0; round < poreRounds; round++) {
    const filled: number[] = []
    const as: number[] = []
    for (const o of near.splice(0)) {
      asked[o] = 0
      const label = poreOf(walls, lumens, steps, o)
      if (!label) continue
      filled.push(o)
      as.push(label)
    }
    for (let n = 0; n < filled.length; n++) lumens[filled[n] as number] = as[n] as number
    ask(filled, filled.length)
  }
}

/** The lumen that a free cell is a pore of; 0 for none. */
function poreOf(walls: Uint8Array, lumens: Uint8Array, steps: Int32Array, o: number): number {
  let near = 0
  let count = 0
  let solid = 0
  for (let s = 0; s < steps.length; s++) {
    const n = o + (steps[s] as number)
    const label = lumens[n] as number
    if (label) {
      near = label
      count++
    } else if (walls[n]) solid++
  }
  return count >= 9 && count + solid >= 14 ? near : 0
}

/** Cells of a lumen with a neighbour through a face in none. */
function borderCells(frame: LatticeFrame, lumens: Uint8Array): number[] {
  const [nx, ny] = frame.size
  const layer = nx * ny
  const out: number[] = []
  for (let o = layer; o < lumens.length - layer; o++) {
    if (!lumens[o]) continue
    const inner =
      lumens[o - 1] &&
      lumens[o + 1] &&
      lumens[o - nx] &&
      lumens[o + nx] &&
      lumens[o - layer] &&
      lumens[o + layer]
    if (!inner) out.push(o)
  }
  return out
}

/**
 * Cells that only the thickening blocked: those that keep a lumen from the outside are wall (a wall thinner than a cell
 * stays tight), others beside a lumen are its blood.
 */
function takeBack(frame: LatticeFrame, walls: Uint8Array, blockers: Uint8Array, lumens: Uint8Array): void {
  const before = lumens.slice()
  for (let o = 0; o < walls.length; o++) {
    if (!blockers[o] || walls[o] || before[o]) continue
    let near = 0
    let open = false
    faceNeighbours(frame, o, (n) => {
      if (before[n]) near = before[n] as number
      else if (!blockers[n]) open = true
    })
    if (near && !open) lumens[o] = near
    else walls[o] = blockers[o] as number
  }
}

/** Visits the lattice's cells that a part's box covers. */
function eachCellOf(
  frame: LatticeFrame,
  part: PartField,
  visit: (cell: number, distance: number) => void,
): void {
  const [nx, ny, nz] = frame.size
  const [mx, my, mz] = part.size
  const [x, y, z] = part.low
  for (let k = 0, o = 0; k < mz; k++)
    for (let j = 0; j < my; j++)
      for (let i = 0; i < mx; i++, o++) {
        const [a, b, c] = [x + i, y + j, z + k]
        if (a < 0 || b < 0 || c < 0 || a >= nx || b >= ny || c >= nz) continue
        visit(a + nx * (b + ny * c), part.distance[o] as number)
      }
}
