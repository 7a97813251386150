import type { LatticeFrame } from '../core/lattice'
import { cellCount } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { Heart, Structure } from '../heart/heart'

/** A heart sampled from two distance functions (metres, negative inside), for tests. */
export function heartFrom(
  frame: LatticeFrame,
  lumen: (p: Vec3) => number,
  tissue: (p: Vec3) => number,
  label: (p: Vec3) => number,
  structures: readonly Structure[],
): Heart {
  const n = cellCount(frame)
  const fields = { labels: new Uint8Array(n), lumen: new Float32Array(n), tissue: new Float32Array(n) }
  for (let c = 0; c < n; c++) {
    const [nx, ny] = frame.size
    const index = [c % nx, Math.floor(c / nx) % ny, Math.floor(c / (nx * ny))]
    const p = index.map((i, a) => (frame.origin[a] as number) + i * frame.spacing) as unknown as Vec3
    fields.lumen[c] = lumen(p)
    fields.tissue[c] = tissue(p)
    fields.labels[c] = label(p)
  }
  return {
    version: 1,
    name: 'test',
    kind: 'whole-heart',
    frame,
    ...fields,
    structures,
    ports: [],
    gates: [],
    landmarks: [],
    physiology: { weight: 70, height: 1.75, ageYears: 30, heartRate: 1.2, haemoglobin: 140 },
    warnings: [],
    source: 'test',
  }
}

/** A cube of lattice round the origin, shifted by a third of a cell so that nothing lies on a symmetry plane. */
function cubeFrame(half: number, spacing: number): LatticeFrame {
  const n = Math.ceil((2 * half) / spacing)
  const o = -half + spacing * 0.37
  return { size: [n, n, n], spacing, origin: [o, o + spacing * 0.11, o - spacing * 0.23] }
}

const chamberStructures: readonly Structure[] = [
  { id: 1, name: 'wall', kind: 'wall', part: 'none' },
  { id: 2, name: 'LV', kind: 'blood', part: 'LV' },
  { id: 3, name: 'RV', kind: 'blood', part: 'RV' },
]

/** Two boxes of blood in a block of muscle, with a wall of 6 mm between them across `normal`. */
export function twoChambers(spacing: number, normal: Vec3 = [1, 0, 0], thickness = 6e-3): Heart {
  const box = (p: Vec3, r: number) => Math.hypot(p[0], p[1], p[2]) - r
  const along = (p: Vec3) => p[0] * normal[0] + p[1] * normal[1] + p[2] * normal[2]
  const lumen = (p: Vec3) => Math.max(box(p, 22e-3), thickness / 2 - Math.abs(along(p)))
  const tissue = (p: Vec3) => Math.max(box(p, 27e-3), -lumen(p))
  const label = (p: Vec3) => (lumen(p) < 0 ? (along(p) < 0 ? 2 : 3) : tissue(p) < 0 ? 1 : 0)
  return heartFrom(cubeFrame(30e-3, spacing), lumen, tissue, label, chamberStructures)
}
