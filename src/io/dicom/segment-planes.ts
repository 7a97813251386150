import { Fault } from '../../core/fault'
import { mm } from '../../core/units'
import { dot, subtract } from '../../core/vec3'
import type { DicomFile } from './data-set'
import type { Slice } from './slice'

/** Frames may be this far from the plane they are put on, in planes and in pixels. */
const onPlane = 0.1
const inPlane = 0.5

interface Planes {
  readonly first: Slice
  /** Plane of each frame. */
  readonly of: readonly number[]
  readonly count: number
  readonly step: number
}

/** The even stack of planes that the frames lie on; frames of empty planes are not in the file. */
export function planesOf(file: DicomFile, slices: readonly Slice[], warnings: string[]): Planes {
  const normal = (slices[0] as Slice).normal
  const along = (s: Slice) => dot(s.position, normal)
  const first = slices.reduce((a, b) => (along(b) < along(a) ? b : a))
  const heights = slices.map((s) => along(s) - along(first))
  const places = [...new Set(heights.map((h) => Number(h.toFixed(7))))].sort((a, b) => a - b)
  const steps = places.slice(1).map((h, n) => h - (places[n] as number))
  const least = steps.length > 0 ? Math.min(...steps) : undefined
  const fits = (step: number) => heights.every((h) => Math.abs(h / step - Math.round(h / step)) <= onPlane)
  const step =
    [first.between, least].find((s) => s !== undefined && fits(s)) ??
    (least === undefined ? (first.between ?? first.thickness ?? mm) : undefined)
  const askew = slices.some((s) => {
    const d = subtract(s.position, first.position)
    const turned = dot(s.right, first.right) < 0.9999 || dot(s.down, first.down) < 0.9999
    return (
      turned ||
      Math.abs(dot(d, first.right)) > inPlane * first.spacing[0] ||
      Math.abs(dot(d, first.down)) > inPlane * first.spacing[1]
    )
  })
  if (step === undefined || askew)
    throw new Fault(
      file.name,
      'its frames do not lie on one upright, even grid',
      'Export the segmentation on the grid of its scan, or as .seg.nrrd',
    )
  const of = heights.map((h) => Math.round(h / step))
  const count = Math.max(...of) + 1
  if (count * first.size[0] * first.size[1] > 2 ** 29)
    throw new Fault(file.name, `its frames span ${count} planes, more than can be opened`, 'Export it again')
  if (count === 1) warnings.push('It is a segmentation of a single slice: no heart can be made of it')
  return { first, of, count, step }
}
