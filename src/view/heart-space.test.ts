import { Vector3 } from 'three'
import { describe, expect, it } from 'vitest'
import type { Heart } from '../heart/heart'
import { type HeartSpace, patientToWorld, tissueBall, worldToPatient } from './heart-space'

const space: HeartSpace = {
  position: [1, 2, 3],
  quaternion: [0, Math.SQRT1_2, 0, Math.SQRT1_2],
  scale: 4,
  centre: [0.01, 0.02, 0.03],
  radius: 0.05,
}

describe('where the heart lies in the room', () => {
  it('puts the centre at the position, and the head of the patient up', () => {
    const at = (p: readonly [number, number, number]) => new Vector3(...p).applyMatrix4(patientToWorld(space))
    expect(at(space.centre).toArray()).toEqual([1, 2, 3].map((v) => expect.closeTo(v, 9)))
    expect(at([0.01, 0.02, 0.04]).y).toBeCloseTo(2.04, 9)
  })

  it('turns the front of an unturned heart to +z', () => {
    const unturned = { ...space, quaternion: [0, 0, 0, 1] as const }
    const front = new Vector3(0.01, 0.01, 0.03).applyMatrix4(patientToWorld(unturned))
    expect(front.z).toBeCloseTo(3.04, 9)
  })

  it('comes back', () => {
    const p = new Vector3(0.012, -0.07, 0.4)
    const back = p.clone().applyMatrix4(patientToWorld(space)).applyMatrix4(worldToPatient(space))
    expect(back.distanceTo(p)).toBeLessThan(1e-9)
  })

  it('holds all tissue in the ball', () => {
    const tissue = new Float32Array(5 * 4 * 3).fill(1)
    tissue[1 + 5 * (1 + 4 * 1)] = -1
    tissue[3 + 5 * (1 + 4 * 1)] = -1
    const heart = { frame: { size: [5, 4, 3], spacing: 2, origin: [10, 20, 30] }, tissue } as unknown as Heart
    expect(tissueBall(heart).centre).toEqual([14, 22, 32])
    expect(tissueBall(heart).radius).toBeCloseTo(Math.hypot(3, 1, 1), 12)
  })
})
