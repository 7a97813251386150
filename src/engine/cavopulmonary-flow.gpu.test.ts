import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runsLong } from '../../tests/support/long'
import type { Vec3 } from '../core/vec3'
import { heartFrom } from '../geometry/resolve-anatomy.fixture'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../gpu'
import type { Heart, Part, Port } from '../heart/heart'
import { measureConnection } from './cavopulmonary-flow'
import type { Answer, Finding } from './protocol'

const radius = 4e-3
const reach = 12e-3
// Slow enough (Reynolds number 190) that the two streams meet without shaking.
const flow = 4e-6

const port = (id: string, part: Part, structure: number, normal: Vec3): Port => ({
  ...{ id, name: id, part, structure, radius, area: Math.PI * radius ** 2, normal },
  centre: [normal[0] * reach, normal[1] * reach, normal[2] * reach],
})

/** Four equal tubes that meet in a cross: caval veins above and below, lungs to the sides. */
function cross(): Heart {
  const across = (p: Vec3) => Math.hypot(p[1], p[2]) - radius
  const along = (p: Vec3) => Math.hypot(p[0], p[1]) - radius
  const lumen = (p: Vec3) => Math.min(across(p), along(p))
  const label = (p: Vec3) =>
    lumen(p) > 0 ? 1 : along(p) < 0 && Math.abs(p[2]) > radius ? (p[2] > 0 ? 2 : 3) : 4
  const frame = { size: [33, 15, 33], spacing: 1e-3, origin: [-16e-3, -7e-3, -16e-3] } as const
  const structures = [
    { id: 1, name: 'wall', kind: 'wall', part: 'none' },
    { id: 2, name: 'upper', kind: 'blood', part: 'SVC' },
    { id: 3, name: 'lower', kind: 'blood', part: 'IVC' },
    { id: 4, name: 'artery', kind: 'blood', part: 'pulmonary-artery' },
  ] as const
  const heart = heartFrom(frame, lumen, (p) => -lumen(p), label, structures)
  const ports = [
    port('svc', 'SVC', 2, [0, 0, 1]),
    port('ivc', 'IVC', 3, [0, 0, -1]),
    port('right', 'pulmonary-artery', 4, [-1, 0, 0]),
    port('left', 'pulmonary-artery', 4, [1, 0, 0]),
  ]
  return { ...heart, ports }
}

/** What the circulation gives: equal flows of both veins, equal shares of both lungs. */
const first: Answer = {
  ...{ kind: 'circulation', risks: [], ms: 0, settled: 1, device: '' },
  waveforms: {
    time: new Float32Array(3),
    series: { 'SVC.flow': new Float32Array(3).fill(flow), 'IVC.flow': new Float32Array(3).fill(flow) },
  },
  findings: [
    { id: 'cavopulmonary-pressure', label: 'Fontan pressure', value: 12 },
    { id: 'branch-share-left', label: '', value: 50 },
  ] as unknown as Finding[],
}

// References: the cross is its own mirror image, so that each lung gets half of the lower vein's blood; the blood that
// leaves is volume over flow old (Danckwerts); what is lost is at least what two tubes of Poiseuille's law would lose.
describe.runIf(runsLong('flow through a cross of caval veins and lungs'))('the caval connection', () => {
  let gpu: Gpu
  beforeAll(async () => {
    gpu = await openGpu()
  })
  afterAll(() => gpu.close())

  it('shares the lower vein’s blood as its symmetry says, and loses power', async () => {
    const heart = cross()
    const found = await measureConnection(gpu, heart, baseDomain(heart), first, { budgetMs: 600_000 })
    const { connection, run } = found!
    expect(run.mismatch).toBeLessThan(0.01)
    expect(Math.abs(connection.hepatic!.left - 0.5)).toBeLessThan(0.02)
    expect(connection.hepatic!.left + connection.hepatic!.right).toBeCloseTo(1, 6)
    expect(connection.flow).toBeCloseTo(2 * flow, 9)
    expect(Math.abs(connection.age! / (connection.volume / connection.flow) - 1)).toBeLessThan(0.15)
    const poiseuille = (8 * 0.0035 * 2 * reach * flow) / (Math.PI * radius ** 4)
    expect(connection.powerLoss).toBeGreaterThan(2 * flow * poiseuille)
    // Shear of Poiseuille's law in the tubes, 4 μ Q / (π r³); entrances and stagnation points spread it.
    const shear = (4 * 0.0035 * flow) / (Math.PI * radius ** 3)
    expect(connection.wallShear!.mean).toBeGreaterThan(0.5 * shear)
    expect(connection.wallShear!.mean).toBeLessThan(4 * shear)
  }, 700_000)
})
