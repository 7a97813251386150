import { type Grid, gridToPatient, patientToGrid } from '../../core/grid'
import type { Vec3 } from '../../core/vec3'

export const planeNames = ['axial', 'coronal', 'sagittal'] as const
export type PlaneName = (typeof planeNames)[number]

/** An index axis as a screen direction: `sign` 1 where the index grows to the right, down, or away. */
interface Run {
  readonly axis: 0 | 1 | 2
  readonly sign: 1 | -1
  readonly count: number
  /** Millimetres between voxel centres. */
  readonly step: number
}

/** Anatomical letters at the four edges of a picture. */
interface Letters {
  readonly left: string
  readonly right: string
  readonly top: string
  readonly bottom: string
}

/**
 * How one of the three pictures cuts the voxels: along the scan's own axes, those nearest to the patient's, so that
 * nothing is interpolated. Radiological convention: the patient's right is at the left of axial and coronal pictures,
 * and sagittal ones are seen from the patient's left. Picture coordinates are millimetres from its upper left corner.
 */
export interface SlicePlane {
  readonly name: PlaneName
  readonly grid: Grid
  readonly u: Run
  readonly v: Run
  readonly w: Run
  readonly letters: Letters
  /** Width and height, millimetres. */
  readonly extent: readonly [number, number]
}

/** Screen right, screen down and into the screen as patient axes (LPS) with signs. */
const conventions: Record<PlaneName, readonly (readonly [axis: number, sign: number])[]> = {
  axial: [
    [0, 1],
    [1, 1],
    [2, 1],
  ],
  coronal: [
    [0, 1],
    [2, -1],
    [1, 1],
  ],
  sagittal: [
    [1, 1],
    [2, -1],
    [0, -1],
  ],
}
const lettersOf = [
  ['R', 'L'],
  ['A', 'P'],
  ['F', 'H'],
] as const

/** The three planes of a grid. */
export function slicePlanes(grid: Grid): Record<PlaneName, SlicePlane> {
  const nearest = nearestAxes(grid)
  const make = (name: PlaneName): SlicePlane => {
    const runs = conventions[name].map(([patient, sign]) => {
      const { axis, sign: along } = nearest[patient]!
      return {
        axis,
        sign: (sign * along) as 1 | -1,
        count: grid.size[axis],
        step: grid.spacing[axis] * 1e3,
      }
    })
    const [u, v, w] = runs as [Run, Run, Run]
    const ends = conventions[name].map(([patient, sign]) =>
      sign > 0 ? lettersOf[patient]! : ([lettersOf[patient]![1], lettersOf[patient]![0]] as const),
    )
    const letters = { left: ends[0]![0], right: ends[0]![1], top: ends[1]![0], bottom: ends[1]![1] }
    return { name, grid, u, v, w, letters, extent: [u.count * u.step, v.count * v.step] }
  }
  return { axial: make('axial'), coronal: make('coronal'), sagittal: make('sagittal') }
}

/** For each patient axis the index axis nearest to it, and whether it runs the same way. */
function nearestAxes(grid: Grid): { axis: 0 | 1 | 2; sign: 1 | -1 }[] {
  const out: { axis: 0 | 1 | 2; sign: 1 | -1 }[] = []
  const pairs = [0, 1, 2, 3, 4, 5, 6, 7, 8].sort(
    (a, b) => Math.abs(grid.direction[b]!) - Math.abs(grid.direction[a]!),
  )
  const taken = new Set<number>()
  for (const n of pairs) {
    const [patient, axis] = [Math.floor(n / 3), n % 3]
    if (out[patient] || taken.has(axis)) continue
    taken.add(axis)
    out[patient] = { axis: axis as 0 | 1 | 2, sign: grid.direction[n]! < 0 ? -1 : 1 }
  }
  return out
}

const clampIndex = (i: number, n: number): number => Math.max(0, Math.min(n - 1, Math.round(i)))

/** Index of the slice that holds a place, within the scan. */
export function sliceAt(plane: SlicePlane, place_mm: Vec3): number {
  return clampIndex(patientToGrid(plane.grid, metres(place_mm))[plane.w.axis], plane.w.count)
}

/** A place in the picture of its plane: millimetres right and down, and voxels in front (−) or behind (+) of a slice. */
export function toPicture(plane: SlicePlane, place_mm: Vec3, slice = 0): [number, number, number] {
  const at = patientToGrid(plane.grid, metres(place_mm))
  return [along(plane.u, at[plane.u.axis]), along(plane.v, at[plane.v.axis]), at[plane.w.axis] - slice]
}

/** The place under a point of the picture on a slice, LPS, millimetres. */
export function fromPicture(plane: SlicePlane, x_mm: number, y_mm: number, slice: number): Vec3 {
  const at: [number, number, number] = [0, 0, 0]
  at[plane.u.axis] = indexAt(plane.u, x_mm)
  at[plane.v.axis] = indexAt(plane.v, y_mm)
  at[plane.w.axis] = slice
  return millimetres(gridToPatient(plane.grid, at))
}

const along = (run: Run, index: number): number =>
  run.step * ((run.sign > 0 ? index : run.count - 1 - index) + 0.5)
const indexAt = (run: Run, mm: number): number => {
  const n = mm / run.step - 0.5
  return run.sign > 0 ? n : run.count - 1 - n
}

export const metres = (p: Vec3): Vec3 => [p[0] * 1e-3, p[1] * 1e-3, p[2] * 1e-3]
export const millimetres = (p: Vec3): Vec3 => [p[0] * 1e3, p[1] * 1e3, p[2] * 1e3]

/** Unit vector through the picture, from the eye away, in patient space. */
export function planeNormal(plane: SlicePlane): Vec3 {
  const { axis, sign } = plane.w
  const d = plane.grid.direction
  return [d[axis]! * sign, d[3 + axis]! * sign, d[6 + axis]! * sign]
}

/** The next slice towards the head, the back or the right for +1: a place moved by whole voxels, within the scan. */
export function stepSlice(plane: SlicePlane, place_mm: Vec3, steps: number): Vec3 {
  const at = [...patientToGrid(plane.grid, metres(place_mm))] as [number, number, number]
  const a = plane.w.axis
  at[a] = clampIndex(at[a] + steps * plane.w.sign, plane.w.count)
  return millimetres(gridToPatient(plane.grid, at))
}

/** The nearest place inside the scan. */
export function withinScan(grid: Grid, place_mm: Vec3): Vec3 {
  const at = patientToGrid(grid, metres(place_mm)).map((v, a) =>
    Math.max(0, Math.min(grid.size[a]! - 1, v)),
  ) as unknown as Vec3
  return millimetres(gridToPatient(grid, at))
}
