import { distance, type Vec3 } from '../core/vec3'
import { intoTissue } from './into-tissue'
import { rimLoops } from './shell'
import type { TissueTopology } from './topology'

/** A rim farther than this from tissue hangs free until its stitches draw it, metres. */
const fitReach = 2e-3

/** xyz a vertex, metres, at rest; triangles by vertex. */
interface Sheet {
  readonly edit: string
  readonly positions: Float32Array
  readonly triangles: Uint32Array
}

/**
 * A patch cut to fit: its rim lies in the tissue where its stitches will hold it. An outline is straight between the
 * points that were drawn and may pass over a hollow of the wall; drawn there by stitches alone, a sheet a thousand times
 * as stiff as muscle would pull the wall to itself.
 */
export function fitRim(topology: TissueTopology, sheet: Sheet): Sheet {
  const find = intoTissue(topology, fitReach)
  const positions = sheet.positions.slice()
  for (const v of rimLoops(sheet.triangles).flat()) {
    const place = Array.from(positions.subarray(3 * v, 3 * v + 3)) as unknown as Vec3
    const fitted = find(place)
    if (fitted && distance(fitted, place) < fitReach) positions.set(fitted, 3 * v)
  }
  return { ...sheet, positions }
}
