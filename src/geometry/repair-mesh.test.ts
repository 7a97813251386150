import { expect, test } from 'vitest'
import { repairMesh } from './repair-mesh'
import { meshVolume, type TriangleMesh } from './triangle-mesh'
import { distanceToSurface, frameRound, repaired } from './voxelise-surface'
import { WindingTree } from './winding-number'

const R = 20e-3
const spacing = 1e-3
const ballVolume = (4 / 3) * Math.PI * R ** 3

/** A ball of latitude rings, counter-clockwise seen from outside. */
function ball(radius = R, cx = 0, n = 32): TriangleMesh {
  const positions: number[] = [cx, 0, radius, cx, 0, -radius]
  const triangles: number[] = []
  const id = (ring: number, k: number) => 2 + (ring - 1) * 2 * n + (k % (2 * n))
  for (let ring = 1; ring < n; ring++)
    for (let k = 0; k < 2 * n; k++) {
      const [polar, turn] = [(Math.PI * ring) / n, (Math.PI * k) / n]
      const r = radius * Math.sin(polar)
      positions.push(cx + r * Math.cos(turn), r * Math.sin(turn), radius * Math.cos(polar))
    }
  for (let k = 0; k < 2 * n; k++) {
    triangles.push(0, id(1, k), id(1, k + 1), 1, id(n - 1, k + 1), id(n - 1, k))
    for (let ring = 1; ring < n - 1; ring++)
      triangles.push(
        id(ring, k),
        id(ring + 1, k),
        id(ring, k + 1),
        id(ring, k + 1),
        id(ring + 1, k),
        id(ring + 1, k + 1),
      )
  }
  return { name: 'ball', positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) }
}

const turned = (m: TriangleMesh, which: (t: number) => boolean): TriangleMesh => {
  const triangles = m.triangles.slice()
  for (let t = 0; t < triangles.length; t += 3)
    if (which(t / 3)) [triangles[t + 1], triangles[t + 2]] = [triangles[t + 2]!, triangles[t + 1]!]
  return { ...m, triangles }
}
const without = (m: TriangleMesh, which: (t: number) => boolean): TriangleMesh => ({
  ...m,
  triangles: m.triangles.filter((_, n) => !which(Math.floor(n / 3))),
})

function filled(...surfaces: TriangleMesh[]) {
  const { mesh, repair } = repaired(surfaces, spacing)
  const frame = frameRound([mesh], spacing, 3e-3)
  const distance = distanceToSurface(frame, mesh)
  let volume = 0
  for (const d of distance) volume += Math.min(1, Math.max(0, 0.5 - d / spacing)) * spacing ** 3
  return { volume, repair, frame, distance }
}

// V = 4/3 π R³ of every mended ball.
test('a ball holds its volume however it is broken', () => {
  const clean = ball()
  const height = (t: number) => clean.positions[3 * clean.triangles[3 * t]! + 2]!
  const broken: [string, TriangleMesh[], (r: ReturnType<typeof filled>['repair']) => unknown, unknown][] = [
    ['as it is', [clean], (r) => [r.turned, r.duplicate, r.capped.length, r.shells], [0, 0, 0, 1]],
    ['inside out', [turned(clean, () => true)], (r) => r.shellsTurned, 1],
    ['with every seventh triangle turned', [turned(clean, (t) => t % 7 === 0)], (r) => r.turned > 500, true],
    ['given twice', [clean, clean], (r) => r.duplicate, clean.triangles.length / 3],
    [
      'given twice, once inside out',
      [clean, turned(clean, () => true)],
      (r) => r.duplicate,
      clean.triangles.length / 3,
    ],
    [
      'with twenty triangles missing',
      [without(clean, (t) => t % 150 === 9)],
      (r) => r.capped.length > 15,
      true,
    ],
    ['with its top cut off', [without(clean, (t) => height(t) > 0.992 * R)], (r) => r.capped.length, 1],
    ['with a cavity that faces outward as well', [clean, ball(0.5 * R)], (r) => r.shells, 2],
  ]
  for (const [what, surfaces, told, expected] of broken) {
    const { volume, repair } = filled(...surfaces)
    expect(told(repair), what).toEqual(expected)
    expect(Math.abs(volume / ballVolume - 1), what).toBeLessThan(0.01)
  }
})

