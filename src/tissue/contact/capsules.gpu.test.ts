import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Instrument } from '../../engine/protocol'
import { type Gpu, openGpu } from '../../gpu'
import { buildTissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { uncut } from '../topology'
import { contactSpring, contactStiffness, tissueFriction } from './contact-law'
import { buildSkin } from './skin'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

const gravity = 9.81
const half = [0.012, 0.009, 0.006] as const
const model = buildTissueModel(boxHeart(half, 1e-3), { edge: 4e-3, anchored: false })
const mass = model.mass.reduce((a, b) => a + b, 0)
/** As good as a plane under the block. */
const table: Instrument = {
  id: 'table',
  from: [0, 0, -1000 - half[2]],
  to: [0, 0, -1000 - half[2]],
  radius: 1000,
}
const inclined = (angle: number): [number, number, number] => [
  gravity * Math.sin(angle),
  0,
  -gravity * Math.cos(angle),
]

/** Mean place of the block by mass. */
const centre = (x: Float32Array): number[] =>
  [0, 1, 2].map((d) => model.mass.reduce((sum, m, n) => sum + m * x[3 * n + d]!, 0) / mass)

/** The stiffness of the block's foot, N/m, and how far it lies below the table's top on average. */
function foot(x: Float32Array): { stiffness: number; depth: number } {
  const skin = buildSkin(uncut(model))
  let [depth, stiffness] = [0, 0]
  for (let i = 0; i < skin.count; i++) {
    if (skin.rest[3 * i + 2]! > -half[2] + 1e-5) continue
    let z = 0
    for (let c = 4 * i; c < 4 * i + 4; c++) z += skin.weights[c]! * x[3 * skin.nodes[c]! + 2]!
    const k = contactSpring(skin.young[i]!, skin.area[i]!, model.lattice.edge)
    depth -= k * (z + half[2])
    stiffness += k
  }
  return { stiffness, depth: depth / stiffness }
}

/** Where the block has gone along the incline. */
async function slide(angle: number, seconds: number): Promise<number> {
  const solver = await TissueSolver.create(gpu, model, { gravity: inclined(angle), damping: 0 })
  solver.setInstruments([table])
  await solver.advance(seconds)
  const x = await solver.readPositions()
  solver.dispose()
  return centre(x)[0]! - centre(model.rest)[0]!
}

describe('a block on a table', () => {
  // At rest the table carries m g; with k = 50 E A / a the foot sinks in by m g / k.
  it('presses with its weight and sinks in by m g / k', async () => {
    const solver = await TissueSolver.create(gpu, model, { gravity: [0, 0, -gravity], damping: 60 })
    solver.setInstruments([table])
    await solver.advance(0.3)
    const force = solver.touches[0]!.force[2]
    const { stiffness, depth } = foot(await solver.readPositions())
    solver.dispose()
    const k = (contactStiffness * model.materials[0]!.young * 4 * half[0] * half[1]) / model.lattice.edge
    const wanted = (mass * gravity) / stiffness
    console.log(
      `weight ${(mass * gravity * 1e3).toFixed(2)} mN, carried ${(-force * 1e3).toFixed(2)} mN; sinks in ${(depth * 1e6).toFixed(2)} µm, m g / k ${(wanted * 1e6).toFixed(2)} µm`,
    )
    // The rounded rim of the foot is no part of its flat, and carries a little.
    expect(Math.abs(depth / wanted - 1)).toBeLessThan(0.05)
    // The law by area: the flat is half a cell smaller all round than the block.
    expect(stiffness / k).toBeGreaterThan(0.8)
    expect(stiffness / k).toBeLessThan(1)
    expect(Math.abs(-force / (mass * gravity) - 1)).toBeLessThan(0.01)
  })

  // Coulomb: at tan(angle) < mu it stays, above it slides with g (sin - mu cos).
  it('stays on an incline below the angle of friction and slides above it as Coulomb says', async () => {
    const seconds = 0.1
    const [under, over] = [Math.atan(0.8 * tissueFriction), Math.atan(3 * tissueFriction)]
    const [stays, later] = [await slide(under, seconds), await slide(under, 2 * seconds)]
    const slides = await slide(over, seconds)
    const wanted = (gravity * (Math.sin(over) - tissueFriction * Math.cos(over)) * seconds ** 2) / 2
    console.log(
      `friction: ${(stays * 1e3).toFixed(3)} mm, then ${(later * 1e3).toFixed(3)} mm at .8 mu; ${(slides * 1e3).toFixed(3)} mm at 3 mu, Coulomb ${(wanted * 1e3).toFixed(3)} mm`,
    )
    expect(Math.abs(stays)).toBeLessThan(0.02 * slides)
    expect(Math.abs(later)).toBeLessThan(0.02 * slides)
    expect(Math.abs(slides / wanted - 1)).toBeLessThan(0.1)
  })
})
