import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../gpu'
import { buildTissueModel } from './model'
import { buildShell } from './shell'
import { shellLoads } from './shell-pressure'
import { shellHeart } from './solids'
import { TissueSolver } from './solver'
import { uncut } from './topology'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A ball whose cavity is blood 2 above z = 0 and blood 3 below, with a square patch between them. */
const ball = shellHeart(0.012, 0.018, 2e-3)
const below = (n: number): boolean =>
  ball.frame.origin[2] + Math.floor(n / (ball.frame.size[0] * ball.frame.size[1])) * ball.frame.spacing < 0
const heart = {
  ...ball,
  labels: ball.labels.map((label, n) => (label === 2 && below(n) ? 3 : label)),
  structures: [...ball.structures, { id: 3, name: 'other', kind: 'blood', part: 'RV' } as const],
}
const model = buildTissueModel(heart, { edge: 8e-3, anchored: false })
const sheet = {
  edit: 'patch',
  positions: Float32Array.from([-4, -4, 0, 4, -4, 0, 4, 4, 0, -4, 4, 0].map((x) => x * 1e-3)),
  // Its area vectors point to +z.
  triangles: Uint32Array.from([0, 1, 2, 0, 2, 3]),
}

describe('a patch between two bloods', () => {
  it('knows the blood on each side', () => {
    const shell = buildShell(sheet, 'pericardium', 100)
    const { rows, records } = shellLoads(uncut(model), [shell], 100)
    expect([...records.subarray(0, 4)]).toEqual([100, 101, 102, 2 | (3 << 8)])
    expect([...rows.filter((_, n) => n % 2 === 1)]).toEqual([2, 1, 2, 1])
    const same = { ...heart, labels: ball.labels }
    const alone = shellLoads(uncut({ ...model, heart: same }), [shell], 100)
    expect(alone.records.length).toBe(0)
  })

  it('is pushed away from the higher pressure', async () => {
    const solver = await TissueSolver.create(gpu, model)
    solver.addShell(buildShell(sheet, 'pericardium', solver.nextShellNode))
    solver.setActing({
      pressures: new Map([
        [2, 0],
        [3, 500],
      ]),
    })
    const seconds = 1 / 60
    solver.run(3)
    const { shells } = await solver.readSnapshot()
    const z = [0, 1, 2, 3].map((n) => shells[0]!.positions[3 * n + 2]!)
    console.log(`pushed ${z.map((v) => (1e3 * v).toFixed(3)).join(', ')} mm in ${seconds.toFixed(4)} s`)
    for (const v of z) expect(v).toBeGreaterThan(1e-4)
    solver.dispose()
  })
})
