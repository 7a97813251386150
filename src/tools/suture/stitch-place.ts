import { distance, type Vec3 } from '../../core/vec3'
import { alongPath, everyAlong, fromMm, pathLength } from '../path'
import type { ToolContext, ToolHit } from '../tool'
import { cutAt, cutPath, patchAt } from './seam'

/** A rim is sewn within this distance of the place that was tapped; as the engine does, metres. */
const reach = 3e-3

/** Where one tap sews, at rest, metres. */
interface StitchPlace {
  /** Of a patch; left out: the two lips of a cut. */
  readonly patch?: string
  readonly path: readonly Vec3[]
  /** The stitches that come of it. */
  readonly stitches: readonly Vec3[]
}

/** The rim or the cut nearest to a place on tissue; null where neither can be sewn from there. */
export function stitchPlace(hit: ToolHit, { edits, settings }: ToolContext): StitchPlace | null {
  const pitch = settings.pitch_mm * 1e-3
  const patch = patchAt(edits, hit.rest)
  if (patch) return onRim(patch.id, patch.outline_mm.map(fromMm), hit.rest, pitch)
  const cut = cutAt(edits, hit.rest)
  return cut ? acrossCut(cutPath(cut), hit.rest, pitch) : null
}

function onRim(patch: string, outline: readonly Vec3[], place: Vec3, pitch: number): StitchPlace | null {
  const rim = [...outline, outline[0]!]
  const near = alongPath(rim, place)
  if (near.distance > 2 * reach) return null
  const at = placeAt(rim, near.share)
  const stitches = everyAlong(outline, pitch, true).filter((p) => distance(p, at) < reach)
  return { patch, path: [at], stitches: stitches.length ? stitches : [at] }
}

function acrossCut(path: readonly Vec3[], place: Vec3, pitch: number): StitchPlace {
  const total = pathLength(path)
  const { share } = alongPath(path, place)
  const half = Math.min(pitch / 2 / total, 0.5)
  const from = Math.min(Math.max(share - half, 0), 1 - 2 * half)
  return {
    path: [placeAt(path, from), placeAt(path, from + 2 * half)],
    stitches: [placeAt(path, from + half)],
  }
}

/** The place at a share 0–1 of a polyline. */
function placeAt(path: readonly Vec3[], share: number): Vec3 {
  const total = pathLength(path)
  let left = share * total
  for (let n = 1; n < path.length; n++) {
    const [a, b] = [path[n - 1]!, path[n]!]
    const long = distance(a, b)
    if (left <= long && long > 0)
      return [0, 1, 2].map((k) => a[k]! + ((b[k]! - a[k]!) * left) / long) as unknown as Vec3
    left -= long
  }
  return path.at(-1)!
}
