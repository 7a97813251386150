import { cellCount, type LatticeFrame } from '../core/lattice'
import type { Heart, Structure } from '../heart/heart'

type Distance = (x: number, y: number, z: number) => number

/** A solid to test and measure with: one wall given by its signed distance (metres), on a frame centred on the origin. */
function heartOf(
  half: readonly [number, number, number],
  spacing: number,
  tissue: Distance,
  lumen?: Distance,
): Heart {
  const size = half.map((h) => 2 * (Math.ceil(h / spacing) + 3) + 1) as [number, number, number]
  const origin = size.map((n) => (-(n - 1) / 2) * spacing) as [number, number, number]
  const frame: LatticeFrame = { size, spacing, origin }
  const wall = new Float32Array(cellCount(frame))
  const blood = new Float32Array(cellCount(frame)).fill(1)
  const labels = new Uint8Array(cellCount(frame))
  for (let k = 0, n = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, n++) {
        const p = [origin[0] + i * spacing, origin[1] + j * spacing, origin[2] + k * spacing] as const
        wall[n] = tissue(...p)
        if (lumen) blood[n] = lumen(...p)
        labels[n] = wall[n]! < 0 ? 1 : blood[n]! < 0 ? 2 : 0
      }
  const structures: Structure[] = [
    { id: 1, name: 'wall', kind: 'wall', part: 'none' },
    { id: 2, name: 'cavity', kind: 'blood', part: 'LV' },
  ]
  return {
    version: 1,
    name: 'test heart',
    kind: 'whole-heart',
    frame,
    labels,
    lumen: blood,
    tissue: wall,
    structures,
    ports: [],
    gates: [],
    landmarks: [],
    physiology: { weight: 70, height: 1.7, ageYears: 40, heartRate: 1.2, haemoglobin: 140 },
    warnings: [],
    source: 'test',
  }
}

/** A block with the given half sides, metres. */
export function boxHeart(half: readonly [number, number, number], spacing: number): Heart {
  return heartOf(half, spacing, (x, y, z) => {
    const q = [Math.abs(x) - half[0], Math.abs(y) - half[1], Math.abs(z) - half[2]] as const
    const outside = Math.hypot(Math.max(q[0], 0), Math.max(q[1], 0), Math.max(q[2], 0))
    return outside + Math.min(Math.max(...q), 0)
  })
}

/** A hollow ball, metres. */
export function shellHeart(inner: number, outer: number, spacing: number): Heart {
  return heartOf(
    [outer, outer, outer],
    spacing,
    (x, y, z) => Math.max(Math.hypot(x, y, z) - outer, inner - Math.hypot(x, y, z)),
    (x, y, z) => Math.hypot(x, y, z) - inner,
  )
}
