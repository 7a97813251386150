import { cellCentre, cellIndex, sampleField, toLattice } from '../core/lattice'
import { scale, type Vec3 } from '../core/vec3'
import { inVessel } from '../geometry/let-in'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { boxOfShape, type LumenShape } from '../geometry/resolve-anatomy-lumen'
import { capsuleChain } from '../geometry/resolve-anatomy-resect'
import { evenPath } from '../geometry/sheets'
import type { EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'

/**
 * The heart with the lumen's changes (holes, resections, widenings) worked into both distance fields, so that the
 * tissue is built without what is gone: where blood came to be there is no tissue. A conduit opens walls at its ends alone.
 * Ports and gates stay as they were, and labels but round a strip that is let in.
 */
export function carveHeart(
  heart: Heart,
  { shapes, edits }: Pick<ResolvedDomain['trace'], 'shapes' | 'edits'>,
): Heart {
  if (shapes.length === 0) return heart
  const lumen = heart.lumen.slice()
  const tissue = heart.tissue.slice()
  const labels = heart.labels.slice()
  const { frame } = heart
  const [nx, ny, nz] = frame.size
  for (const shape of shapes) {
    const conduit = edits.find((e): e is EditOf<'conduit'> => e.kind === 'conduit' && e.id === shape.edit)
    const opens = conduit && mouthsOf(heart, conduit)
    const low = toLattice(frame, shape.low).map((v) => Math.max(0, Math.ceil(v)))
    const high = toLattice(frame, shape.high).map((v, a) => Math.min(frame.size[a]! - 1, Math.floor(v)))
    for (let k = low[2]!; k <= Math.min(high[2]!, nz - 1); k++)
      for (let j = low[1]!; j <= Math.min(high[1]!, ny - 1); j++)
        for (let i = low[0]!; i <= Math.min(high[0]!, nx - 1); i++) {
          const cell = i + nx * (j + ny * k)
          const p: Vec3 = [
            frame.origin[0] + i * frame.spacing,
            frame.origin[1] + j * frame.spacing,
            frame.origin[2] + k * frame.spacing,
          ]
          if (opens && !opens(p)) continue
          // Beyond the strip the vessel is as it was.
          if (shape.letIn && !inVessel(shape.letIn, p, 0)) continue
          const before = lumen[cell]!
          const after = shape.apply(p, before)
          if (after === before) continue
          lumen[cell] = after
          // Tissue ends where the new lumen begins; lumen that was pinched off becomes wall.
          tissue[cell] = after < before ? Math.max(tissue[cell]!, -after) : Math.min(tissue[cell]!, -after)
        }
    if (shape.letIn) letIn({ ...heart, lumen, tissue, labels }, shape, wallBeside(heart, shape))
  }
  return { ...heart, lumen, tissue, labels }
}

/** How far round the ends of a conduit wall is taken away, in units of its radius: an oblique mouth is longer than wide. */
const mouth = 1.5

/**
 * Where a conduit opens a wall: round the way from each of its ends to where its axis has left that end's blood. What it
 * passes in between it pushes aside: no chamber is opened there.
 */
function mouthsOf(
  { frame, lumen }: Heart,
  { path_mm, diameter_mm }: EditOf<'conduit'>,
): (p: Vec3) => boolean {
  const near = [path_mm, [...path_mm].reverse()].map((path) => {
    const way = evenPath(path, 1e3 * frame.spacing)
    const isBlood = way.map((p) => sampleField(frame, lumen, scale(p, 1e-3)) < 0)
    const entered = Math.max(0, isBlood.indexOf(true))
    const left = isBlood.indexOf(false, entered)
    const last = Math.max(1, Math.min(left < 0 ? way.length : left, way.length >> 1))
    return capsuleChain(way.slice(0, last + 1), (mouth * diameter_mm) / 2)
  })
  return (p) => near.some((away) => away(p) < 0)
}

/** Wall left beside the strip is cut off this far outside of it, metres. */
const slack = 0.3e-3
/** A wall thicker than this is another vessel's or a heart chamber's too, metres. */
const thickest = 5e-3

/**
 * The wall of a vessel that a strip was let into: its own wall, as thick as before, lies round the widened lumen, but not
 * where the strip lies, so that its two lips end at the strip. What blood has come to fill takes the vessel's name, and
 * where wall came to be, that of the vessel's wall. Changes the fields of `heart`.
 */
function letIn(heart: Heart, shape: LumenShape, wall: number): void {
  const { frame, lumen, tissue, labels } = heart
  const name = vesselOf(heart, shape)
  const wallName = wallOf(heart, shape, name)
  const isWall = wallsOf(heart)
  const grown = (side: 'low' | 'high', by: number) => shape[side].map((x) => x + by) as unknown as Vec3
  const { low, high } = boxOfShape(frame, { low: grown('low', -wall), high: grown('high', wall) })
  for (let k = low[2]; k < high[2]; k++)
    for (let j = low[1]; j < high[1]; j++)
      for (let i = low[0]; i < high[0]; i++) {
        const at = inVessel(shape.letIn!, cellCentre(frame, i, j, k), wall)
        if (!at || at.tube > wall + frame.spacing) continue
        const cell = cellIndex(frame, i, j, k)
        const own = Math.min(tissue[cell]!, at.tube - wall)
        const under = Math.min(-at.beside, wall + slack - at.tube)
        tissue[cell] = Math.max(own, under, -lumen[cell]!)
        if (at.tube < 0) labels[cell] = name
        else if (tissue[cell]! < 0 && !isWall(labels[cell]!)) labels[cell] = wallName
      }
}

const wallsOf = ({ structures }: Heart): ((label: number) => boolean) => {
  const walls = new Set(structures.filter((s) => s.kind === 'wall').map((s) => s.id))
  return (label) => walls.has(label)
}

/** The wall that holds a vessel's blood along a strip: the name that most cells of wall beside it have. */
function wallOf(heart: Heart, shape: LumenShape, blood: number): number {
  const { frame, labels } = heart
  const isWall = wallsOf(heart)
  const [nx, ny] = frame.size
  const beside = new Map<number, number>()
  const { low, high } = boxOfShape(frame, shape)
  for (let k = low[2]; k < high[2]; k++)
    for (let j = low[1]; j < high[1]; j++)
      for (let i = low[0]; i < high[0]; i++) {
        const cell = cellIndex(frame, i, j, k)
        if (labels[cell] !== blood || !inVessel(shape.letIn!, cellCentre(frame, i, j, k), 0)) continue
        for (const step of [1, nx, nx * ny])
          for (const label of [labels[cell - step] ?? 0, labels[cell + step] ?? 0])
            if (isWall(label)) beside.set(label, (beside.get(label) ?? 0) + 1)
      }
  return [...beside].sort((a, b) => b[1] - a[1])[0]?.[0] ?? blood
}

/** The blood that a widened vessel holds: what lies in the middle of its strip's course. */
export function vesselOf({ frame, labels }: Heart, { letIn }: LumenShape): number {
  const { centre } = letIn![letIn!.length >> 1]!
  const [i, j, k] = toLattice(frame, centre).map(Math.round) as [number, number, number]
  return labels[cellIndex(frame, i, j, k)]!
}

/**
 * Thickness of the wall beside a widening, metres: the median distance from blood of the wall's outer face, where the new
 * lumen comes near it.
 */
export function wallBeside({ frame, lumen, tissue }: Heart, shape: LumenShape): number {
  const found: number[] = []
  const { low, high } = boxOfShape(frame, shape)
  for (let k = low[2]; k < high[2]; k++)
    for (let j = low[1]; j < high[1]; j++)
      for (let i = low[0]; i < high[0]; i++) {
        const cell = cellIndex(frame, i, j, k)
        const d = lumen[cell]!
        const onFace = Math.abs(tissue[cell]!) < frame.spacing / 2 && d > frame.spacing / 2 && d < thickest
        if (onFace && shape.apply(cellCentre(frame, i, j, k), d) < d) found.push(d - tissue[cell]!)
      }
  return found.sort((a, b) => a - b)[found.length >> 1] ?? frame.spacing
}
