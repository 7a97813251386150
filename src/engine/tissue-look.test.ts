import { describe, expect, it } from 'vitest'
import { add, cross, scale, type Vec3 } from '../core/vec3'
import type { BloodDomain } from '../geometry/blood-domain'
import type { Heart } from '../heart/heart'
import { lookAtTissue, type Moved, movedBy, tissueLook } from './tissue-look'

const radius = 0.012
const heart = {
  gates: [
    { id: 'aortic', from: 1, to: 2, centre: [0.01, 0.02, 0.03], normal: [0, 0.6, 0.8], radius, area: 4e-4 },
  ],
  landmarks: [{ id: 'coronary-ostium-left', name: 'Left', points: [[0.02, 0.03, 0.04]] }],
} as unknown as Heart
const look = (moved: Moved) => lookAtTissue(heart, {} as BloodDomain, moved)

describe('how tissue at rest lies', () => {
  it('a heart that is turned and shifted as a whole is not distorted', () => {
    // Rodrigues: .4 rad about the z axis.
    const turn = ([x, y, z]: Vec3): Vec3 => [
      x * Math.cos(0.4) - y * Math.sin(0.4),
      x * Math.sin(0.4) + y * Math.cos(0.4),
      z,
    ]
    const [ring] = look((p) => add(turn(p), [0.01, 0, 0.02])).rings
    expect(ring!.now / ring!.before).toBeCloseTo(1, 6)
    expect(ring!.height).toBeLessThan(1e-9)
  })

  // Reference: a circle of r bent to a saddle a cos 2φ along its axis has height 2 a; a mouth carried by a keeps its a.
  it('tells a ring that shrinks, one that bends, and a mouth that is pulled away', () => {
    const [centre, normal] = [heart.gates[0]!.centre, heart.gates[0]!.normal]
    const inPlane = (p: Vec3) => add(p, scale(centre, -1))
    const [shrunk] = look((p) => add(centre, scale(inPlane(p), 0.9))).rings
    expect(shrunk!.now / shrunk!.before).toBeCloseTo(0.9, 6)
    const u: Vec3 = [1, 0, 0]
    const v = cross(normal, u)
    const saddle: Moved = (p) => {
      const d = inPlane(p)
      const angle = Math.atan2(d[0] * v[0] + d[1] * v[1] + d[2] * v[2], d[0])
      return add(p, scale(normal, 1e-3 * Math.cos(2 * angle)))
    }
    expect(look(saddle).rings[0]!.height).toBeCloseTo(2e-3, 4)
    const { mouths } = look((p) => (p[2] === 0.04 ? add(p, [0, 0, 3e-3]) : p))
    expect(mouths).toEqual([{ id: 'coronary-ostium-left', moved: expect.closeTo(3e-3, 9) }])
  })

  it('tells nothing of what no tissue lies near, and keeps what it found with the domain', () => {
    const domain = {} as BloodDomain
    expect(lookAtTissue(heart, domain, () => null)).toEqual({ rings: [], mouths: [], stitches: [] })
    expect(tissueLook(domain)).toEqual({ rings: [], mouths: [], stitches: [] })
  })

  it('carries a place along with the nodes about it, exactly where they are shifted alike', () => {
    const rest = Float32Array.from([0, 0, 0, 2e-3, 0, 0, 0, 2e-3, 0, 0.5, 0, 0])
    const now = rest.map((x, n) => (n < 9 ? x + (n % 3 === 2 ? 1e-3 : 0) : 9))
    const moved = movedBy([1e-3, 1e-3, 0], rest, now, 3e-3)!
    expect(moved[0]).toBeCloseTo(1e-3, 8)
    expect(moved[2]).toBeCloseTo(1e-3, 8)
    expect(movedBy([0.1, 0, 0], rest, now, 3e-3)).toBeNull()
  })
})
