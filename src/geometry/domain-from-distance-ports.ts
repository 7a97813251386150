import { type LatticeFrame, sampleField } from '../core/lattice'
import { normalize, type Vec3 } from '../core/vec3'
import type { Port } from '../heart/heart'
import type { DomainPort, FaceSet } from './blood-domain'
import type { LumenPieces } from './domain-from-distance'

/** A flat round section, metres. */
export interface Disc {
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/**
 * How far inside of an end its cross-section is taken, and how far outside it is carried on, in spacings. Nearer, the
 * cap would count as wall; farther, a vessel that widens or bends would not have its own section any more.
 */
const sectionDepth = 1.5
const stubLength = 3

/** Calls `visit` for every cell whose centre lies within `reach` of a disc's cylinder between two heights. */
function eachCellNearDisc(
  frame: LatticeFrame,
  disc: Disc,
  reach: number,
  from: number,
  to: number,
  visit: (cell: number, p: Vec3, height: number) => void,
): void {
  const n = normalize(disc.normal)
  const ball = Math.hypot(reach, Math.max(Math.abs(from), Math.abs(to)))
  const low = frame.size.map((_, a) =>
    Math.max(
      0,
      Math.floor(((disc.centre[a] as number) - ball - (frame.origin[a] as number)) / frame.spacing),
    ),
  )
  const high = frame.size.map((size, a) =>
    Math.min(
      size - 1,
      Math.ceil(((disc.centre[a] as number) + ball - (frame.origin[a] as number)) / frame.spacing),
    ),
  )
  for (let k = low[2] as number; k <= (high[2] as number); k++)
    for (let j = low[1] as number; j <= (high[1] as number); j++)
      for (let i = low[0] as number; i <= (high[0] as number); i++) {
        const p: Vec3 = [
          frame.origin[0] + i * frame.spacing,
          frame.origin[1] + j * frame.spacing,
          frame.origin[2] + k * frame.spacing,
        ]
        const d: Vec3 = [p[0] - disc.centre[0], p[1] - disc.centre[1], p[2] - disc.centre[2]]
        const height = d[0] * n[0] + d[1] * n[1] + d[2] * n[2]
        if (height < from || height > to) continue
        const radial = Math.sqrt(Math.max(0, d[0] ** 2 + d[1] ** 2 + d[2] ** 2 - height ** 2))
        if (radial <= reach) visit(i + frame.size[0] * (j + frame.size[1] * k), p, height)
      }
}

/**
 * The distance to the wall without the caps: each vessel end is carried on outward, with the cross-section it has
 * 1.5 spacings inside, so that the faces of its disc are open. Metres, negative in blood.
 */
export function openEnds(frame: LatticeFrame, distance: Float32Array, ends: readonly Disc[]): Float32Array {
  const out = distance.slice()
  const h = frame.spacing
  for (const end of ends) {
    const n = normalize(end.normal)
    eachCellNearDisc(
      frame,
      end,
      end.radius * 1.3 + 2 * h,
      -sectionDepth * h,
      stubLength * h,
      (cell, p, height) => {
        const back = height + sectionDepth * h
        const section = sampleField(frame, distance, [
          p[0] - back * n[0],
          p[1] - back * n[1],
          p[2] - back * n[2],
        ])
        if (section < (out[cell] as number)) out[cell] = section
      },
    )
  }
  return out
}

/** Open faces whose two cells lie on either side of a disc; sign +1 where +axis points along its normal. */
export function facesAcross(pieces: Pick<LumenPieces, 'frame' | 'open'>, disc: Disc): FaceSet {
  const { frame, open } = pieces
  const n = normalize(disc.normal)
  const h = frame.spacing
  const axes: number[] = []
  const cells: number[] = []
  const signs: number[] = []
  eachCellNearDisc(frame, disc, disc.radius + h, -2 * h, 2 * h, (cell, p, height) => {
    for (let axis = 0; axis < 3; axis++) {
      const next = height + h * (n[axis] as number)
      if (height < 0 === next < 0 || ((open[axis] as Float32Array)[cell] as number) <= 0) continue
      const mid = [...p]
      mid[axis] = (p[axis] as number) + h / 2
      const d = mid.map((v, a) => v - (disc.centre[a] as number)) as [number, number, number]
      const along = d[0] * n[0] + d[1] * n[1] + d[2] * n[2]
      if (d[0] ** 2 + d[1] ** 2 + d[2] ** 2 - along ** 2 > disc.radius ** 2) continue
      axes.push(axis)
      cells.push(cell)
      signs.push(height < 0 ? 1 : -1)
    }
  })
  return { axis: Uint8Array.from(axes), cell: Uint32Array.from(cells), sign: Int8Array.from(signs) }
}

/** Length of the vector area of a set of faces, m²: what a plane through the same rim would measure. */
function vectorArea(pieces: Pick<LumenPieces, 'frame' | 'open'>, faces: FaceSet): number {
  const sum = [0, 0, 0]
  for (let f = 0; f < faces.cell.length; f++) {
    const axis = faces.axis[f] as number
    const a = (pieces.open[axis] as Float32Array)[faces.cell[f] as number] as number
    sum[axis] = (sum[axis] as number) + a * (faces.sign[f] as number)
  }
  return Math.hypot(...sum) * pieces.frame.spacing ** 2
}

/**
 * The port of a vessel end on the lattice: the open faces that cross its disc. Cells outside of the disc become
 * ghosts: every other face of theirs is closed and they lose their structure. Changes `pieces` in place.
 */
export function openPort(pieces: LumenPieces, port: Port): DomainPort {
  const { frame, open, structure } = pieces
  const disc: Disc = { ...port, radius: port.radius * 1.25 + frame.spacing }
  const faces = facesAcross(pieces, disc)
  const isPortFace = new Set<number>()
  for (let f = 0; f < faces.cell.length; f++)
    isPortFace.add((faces.cell[f] as number) * 3 + (faces.axis[f] as number))
  const stride = [1, frame.size[0], frame.size[0] * frame.size[1]]
  const reach = port.radius * 1.3 + 2.5 * frame.spacing
  eachCellNearDisc(frame, disc, reach, 0, (stubLength + 2) * frame.spacing, (cell) => {
    structure[cell] = 0
    for (let axis = 0; axis < 3; axis++) {
      const below = cell - (stride[axis] as number)
      if (!isPortFace.has(cell * 3 + axis)) (open[axis] as Float32Array)[cell] = 0
      if (below >= 0 && !isPortFace.has(below * 3 + axis)) (open[axis] as Float32Array)[below] = 0
    }
  })
  return { ...faces, id: port.id, part: port.part, area: vectorArea(pieces, faces) }
}