// Union of two balls at a distance d: 2 V - π (4R + d)(2R - d)² / 12.
test('bodies that run through each other count once, and their inner triangles bound nothing', () => {
  const d = 0.9 * R
  const { volume, distance, frame } = filled(ball(), ball(R, d))
  const union = 2 * ballVolume - (Math.PI * (4 * R + d) * (2 * R - d) ** 2) / 12
  expect(Math.abs(volume / union - 1)).toBeLessThan(0.01)
  const [i, j, k] = [d / 2, 0, 0].map((x, a) => Math.round((x - frame.origin[a]!) / spacing)) as [
    number,
    number,
    number,
  ]
  // The middle of the lens is √(R² - d²/4) from the circle where the balls meet, the nearest of the boundary.
  const middle = distance[i + frame.size[0] * (j + frame.size[1] * k)]!
  expect(middle).toBeLessThan(-0.93 * Math.sqrt(R * R - (d * d) / 4))
})

test('a cavity that faces inward is a cavity, also where the whole is inside out', () => {
  const wall = [ball(), turned(ball(0.6 * R), () => true)]
  for (const shells of [wall, wall.map((m) => turned(m, () => true))])
    expect(Math.abs(filled(...shells).volume / (ballVolume * (1 - 0.6 ** 3)) - 1)).toBeLessThan(0.01)
})

test('a hole too large and uneven for a cap is closed by the winding number', () => {
  const clean = ball()
  const saddle = (t: number) => {
    const [x, y, z] = [0, 1, 2].map((a) => clean.positions[3 * clean.triangles[3 * t]! + a]!) as [
      number,
      number,
      number,
    ]
    return z > 0.6 * R + (0.9 * (x * x - y * y)) / R
  }
  const { volume, repair } = filled(without(clean, saddle))
  expect(repair.open.length).toBe(1)
  expect(volume / ballVolume).toBeGreaterThan(0.7)
  expect(volume / ballVolume).toBeLessThan(1.01)
})

// Where a tube's wall has both its faces but no end, a strip joins them: V = π (a² - b²) L.
test('the faces of a wall without ends are joined', () => {
  const n = 48
  const length = 60e-3
  const tube = (r: number, outward: boolean): TriangleMesh => {
    const positions: number[] = []
    const triangles: number[] = []
    for (let k = 0; k < n; k++)
      for (const z of [0, length])
        positions.push(r * Math.cos((2 * Math.PI * k) / n), r * Math.sin((2 * Math.PI * k) / n), z)
    for (let k = 0; k < n; k++) {
      const [a, b] = [2 * k, 2 * ((k + 1) % n)]
      triangles.push(a, b, b + 1, a, b + 1, a + 1)
    }
    const m = {
      name: 'tube',
      positions: Float64Array.from(positions),
      triangles: Uint32Array.from(triangles),
    }
    return outward ? m : turned(m, () => true)
  }
  const { mesh, repair } = repairMesh([tube(12e-3, true), tube(9e-3, false)], 1e-7, { speck: spacing })
  expect(repair.bridged.length).toBe(2)
  expect(repair.capped.length + repair.open.length).toBe(0)
  const ring = (n / 2) * Math.sin((2 * Math.PI) / n) * (144e-6 - 81e-6)
  expect(Math.abs(meshVolume(mesh) / (ring * length) - 1)).toBeLessThan(1e-9)
})

// Jacobson 2013: 1 inside, 0 outside of a closed surface; the solid angle over 4π of an open one: ½ in a half-space.
test('the winding number is a whole number for a ball and one half in the plane of a disc', () => {
  const tree = new WindingTree(ball())
  for (const x of [0, 0.5, 0.95]) expect(Math.abs(tree.at(x * R, 0.01 * R, 0.02 * R) - 1)).toBeLessThan(0.03)
  for (const x of [1.05, 2, 9]) expect(Math.abs(tree.at(x * R, 0.01 * R, 0.02 * R))).toBeLessThan(0.03)
  const whole = ball()
  const bowl = without(whole, (t) => whole.positions[3 * whole.triangles[3 * t]! + 2]! > 1e-9)
  expect(Math.abs(new WindingTree(bowl).at(0, 0, 0) - 0.5)).toBeLessThan(0.03)
})
