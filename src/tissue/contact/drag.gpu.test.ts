import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runsLong } from '../../../tests/support/long'
import { seededRandom } from '../../core/random'
import { add, mix, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { Instrument } from '../../engine/protocol'
import { readHeartCase } from '../../geometry/parametric/heart-case'
import { parametricHeart } from '../../geometry/parametric/parametric-heart'
import { type Gpu, openGpu } from '../../gpu'
import { sweepBlade } from '../blade'
import { planCut } from '../cut'
import { buildTissueModel } from '../model'
import { TissueSolver } from '../solver'
import { slotsInverted } from './inverted.fixture'
import { buildSkin } from './skin'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

const frames = Number(process.env['ATRIUM_LONG'] ?? 0) > 1 ? Number(process.env['ATRIUM_LONG']) : 1000

describe.runIf(runsLong('a random drag through a heart'))(
  'an instrument dragged at random through a heart',
  () => {
    it('leaves nothing torn, inverted or lost after a thousand frames', { timeout: 3_600_000 }, async () => {
      const file = JSON.parse(readFileSync('assets/hearts/normal.json', 'utf8'))
      const heart = parametricHeart(readHeartCase(file, 'normal.json'))
      const model = buildTissueModel(heart, { tetTarget: 10_000 })
      const solver = await TissueSolver.create(gpu, model)
      const skin = buildSkin(solver.topology)
      const random = seededRandom(7)
      const surface = (): Vec3 => {
        const v = 3 * Math.floor(random() * skin.count)
        return [skin.rest[v]!, skin.rest[v + 1]!, skin.rest[v + 2]!]
      }
      // A cut through a wall, so that there are lips in the way.
      const at = surface()
      const blade = sweepBlade(
        [
          [scale(add(at, [-8e-3, -6e-3, 0]), 1e3), scale(add(at, [-8e-3, 6e-3, 0]), 1e3)],
          [scale(add(at, [8e-3, -6e-3, 1e-3]), 1e3), scale(add(at, [8e-3, 6e-3, 1e-3]), 1e3)],
        ],
        model.lattice.edge,
      )
      const plan = planCut(solver.topology, blade)
      if (!plan.refused) solver.apply(plan)
      const direction = (): Vec3 => normalize([random() - 0.5, random() - 0.5, random() - 0.5])
      let [tip, aim, axis, wanted] = [surface(), surface(), direction(), direction()]
      let [worst, greatest, inverted] = [0, 0, 0]
      const started = process.cpuUsage()
      for (let n = 0; n < frames; n++) {
        if (n % 40 === 0) [aim, wanted] = [surface(), direction()]
        // 80 mm/s towards the next place.
        const way = subtract(aim, tip)
        tip = add(tip, scale(way, Math.min(1, 0.08 / 72 / (Math.hypot(...way) || 1))))
        axis = normalize(mix(axis, wanted, 0.05))
        const tool: Instrument = { id: 'tool', from: tip, to: add(tip, scale(axis, 0.08)), radius: 2e-3 }
        solver.setInstruments([tool])
        await solver.advance(1 / 72)
        const force = Math.hypot(...(solver.touches[0]?.force ?? [0, 0, 0]))
        greatest = Math.max(greatest, force)
        if (n % 50 === 49) {
          const x = await solver.readPositions()
          expect(x.every(Number.isFinite)).toBe(true)
          inverted = slotsInverted(solver.topology, x)
          worst = Math.max(worst, inverted)
          console.log(`frame ${n + 1}: ${inverted} inverted, force ${force.toFixed(3)} N`)
        }
      }
      const cpu = process.cpuUsage(started)
      solver.setInstruments([])
      await solver.advance(1)
      const x = await solver.readPositions()
      const left = slotsInverted(solver.topology, x)
      solver.dispose()
      console.log(
        `${frames} frames at ${model.tetCount} tetrahedra: worst ${worst} inverted, ${left} left; greatest force ${greatest.toFixed(2)} N; ${((cpu.user + cpu.system) / 1e3 / frames).toFixed(0)} ms CPU a frame with the GPU's`,
      )
      expect(left).toBe(0)
    })
  },
)
