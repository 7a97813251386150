import { cellCentre, cellIndex, type LatticeFrame, toLattice } from '../core/lattice'
import { add, distance, dot, mix, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import { allNeighbours } from './label-components'
import type { SlabSection } from './slab-section'

/** A vessel end that was made by carrying a section outward: the disc of its end. Metres. */
export interface StubEnd {
  readonly structure: number
  readonly end: Vec3
  /** Unit vector out of the heart. */
  readonly normal: Vec3
  readonly radius: number
}

/** How far a carried-on vessel may bend away from the axis of its section, and past its end must be clear. */
const bends = [0, 20, 40, 60].map((degrees) => (degrees * Math.PI) / 180)
const clearBeyond = 8e-3
const wall = 1.5e-3

/**
 * Carries a section outward through cells that are outside (label 0), over `length` metres beyond the slab's outer
 * face, and labels them `structure`. The vessel leaves along the section's normal and bends towards the direction
 * that is most clear of other structures; straight, it keeps the section's shape, bent, its area as a circle.
 * Tissue in the way is left standing.
 */
export function extrudeStub(
  frame: LatticeFrame,
  labels: Uint8Array,
  section: SlabSection,
  length: number,
  structure: number,
): StubEnd {
  const radius = Math.sqrt(section.area / Math.PI)
  const direction = clearestDirection(frame, labels, section, radius, length)
  const straight = dot(direction, section.normal) > 0.999
  const path = pathOf(section, direction, length)
  const collar = section.thickness / 2 + (straight ? length : Math.min(length, 2 * frame.spacing))
  const end = path.at(-1) as Vec3
  eachCell(
    frame,
    (cell, p) => {
      if (labels[cell] !== 0) return
      const height = dot(subtract(p, section.centre), section.normal)
      const inCollar = height > 0 && height <= collar && section.covers(p)
      const inTube =
        !straight && height > 0 && dot(subtract(p, end), direction) <= 0 && distanceToPath(p, path) <= radius
      if (inCollar || inTube) labels[cell] = structure
    },
    section.centre,
    section.radius + section.thickness + length,
  )
  return { structure, end, normal: direction, radius: straight ? section.radius : radius }
}

/** A quadratic curve that leaves along the section's normal and arrives along `direction`. */
function pathOf(section: SlabSection, direction: Vec3, length: number): Vec3[] {
  const start = section.centre
  const knee = add(start, scale(section.normal, section.thickness / 2 + 0.35 * length))
  const end = add(knee, scale(direction, 0.65 * length))
  return Array.from({ length: 13 }, (_, n) => {
    const t = n / 12
    return mix(mix(start, knee, t), mix(knee, end, t), t)
  })
}

function distanceToPath(p: Vec3, path: readonly Vec3[]): number {
  let best = Number.POSITIVE_INFINITY
  for (let n = 1; n < path.length; n++) {
    const a = path[n - 1] as Vec3
    const ab = subtract(path[n] as Vec3, a)
    const t = Math.min(1, Math.max(0, dot(subtract(p, a), ab) / dot(ab, ab)))
    best = Math.min(best, distance(p, add(a, scale(ab, t))))
  }
  return best
}

/** Of the straight way and some bends, the one whose tube, wall and space beyond meet the fewest other cells. */
function clearestDirection(
  frame: LatticeFrame,
  labels: Uint8Array,
  section: SlabSection,
  radius: number,
  length: number,
): Vec3 {
  const [u, v] = tangents(section.normal)
  let best = section.normal
  let least = Number.POSITIVE_INFINITY
  for (const bend of bends)
    for (let turn = 0; turn < (bend === 0 ? 1 : 12); turn++) {
      const angle = (turn * Math.PI) / 6
      const across = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
      const direction = add(scale(section.normal, Math.cos(bend)), scale(across, Math.sin(bend)))
      // A bend must earn its keep: 2 in a hundred more of the tube free for every 20 degrees.
      const cost = blocked(frame, labels, section, direction, radius, length) + 0.06 * bend
      if (cost >= least - 1e-9) continue
      least = cost
      best = direction
    }
  return best
}

/** Share of sample points in a bent tube, its wall and the space beyond its end that are not outside. */
function blocked(
  frame: LatticeFrame,
  labels: Uint8Array,
  section: SlabSection,
  direction: Vec3,
  radius: number,
  length: number,
): number {
  const path = pathOf(section, direction, length)
  const end = path.at(-1) as Vec3
  const beyond = [0.25, 0.5, 0.75, 1].map((t) => add(end, scale(direction, t * clearBeyond)))
  const [u, v] = tangents(direction)
  const inTube = [0, 0.5 * radius, radius, radius + wall]
  const inFront = [...inTube, 1.3 * radius + 2 * wall]
  const stations = [
    ...path.slice(4).map((at) => ({ at, rings: inTube })),
    ...beyond.map((at) => ({ at, rings: inFront })),
  ]
  let hit = 0
  let count = 0
  for (const { at, rings } of stations)
    for (const r of rings)
      for (let n = 0; n < 12; n++) {
        const a = (n * Math.PI) / 6
        const p = add(at, add(scale(u, r * Math.cos(a)), scale(v, r * Math.sin(a))))
        const [i, j, k] = toLattice(frame, p).map(Math.round) as [number, number, number]
        const inside =
          i >= 0 && j >= 0 && k >= 0 && i < frame.size[0] && j < frame.size[1] && k < frame.size[2]
        count++
        if (inside && labels[cellIndex(frame, i, j, k)] !== 0) hit++
      }
  return hit / count
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
    const wallId = wallFor.get(labels[cell] as number)
    if (wallId === undefined) continue
    allNeighbours(
      frame,
      cell,
      (n) => {
        if (labels[n] === 0 && !beyond(n, labels[cell] as number)) added.push([n, wallId])
      },
      2,
    )
  }
  let count = 0
  for (const [cell, wallId] of added)
    if (labels[cell] === 0) {
      labels[cell] = wallId
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

/** Visits every cell, or those in a cube of half edge `reach` round a point. */
function eachCell(
  frame: LatticeFrame,
  visit: (cell: number, centre: Vec3, at: readonly [number, number, number]) => void,
  around: Vec3 = frame.origin,
  reach = Number.POSITIVE_INFINITY,
): void {
  const [nx, ny] = frame.size
  const middle = toLattice(frame, around)
  const cells = reach / frame.spacing
  const low = middle.map((x) => Math.max(0, Math.ceil(x - cells))) as [number, number, number]
  const high = middle.map((x, a) => Math.min((frame.size[a] as number) - 1, Math.floor(x + cells)))
  for (let k = low[2]; k <= (high[2] as number); k++)
    for (let j = low[1]; j <= (high[1] as number); j++)
      for (let i = low[0]; i <= (high[0] as number); i++)
        visit(i + nx * (j + ny * k), cellCentre(frame, i, j, k), [i, j, k])
}
