import { expect, test } from 'vitest'
import { cellCentre, cellCount, type LatticeFrame } from '../core/lattice'
import { length, normalize, scale, type Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'
import { cavityVolume } from './cavity-volume'
import type { EmbeddedSurface } from './surface'

const radius = 10e-3
const frame: LatticeFrame = { size: [33, 33, 33], spacing: 1e-3, origin: [-16e-3, -16e-3, -16e-3] }

/** A ball of blood (structure 7) in tissue, its wall a sphere of rings without the cap above `to` (of its height). */
function ball(to: number): { heart: Heart; surface: EmbeddedSurface } {
  const labels = new Uint8Array(cellCount(frame)).fill(1)
  let n = 0
  for (let k = 0; k < 33; k++)
    for (let j = 0; j < 33; j++)
      for (let i = 0; i < 33; i++, n++) if (length(cellCentre(frame, i, j, k)) < radius) labels[n] = 7
  const [rings, around] = [60, 90]
  const places: Vec3[] = []
  for (let r = 0; r <= rings; r++)
    for (let a = 0; a < around; a++) {
      const polar = Math.PI - (r / rings) * Math.acos(-1) * to
      const turn = (2 * Math.PI * a) / around
      places.push([
        radius * Math.sin(polar) * Math.cos(turn),
        radius * Math.sin(polar) * Math.sin(turn),
        radius * Math.cos(polar),
      ])
    }
  const triangles: number[] = []
  for (let r = 0; r < rings; r++)
    for (let a = 0; a < around; a++) {
      const [p, q] = [r * around + a, r * around + ((a + 1) % around)]
      triangles.push(p, p + around, q, q, p + around, q + around)
    }
  const weights = new Float32Array(4 * places.length)
  for (let v = 0; v < places.length; v++) weights[4 * v] = 1
  const surface: EmbeddedSurface = {
    nodes: Uint32Array.from({ length: 4 * places.length }, (_, v) => Math.floor(v / 4)),
    weights,
    rest: Float32Array.from(places.flat()),
    // Out of the tissue: towards the middle.
    normals: Float32Array.from(places.flatMap((p) => scale(normalize(p), -1))),
    structure: new Uint8Array(places.length).fill(1),
    side: new Uint8Array(places.length).fill(1),
    triangles: Uint32Array.from(triangles),
  }
  const structures = [
    { id: 1, name: 'Wall', kind: 'wall' as const, part: 'LV' as const },
    { id: 7, name: 'Blood', kind: 'blood' as const, part: 'LV' as const },
  ]
  return { heart: { frame, labels, structures } as unknown as Heart, surface }
}

/** V = 4/3 π r³, and a wall moved out by a tenth of it holds 1.1³ as much. */
test('a whole ball: its volume at rest, and the third power of its growth', () => {
  const { heart, surface } = ball(1)
  const whole = (4 / 3) * Math.PI * radius ** 3
  const grown = cavityVolume(
    heart,
    surface,
    surface.rest.map((x) => 1.1 * x),
    7,
  )!
  expect(grown.rest / whole).toBeCloseTo(1, 1.5)
  expect((grown.now - grown.rest) / whole).toBeCloseTo(1.1 ** 3 - 1, 2.5)
})

/** The mouth (a flat rim at three quarters of the way) is closed by its own plane, wherever the ball has moved to. */
test('a ball with a mouth: moved it holds the same, turned inside out by nothing', () => {
  const { heart, surface } = ball(0.75)
  const moved = surface.rest.map((x, n) => x + [0.02, -0.01, 0.03][n % 3]!)
  const { now, rest } = cavityVolume(heart, surface, moved, 7)!
  expect(now / rest).toBeCloseTo(1, 4)
})

test('blood that no wall faces has no volume to tell', () => {
  const { heart, surface } = ball(1)
  expect(cavityVolume(heart, surface, surface.rest, 9)).toBeNull()
})
