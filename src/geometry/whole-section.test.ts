import { expect, test } from 'vitest'
import type { LatticeFrame } from '../core/lattice'
import { openMouths } from './open-mouths'
import { wholeSection } from './whole-section'

const frame: LatticeFrame = { size: [48, 32, 32], spacing: 1e-3, origin: [0, 0, 0] }
const radius = 8

/** A tube along x round (y, z) = (15.5, 15.5), its wall 2 mm thick from x = 4 to an end that its angle decides. */
function tube(endAt: (angle: number) => number, pore?: (x: number, angle: number) => boolean) {
  const walls = new Uint8Array(48 * 32 * 32)
  const lumens = new Uint8Array(walls.length)
  for (let k = 0, o = 0; k < 32; k++)
    for (let j = 0; j < 32; j++)
      for (let i = 0; i < 48; i++, o++) {
        const r = Math.hypot(j - 15.5, k - 15.5)
        const angle = Math.atan2(k - 15.5, j - 15.5)
        if (i < 4 || i > endAt(angle)) continue
        if (r < radius && i >= 6) lumens[o] = 1
        else if (r < radius + 2 && !pore?.(i, angle)) walls[o] = 1
      }
  return { walls, lumens }
}

// The tube is whole up to x = 30: its section there is π 8² mm².
test('a tube whose wall ends in lobes is cut where it is whole, straight across', () => {
  const { walls, lumens } = tube((angle) => 34 + 4 * Math.sin(3 * angle))
  const cuts = openMouths(frame, walls, lumens).map((m) => wholeSection(frame, walls, lumens, m))
  const cut = cuts.find((c) => c)
  expect(cut).toBeTruthy()
  expect(cut!.normal[0]).toBeGreaterThan(0.95)
  expect(cut!.centre[0] * 1e3).toBeGreaterThan(24)
  expect(cut!.centre[0] * 1e3).toBeLessThan(31.5)
  expect(Math.abs((cut!.area * 1e6) / (Math.PI * radius ** 2) - 1)).toBeLessThan(0.12)
  expect(cut!.radius * 1e3).toBeGreaterThan(radius - 0.6)
})

test('a hole in the side of a vessel is no end', () => {
  const hole = (x: number, angle: number) => x > 17 && x < 25 && Math.abs(angle) < 0.4
  const { walls, lumens } = tube(() => 60, hole)
  const mouths = openMouths(frame, walls, lumens).filter((m) => m.centre[0] < 30e-3)
  expect(mouths).toHaveLength(1)
  expect(wholeSection(frame, walls, lumens, mouths[0]!)).toBeNull()
})
