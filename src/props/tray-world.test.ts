import { expect, test } from 'vitest'
import { trayItems } from './tray-items'
import { TrayWorld, tray } from './tray-world'

const half = [0.006, 0.004, 0.07] as const
const one = () => new TrayWorld([{ id: 'scalpel', halfSize: half, mass: 0.03, home: [0, 0.004, 0] }])
const run = (world: TrayWorld, seconds: number) => {
  for (let n = 0; n < Math.round(seconds * 60); n++) world.advance(1 / 60)
}
const identity = [0, 0, 0, 1] as const

test('before it touches anything, a thing falls by g t² / 2', () => {
  const world = one()
  world.hold('scalpel', { position: [0, 0.5, 0], quaternion: identity })
  world.release('scalpel')
  run(world, 0.2)
  // Damping takes 5 % of the speed a second: under 1 % of the way in a fifth of a second.
  expect(0.5 - world.pose('scalpel').position[1]).toBeCloseTo((9.81 * 0.2 ** 2) / 2, 2)
})

test('dropped from 10 cm and tilted, it comes to rest on the tray', () => {
  const world = one()
  world.hold('scalpel', { position: [0.02, 0.1, 0.01], quaternion: [0.13, 0.26, 0.05, 0.955] })
  world.release('scalpel', [0.1, 0, 0])
  run(world, 3)
  const { position } = world.pose('scalpel')
  expect(Math.abs(position[0])).toBeLessThan(tray.width / 2)
  expect(Math.abs(position[2])).toBeLessThan(tray.depth / 2)
  expect(position[1]).toBeGreaterThan(0.002)
  expect(position[1]).toBeLessThan(0.012)
  run(world, 0.5)
  expect(world.pose('scalpel').position[0]).toBeCloseTo(position[0], 4)
})

test('energy only falls while nobody touches it', () => {
  const world = one()
  world.hold('scalpel', { position: [0, 0.15, 0], quaternion: [0.2, 0, 0.2, 0.9591663] })
  world.release('scalpel')
  let before = world.energy()
  const first = before
  for (let n = 0; n < 30; n++) {
    run(world, 0.1)
    expect(world.energy()).toBeLessThan(before + 0.02 * first)
    before = Math.min(before, world.energy())
  }
  expect(world.energy()).toBeLessThan(0.1 * first)
})

test('what is held stays in the hand and is not found on the tray', () => {
  const world = one()
  run(world, 1)
  expect(world.nearest([0, 0.02, 0.03], 0.03)).toBe('scalpel')
  expect(world.nearest([0.1, 0.02, 0], 0.03)).toBeNull()
  world.hold('scalpel', { position: [0, 0.3, 0], quaternion: identity })
  run(world, 1)
  expect(world.pose('scalpel').position).toEqual([0, 0.3, 0])
  expect(world.nearest([0, 0.3, 0], 0.03)).toBeNull()
})

test('what is dropped beside the tray falls to the floor and is brought back', () => {
  const world = one()
  world.hold('scalpel', { position: [0.5, 0.1, 0], quaternion: identity })
  world.release('scalpel')
  run(world, 3)
  expect(world.pose('scalpel').position[1]).toBeLessThan(-0.85)
  world.tidy()
  run(world, 2)
  expect(world.pose('scalpel').position[1]).toBeGreaterThan(0)
})

test('the whole tray comes to rest, and then nothing is computed until something is let go', () => {
  const world = new TrayWorld(trayItems)
  expect(world.isStill).toBe(false)
  run(world, 4)
  expect(world.isStill).toBe(true)
  const { id } = trayItems[0]!
  const lying = world.pose(id)
  run(world, 1)
  expect(world.pose(id)).toEqual(lying)
  world.sendHome(id)
  expect(world.isStill).toBe(false)
  run(world, 4)
  expect(world.isStill).toBe(true)
})
