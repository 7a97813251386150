import { expect, test } from 'vitest'
import { emptyBlood, takeBlood } from './blood-frame'

const frame = { size: [2, 1, 1], spacing: 1e-3, origin: [0, 0, 0] } as const

test('a field belongs to the lattice that was announced before it', () => {
  const blood = emptyBlood()
  const field = (time: number) =>
    ({ type: 'blood-field', time, values: new Float32Array(16), streamlines: null }) as const
  takeBlood(blood, field(0))
  expect(blood.field).toBeNull()
  takeBlood(blood, { type: 'blood-lattice', frame, entryOf: Uint32Array.of(0, 1) })
  takeBlood(blood, field(0.1))
  const first = blood.field!.lattice
  takeBlood(blood, field(0.2))
  expect(blood.field!.lattice).toBe(first)
  takeBlood(blood, { type: 'blood-lattice', frame, entryOf: Uint32Array.of(1, 2) })
  // What is drawn stays whole until the new anatomy's first field comes.
  expect(blood.field!.lattice).toBe(first)
  takeBlood(blood, field(0.3))
  expect(blood.field!.lattice).not.toBe(first)
})

test('shear of a wall goes when another wall comes', () => {
  const blood = emptyBlood()
  takeBlood(blood, { type: 'blood-wall', positions: new Float32Array(9), triangles: new Uint32Array(3) })
  takeBlood(blood, { type: 'wall-shear', values: new Float32Array(9), beats: 1.5 })
  expect(blood.shear?.beats).toBe(1.5)
  takeBlood(blood, { type: 'blood-wall', positions: new Float32Array(12), triangles: new Uint32Array(3) })
  expect(blood.shear).toBeNull()
})
