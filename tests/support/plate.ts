import { cellCentre, cellCount, type LatticeFrame } from '../../src/core/lattice'
import type { Vec3 } from '../../src/core/vec3'
import type { EmbeddedSurface, SurfaceHit } from '../../src/geometry/surface'
import type { Heart } from '../../src/heart/heart'
import type { SurfaceQueries } from '../../src/tools/tissue-picker'

/** A wall 4 mm thick under z = 0, tissue for -4 mm < z < 0 and blood below it: the smallest heart a tool can touch. */
export const wallMm = 4

const frame: LatticeFrame = { size: [65, 65, 41], spacing: 1e-3, origin: [-32e-3, -32e-3, -35e-3] }

/** Distances to tissue and lumen; made once, because every hand of a test stands over the same plate. */
const fields = plateFields()

function plateFields() {
  const n = cellCount(frame)
  const tissue = new Float32Array(n)
  const lumen = new Float32Array(n)
  let c = 0
  for (let k = 0; k < frame.size[2]; k++)
    for (let j = 0; j < frame.size[1]; j++)
      for (let i = 0; i < frame.size[0]; i++, c++) {
        const z = cellCentre(frame, i, j, k)[2]
        tissue[c] = Math.max(z, -wallMm * 1e-3 - z)
        lumen[c] = Math.max(z + wallMm * 1e-3, -30e-3 - z)
      }
  return { labels: new Uint8Array(n), lumen, tissue }
}

export function plateHeart(): Heart {
  return {
    version: 1,
    name: 'plate',
    kind: 'vessel',
    frame,
    ...fields,
    structures: [],
    ports: [],
    gates: [],
    landmarks: [],
    physiology: { weight: 70, height: 1.75, ageYears: 40, heartRate: 1.2, haemoglobin: 140 },
    warnings: [],
    source: 'test',
  }
}

/** One triangle, whose only use is its normal: +z. */
export const plateSurface: EmbeddedSurface = {
  nodes: new Uint32Array(12),
  weights: new Float32Array(12),
  rest: new Float32Array(9),
  normals: new Float32Array([0, 0, 1, 0, 0, 1, 0, 0, 1]),
  structure: new Uint8Array(3),
  side: new Uint8Array(3),
  triangles: new Uint32Array([0, 1, 2]),
}

/** The plate hangs `sag` below where it lay at rest, so that rest and drawn places differ. */
export function plateQueries(sag = 0): SurfaceQueries {
  const hit = (p: Vec3, d: number): SurfaceHit | null =>
    Math.abs(p[0]) > 30e-3 || Math.abs(p[1]) > 30e-3
      ? null
      : {
          position: [p[0], p[1], -sag],
          rest: [p[0], p[1], 0],
          normal: [0, 0, 1],
          distance: d,
          triangle: 0,
          structure: 1,
          side: 0,
        }
  return {
    pickSurface(_surface, _nodes, origin, direction, farthest = Number.POSITIVE_INFINITY) {
      const t = (-sag - origin[2]) / direction[2]
      return t > 0 && t <= farthest
        ? hit([origin[0] + t * direction[0], origin[1] + t * direction[1], -sag], t)
        : null
    },
    nearestOnSurface: (_surface, _nodes, point) => hit(point, Math.abs(point[2] + sag)),
  }
}
