import { describe, expect, it, vi } from 'vitest'
import { seededRandom } from '../core/random'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import type { Heart } from '../heart/heart'

const flow = vi.hoisted(() => ({ time: 0, steps: 0, resets: 0, field: () => new Float32Array(1) }))

vi.mock('../blood', () => ({
  FlowSolver: {
    create: async () => ({
      cellCount: 1,
      get time() {
        return flow.time
      },
      setControl() {},
      async step(count: number) {
        flow.time += 0.01 * count
        flow.steps += count
      },
      readTracers: async () => new Float32Array(),
      snapshot: async () => ({ faceVelocity: flow.field() }),
      resetAverages: async () => {
        flow.resets++
      },
    }),
  },
}))
vi.mock('./blood-views', () => ({ BloodViews: class {} }))

const { LiveBlood } = await import('./live-blood')

describe('blood that is shown', () => {
  it('stands still while it is ahead of the flow that it keeps in step with', async () => {
    const heart = { kind: 'heart', structures: [], physiology: { heartRate: 1 } } as unknown as Heart
    const live = await LiveBlood.create({} as Gpu, heart, { ports: [] } as unknown as ResolvedDomain, 0)
    await live.stepBy(0.3)
    const before = flow.steps
    expect((await live.run(5, 100, 0.1)).phase).toBeCloseTo(0.3)
    expect(flow.steps).toBe(before)
    await live.run(5, 100, 0.5)
    expect(flow.steps).toBeGreaterThan(before)
  })

  it('goes on to where the other one is, and no further', async () => {
    flow.time = 0
    const heart = { kind: 'heart', structures: [], physiology: { heartRate: 1 } } as unknown as Heart
    const live = await LiveBlood.create({} as Gpu, heart, { ports: [] } as unknown as ResolvedDomain, 0)
    await live.run(0, 1e9)
    await new Promise((done) => setTimeout(done, 5))
    const { phase } = await live.run(1e3, 1e9, 0.2)
    expect(phase).toBeGreaterThan(0.2)
    // A fiftieth of a beat ahead, and the four steps that are made at once.
    expect(phase).toBeLessThan(0.2 + 0.02 + 0.05)
  })

  const heart = { kind: 'heart', structures: [], physiology: { heartRate: 1 } } as unknown as Heart
  const started = async (field: () => Float32Array) => {
    Object.assign(flow, { time: 0, resets: 0, field })
    return LiveBlood.create({} as Gpu, heart, { ports: [] } as unknown as ResolvedDomain, 0)
  }

  it('goes on averaging over beats that differ by their eddies alone', async () => {
    const random = seededRandom(1)
    const live = await started(() => Float32Array.from({ length: 4000 }, () => random() - 0.5))
    await live.stepBy(6)
    // The first two beats, which carry on from rest.
    expect(flow.resets).toBe(2)
  })

  it('begins its averages anew as long as the flow still gains or loses', async () => {
    const live = await started(() => new Float32Array(100).fill(1.1 ** flow.time))
    await live.stepBy(6)
    expect(flow.resets).toBeGreaterThan(4)
  })
})
