import { describe, expect, it } from 'vitest'
import { cellCentre } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { Heart, Structure } from '../heart/heart'
import { type Handle, handlesOf, withHandle, withoutMarker, withPortAt } from './heart-markers'
import { heartFrom } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'

const structures: readonly Structure[] = [
  { id: 1, name: 'wall', kind: 'wall', part: 'none' },
  { id: 2, name: 'LV', kind: 'blood', part: 'LV' },
  { id: 3, name: 'Aorta', kind: 'blood', part: 'aorta' },
]
const radius = 6e-3

/** A tube of 6 mm radius along z, 60 mm long; the valve stands at z = 0, one end at z = 25 mm. */
function tube(): Heart {
  const lumen = (p: Vec3) => Math.max(Math.hypot(p[0], p[1]) - radius, Math.abs(p[2]) - 30e-3)
  const heart = heartFrom(
    { size: [24, 24, 72], spacing: 1e-3, origin: [-11.7e-3, -11.6e-3, -35.5e-3] },
    lumen,
    (p) => Math.max(lumen(p) - 2e-3, -lumen(p)),
    (p) => (lumen(p) < 0 ? (p[2] < 0 ? 2 : 3) : 1),
    structures,
  )
  const disc = { normal: [0, 0, 1] as Vec3, radius: 7e-3, area: Math.PI * radius ** 2 }
  return {
    ...heart,
    gates: [{ id: 'aortic', from: 2, to: 3, centre: [0, 0, 0], ...disc }],
    ports: [{ id: 'a', name: 'A', structure: 3, part: 'aorta', centre: [0, 0, 25e-3], ...disc }],
    landmarks: [
      {
        id: 'axis',
        name: 'Axis',
        points: [
          [0, 0, 0],
          [1e-3, 0, 0],
        ],
      },
      {
        id: 'annulus-aortic',
        name: 'Ring',
        points: [
          [6e-3, 0, 0],
          [-6e-3, 0, 0],
        ],
      },
    ],
  }
}
const handle = (heart: Heart, marker: string, role: Handle['role']) =>
  handlesOf(heart).find((h) => h.marker === marker && h.role === role)!

describe('markers that a hand can move', () => {
  it('a moved valve takes the border between its structures along', () => {
    const heart = tube()
    const moved = withHandle(heart, handle(heart, 'gate:aortic', 'centre'), [0, 0, 8e-3])
    const [gate] = baseDomain(moved).gates
    // Reference: the valve's faces have the tube's section, π r².
    expect(gate!.area / (Math.PI * radius ** 2)).toBeGreaterThan(0.95)
    expect(gate!.area / (Math.PI * radius ** 2)).toBeLessThan(1.05)
    const { frame } = moved
    for (let k = 0; k < 72; k++) {
      const [, , z] = cellCentre(frame, 12, 12, k)
      const label = moved.labels[12 + 24 * (12 + 24 * k)]
      if (Math.abs(z) < 29e-3) expect(label).toBe(z < 8e-3 ? 2 : 3)
    }
    expect(heart.labels).toEqual(tube().labels)
    // The ring goes with its valve, and is no handle of its own.
    expect(moved.landmarks.find((l) => l.id === 'annulus-aortic')!.points[0]![2]).toBeCloseTo(8e-3, 9)
    expect(handlesOf(heart).some((h) => h.marker === 'landmark:annulus-aortic')).toBe(false)
  })

  it('its direction and its width follow their own handles', () => {
    const heart = tube()
    const turned = withHandle(heart, handle(heart, 'gate:aortic', 'direction'), [3e-3, 0, 3e-3])
    expect(turned.gates[0]!.normal[0]).toBeCloseTo(Math.SQRT1_2, 6)
    // Oblique by 45°, the section is an ellipse, π r² √2, of which the disc holds what it covers.
    expect(turned.gates[0]!.area).toBeGreaterThan(Math.PI * radius ** 2)
    const wider = withHandle(heart, handle(heart, 'port:a', 'rim'), [12e-3, 0, 26e-3])
    expect(wider.ports[0]!.radius).toBeCloseTo(12e-3, 6)
    expect(wider.ports[0]!.area / (Math.PI * radius ** 2)).toBeCloseTo(1, 1)
  })

  it('a landmark’s point moves alone', () => {
    const heart = tube()
    const moved = withHandle(heart, handle(heart, 'landmark:axis', 1), [2e-3, 0, 0])
    expect(moved.landmarks[0]!.points).toEqual([
      [0, 0, 0],
      [2e-3, 0, 0],
    ])
  })

  it('a vessel gets an end where it is pointed at, and loses it again', () => {
    const heart = tube()
    const more = withPortAt(heart, [2e-3, 1e-3, 20e-3])!
    const port = more.ports.at(-1)!
    expect(port.part).toBe('aorta')
    expect(Math.abs(port.normal[2])).toBeGreaterThan(0.99)
    expect(port.area / (Math.PI * radius ** 2)).toBeCloseTo(1, 1)
    expect(withoutMarker(more, `port:${port.id}`).ports).toEqual(heart.ports)
    expect(withPortAt(heart, [20e-3, 0, 0])).toBeNull()
  })
})
