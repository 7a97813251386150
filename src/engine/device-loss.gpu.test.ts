import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runsLong } from '../../tests/support/long'
import type { Gpu } from '../gpu'
import { type Edit, editSchema } from '../heart/edit'
import { shellHeart } from '../tissue/solids'
import { Engine } from './engine'
import type { FromEngine } from './protocol'

/** Devices that were opened, the newest last. */
const opened = vi.hoisted(() => [] as { device: { destroy(): void } }[])
vi.mock('../gpu', async (original) => {
  const real = await original<typeof import('../gpu')>()
  const openGpu = async (): Promise<Gpu> => {
    const gpu = await real.openGpu()
    opened.push(gpu)
    return gpu
  }
  return { ...real, openGpu }
})
vi.mock('./quality', async (original) => {
  const real = await original<typeof import('./quality')>()
  return { ...real, chooseQuality: () => ({ ...real.chooseQuality('low', ''), tetTarget: 2000 }) }
})
vi.mock('./live-blood', () => ({
  LiveBlood: { create: () => Promise.reject(new Error('not here')) },
}))
vi.mock('./flow-answer', () => ({ flowAnswer: async () => null }))

const heart = shellHeart(0.02, 0.026, 2e-3)
const edit = (e: unknown): Edit => editSchema.parse(e)
/** On the ball at an angle from its front, metres from the middle. */
const at = (angle: number, radius: number, up = 0) => [
  radius * Math.sin(angle),
  -radius * Math.cos(angle),
  up,
]
const blade = (angles: readonly number[], up: number) => angles.map((a) => [at(a, 28, up), at(a, 17, up)])
const angles = [-0.3, -0.1, 0.1, 0.3]
const outline = Array.from({ length: 12 }, (_, n) => (n * Math.PI) / 6).map((a) => {
  const [x, z] = [5 * Math.cos(a), 5 * Math.sin(a)]
  return [x, Math.sqrt(20 ** 2 - x * x - z * z), z]
})
const edits = [
  edit({ kind: 'cut', id: 'gaping', blade_mm: blade(angles, 0) }),
  edit({
    kind: 'cut',
    id: 'shut',
    blade_mm: blade(
      angles.map((a) => a + 1.2),
      0,
    ),
  }),
  edit({ kind: 'close', id: 'closed', cut: 'shut', pitch_mm: 2.5 }),
  edit({
    kind: 'patch',
    id: 'patch',
    outline_mm: outline,
    material: 'pericardium',
    mode: 'cover',
    sewn: { technique: 'running', pitch_mm: 2.5, bite_mm: 2 },
  }),
]

type Snapshot = Extract<FromEngine, { type: 'snapshot' }>
const wait = (ms: number) => new Promise((go) => setTimeout(go, ms))

describe('a graphics processor that is lost', () => {
  const said: FromEngine[] = []
  const count = (type: FromEngine['type']) => said.filter((m) => m.type === type).length
  const last = () => said.findLast((m): m is Snapshot => m.type === 'snapshot')!
  const control = { grasps: [], tissueRunning: true, bloodRunning: false }
  let engine: Engine
  let whole: Snapshot
  /** Once the tissue carries its load again and lies still. */
  const rest = async (loads: number): Promise<Snapshot> => {
    while (count('load') < loads) await wait(50)
    while (engine.isMoving) await wait(50)
    return last()
  }
  beforeAll(async () => {
    engine = new Engine((m) => said.push(m), 'low')
    engine.setControl(control)
    await engine.receive({ type: 'open', heart, edits: [] })
    whole = await rest(1)
    for (let n = 1; n <= edits.length; n++) await engine.receive({ type: 'edits', edits: edits.slice(0, n) })
  }, 300_000)
  afterAll(() => engine.close())

  it('gives back the tissue as it lay: cut, sewn, patched, under its load; and says nothing but that', async () => {
    const before = await rest(1)
    const heard = said.length
    opened.at(-1)!.device.destroy()
    const after = await rest(2)
    const moved = furthest(whole.nodePositions, before.nodePositions)
    const apart = furthest(before.nodePositions, after.nodePositions)
    console.log(
      `moved up to ${(1e3 * moved).toFixed(3)} mm by edits; rebuilt ${(1e3 * apart).toFixed(3)} mm apart`,
    )
    expect(after.nodePositions.length).toBe(before.nodePositions.length)
    expect(after.stitches.map((s) => s.positions.length)).toEqual(
      before.stitches.map((s) => s.positions.length),
    )
    expect(moved).toBeGreaterThan(6e-5)
    expect(apart).toBeLessThan(3e-5)
    const faults = said.slice(heard).flatMap((m) => (m.type === 'fault' ? [m.message] : []))
    expect(faults).toEqual(['The moving blood cannot be shown: not here'])
  }, 600_000)

  const inStep = runsLong('a processor that is lost in the middle of a step')
  it.runIf(inStep)(
    'is borne in the middle of a step too, with a patch in the tissue',
    async () => {
      const [loads, heard] = [count('load'), said.length]
      engine.setControl({ ...control, motion: 'arrested' })
      await wait(100)
      opened.at(-1)!.device.destroy()
      engine.setControl(control)
      await rest(loads + 1)
      const faults = said.slice(heard).flatMap((m) => (m.type === 'fault' ? [m.message] : []))
      expect(faults).toEqual(['The moving blood cannot be shown: not here'])
    },
    600_000,
  )
})

/** The furthest that two shapes lie apart where both have nodes, metres. */
function furthest(a: Float32Array, b: Float32Array): number {
  let most = 0
  for (let o = 0; o < Math.min(a.length, b.length); o += 3)
    most = Math.max(most, Math.hypot(a[o]! - b[o]!, a[o + 1]! - b[o + 1]!, a[o + 2]! - b[o + 2]!))
  return most
}
