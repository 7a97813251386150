import { expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import type { Heart, Port } from '../heart/heart'
import { partDomain } from './part-domain'
import { heartFrom } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'

const radius = 6e-3
const port = (id: string, part: Port['part'], x: number): Port => ({
  ...{ id, name: id, part, structure: x < 0 ? 2 : 4, radius, area: Math.PI * radius ** 2 },
  centre: [x, 0, 0],
  normal: [Math.sign(x), 0, 0],
})

/** A tube along x: a caval vein, an atrium, a lung artery, one after the other, open at both ends. */
function threeParts(): Heart {
  const lumen = (p: Vec3) => Math.max(Math.hypot(p[1], p[2]) - radius, Math.abs(p[0]) - 26e-3)
  const label = (p: Vec3) => (lumen(p) > 0 ? 1 : p[0] < -6e-3 ? 2 : p[0] > 6e-3 ? 4 : 3)
  const frame = { size: [60, 22, 22], spacing: 1e-3, origin: [-29.6e-3, -10.3e-3, -10.4e-3] } as const
  const structures = [
    { id: 1, name: 'wall', kind: 'wall', part: 'none' },
    { id: 2, name: 'vein', kind: 'blood', part: 'SVC' },
    { id: 3, name: 'atrium', kind: 'blood', part: 'RA' },
    { id: 4, name: 'artery', kind: 'blood', part: 'pulmonary-artery' },
  ] as const
  const heart = heartFrom(frame, lumen, (p) => -lumen(p), label, structures)
  return { ...heart, ports: [port('svc', 'SVC', -20e-3), port('lung', 'pulmonary-artery', 20e-3)] }
}

const domain = baseDomain(threeParts())
const volume = (d: { fill: Float32Array }) => d.fill.reduce((sum, v) => sum + v, 0)

it('keeps all of the blood that the ports reach, and both ports', () => {
  const all = partDomain(domain, () => true, ['svc', 'lung'])
  expect(all.ports.map((p) => p.id)).toEqual(['svc', 'lung'])
  const inside = domain.fill.filter((_, c) => domain.structure[c])
  expect(volume(all)).toBeCloseTo(volume({ fill: inside }), 6)
})

// Reference: a vein of 14 mm beside the atrium, π r² long: its volume, and no open face but those of its port.
it('ends at the blood that is not kept, with a closed wall there', () => {
  const vein = partDomain(domain, (id) => id !== 3, ['svc'])
  expect(vein.ports.map((p) => p.id)).toEqual(['svc'])
  expect(volume(vein) * 1e-9).toBeGreaterThan(0.9 * Math.PI * radius ** 2 * 14e-3)
  expect(volume(vein) * 1e-9).toBeLessThan(1.1 * Math.PI * radius ** 2 * 14e-3)
  expect([...new Set(vein.structure)].sort()).toEqual([0, 2])
  const ends = new Set(vein.ports[0]!.cell)
  vein.open[0].forEach((open, c) => {
    if (open > 0 && !ends.has(c)) expect(vein.structure[c]! && vein.structure[c + 1]!).toBe(2)
  })
})
