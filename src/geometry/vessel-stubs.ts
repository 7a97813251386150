import { cellCentre, type LatticeFrame } from '../core/lattice'
import { add, dot, scale, subtract, type Vec3 } from '../core/vec3'
import { allNeighbours } from './label-components'
import type { SlabSection } from './slab-section'

/** A vessel end that was made by carrying a section outward: labels changed in place, the disc of its end. */
export interface StubEnd {
  readonly structure: number
  /** Middle of the outermost disc, metres. */
  readonly end: Vec3
  readonly normal: Vec3
  readonly radius: number
  /** Reaches the end plane within the section. */
  readonly covers: (p: Vec3) => boolean
}

/**
 * Carries a section outward along its normal through cells that are outside (label 0), for `length` metres beyond
 * the slab's outer face, and labels them `structure`. Tissue in the way is left standing.
 */
export function extrudeStub(
  frame: LatticeFrame,
  labels: Uint8Array,
  section: SlabSection,
  length: number,
  structure: number,
): StubEnd {
  const top = section.thickness / 2 + length
  eachCell(frame, (cell, p) => {
    const height = dot(subtract(p, section.centre), section.normal)
    if (labels[cell] === 0 && height > 0 && height <= top && section.covers(p)) labels[cell] = structure
  })
  return {
    structure,
    end: add(section.centre, scale(section.normal, top)),
    normal: section.normal,
    radius: section.radius,
    covers: section.covers,
  }
}

/**
 * Gives every lumen that touches the outside a wall of one cell (18 neighbours: 1 to 1.4 cells thick), except beyond
 * the end planes of `ends`. `wallFor` names the wall of a lumen label. Returns the count of cells added.
 */
export function wallRoundLumen(
  frame: LatticeFrame,
  labels: Uint8Array,
  wallFor: ReadonlyMap<number, number>,
  ends: readonly StubEnd[],
): number {
  const beyond = beyondEnds(frame, ends)
  const added: [number, number][] = []
  for (let cell = 0; cell < labels.length; cell++) {
    const wall = wallFor.get(labels[cell] as number)
    if (wall === undefined) continue
    allNeighbours(
      frame,
      cell,
      (n) => {
        if (labels[n] === 0 && !beyond(n, labels[cell] as number)) added.push([n, wall])
      },
      2,
    )
  }
  let count = 0
  for (const [cell, wall] of added)
    if (labels[cell] === 0) {
      labels[cell] = wall
      count++
    }
  return count
}

/** Whether a cell lies past the plane of the end of a structure, within two cells of its section. */
function beyondEnds(
  frame: LatticeFrame,
  ends: readonly StubEnd[],
): (cell: number, structure: number) => boolean {
  const [nx, ny] = frame.size
  return (cell, structure) => {
    const p = cellCentre(frame, cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny)))
    return ends.some((e) => {
      if (e.structure !== structure) return false
      const d = subtract(p, e.end)
      const height = dot(d, e.normal)
      const lateral = Math.sqrt(Math.max(0, dot(d, d) - height * height))
      return height > 0 && height < 4 * frame.spacing && lateral < e.radius + 2 * frame.spacing
    })
  }
}

/**
 * Puts tissue between lumens that touch (26 neighbours) although no gate joins them: the cell of the structure for
 * which `mayThin` is greater becomes its wall. Returns the count of cells changed, by pair of structures.
 */
export function separateLumens(
  frame: LatticeFrame,
  labels: Uint8Array,
  wallFor: ReadonlyMap<number, number>,
  mayTouch: (a: number, b: number) => boolean,
): Map<string, number> {
  const changed = new Map<string, number>()
  for (let cell = 0; cell < labels.length; cell++) {
    const own = labels[cell] as number
    const wall = wallFor.get(own)
    if (wall === undefined) continue
    let other = 0
    allNeighbours(frame, cell, (n) => {
      const b = labels[n] as number
      if (b !== own && wallFor.has(b) && !mayTouch(own, b)) other = b
    })
    if (!other) continue
    labels[cell] = wall
    const key = `${Math.min(own, other)}-${Math.max(own, other)}`
    changed.set(key, (changed.get(key) ?? 0) + 1)
  }
  return changed
}

/** Lumen cells that touch the outside (or the lattice's rim) and are not at a vessel's end: places of bleeding. */
export function leakCells(
  frame: LatticeFrame,
  labels: Uint8Array,
  isLumen: (label: number) => boolean,
  ends: readonly StubEnd[],
): number[] {
  const [nx, ny, nz] = frame.size
  const leaks: number[] = []
  eachCell(frame, (cell, p, [i, j, k]) => {
    if (!isLumen(labels[cell] as number)) return
    let open = i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1
    const steps: [number, number][] = [
      [i, 1],
      [j, nx],
      [k, nx * ny],
    ]
    for (const [, s] of steps) if (labels[cell + s] === 0 || labels[cell - s] === 0) open = true
    if (!open) return
    const atEnd = ends.some((e) => {
      const height = dot(subtract(p, e.end), e.normal)
      return height > -1.5 * frame.spacing && height < frame.spacing && e.structure === labels[cell]
    })
    if (!atEnd) leaks.push(cell)
  })
  return leaks
}

function eachCell(
  frame: LatticeFrame,
  visit: (cell: number, centre: Vec3, at: readonly [number, number, number]) => void,
): void {
  const [nx, ny, nz] = frame.size
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) visit(o, cellCentre(frame, i, j, k), [i, j, k])
}
