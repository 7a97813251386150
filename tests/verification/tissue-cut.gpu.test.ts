import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/core/random'
import { scale, type Vec3 } from '../../src/core/vec3'
import { type Gpu, openGpu } from '../../src/gpu'
import { sweepBlade } from '../../src/tissue/blade'
import { planCut } from '../../src/tissue/cut'
import { embedSurface } from '../../src/tissue/embed-surface'
import { restFinder } from '../../src/tissue/rest-finder'
import { TissueSolver } from '../../src/tissue/solver'
import { type TissueTopology, uncut } from '../../src/tissue/topology'
import { block, blockEdge, checkTopology, type Ribbon, ribbons, tissueVolume } from '../support/cut-block'
import { openEdges } from '../support/open-edges'

const isLong = process.env['ATRIUM_LONG'] !== undefined
/** Cuts in all, five to a block; after every so manieth the tissue settles for some frames. */
const cutCount = Number(process.env['ATRIUM_CUTS'] ?? (isLong ? 10_000 : 30))
const [settleAfter, settled] = cutCount < 100 ? [15, 25] : [100, 100]

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** Both ends of the block are held. */
const ends = Uint8Array.from({ length: block.nodeCount }, (_, n) =>
  Math.abs(block.rest[3 * n]!) > 0.0125 ? 1 : 0,
)

/** The block pulled by up to a fifth, sheared and twisted. */
function pose(random: () => number): Float32Array {
  const [pull, shear, twist] = [1 + 0.2 * random(), 0.2 * (random() - 0.5), 20 * (random() - 0.5)]
  const out = new Float32Array(block.rest.length)
  for (let n = 0; n < out.length; n += 3) {
    const [x, y, z] = block.rest.subarray(n, n + 3) as unknown as Vec3
    const [c, s] = [Math.cos(twist * x), Math.sin(twist * x)]
    out.set([pull * x, c * y - s * z + shear * x, s * y + c * z], n)
  }
  return out
}

/** Where the blade runs at rest. Blades that are not on nodes exactly are drawn where the tissue hangs now. */
function atRest({ rows, exact }: Ribbon, find: (p: Vec3) => Vec3): Ribbon['rows'] {
  if (exact) return rows
  const back = (p: Vec3): Vec3 => scale(find(scale(p, 1e-3)), 1e3)
  return [
    [back(rows[0][0]), back(rows[0][1])],
    [back(rows[1][0]), back(rows[1][1])],
  ]
}

/** Slots with tissue whose deformation gradient has no positive determinant, and positions that are no numbers. */
function faults({ slotCount, slotNodes, slotVolume }: TissueTopology, x: Float32Array) {
  let inverted = 0
  const side = (slot: number, c: number, d: number): number =>
    x[3 * slotNodes[4 * slot + c]! + d]! - x[3 * slotNodes[4 * slot]! + d]!
  for (let slot = 0; slot < slotCount; slot++) {
    if (slotVolume[slot] === 0) continue
    const edge = (c: number): Vec3 => [side(slot, c, 0), side(slot, c, 1), side(slot, c, 2)]
    const [u, v, w] = [edge(1), edge(2), edge(3)]
    const volume =
      u[0] * (v[1] * w[2] - v[2] * w[1]) +
      u[1] * (v[2] * w[0] - v[0] * w[2]) +
      u[2] * (v[0] * w[1] - v[1] * w[0])
    if (!(volume > 0)) inverted++
  }
  return { inverted, lost: x.reduce((sum, v) => sum + (Number.isFinite(v) ? 0 : 1), 0) }
}

describe('tissue cut at random in deformed poses', () => {
  it(`keeps whole over ${cutCount} cuts: no lost number, no inverted tetrahedron, no lost mass, no open edge`, async () => {
    const solver = await TissueSolver.create(gpu, block)
    solver.setFixed(ends)
    const random = seededRandom(23)
    const blades = ribbons(17)
    const whole = tissueVolume(uncut(block))
    const found = { inverted: 0, lost: 0, open: 0, refused: 0, checks: 0, slots: 0 }
    for (let n = 1; n <= cutCount; n++) {
      if (n % 5 === 1) {
        solver.setTopology(uncut(block), [])
        solver.setPositions(pose(random))
      }
      const find = restFinder(solver.topology, await solver.readPositions())
      const plan = planCut(solver.topology, sweepBlade(atRest(blades.next().value, find), blockEdge))
      if (plan.refused) found.refused++
      solver.apply(plan)
      checkTopology(solver.topology)
      found.open += openEdges(embedSurface(solver.topology))
      if (n % settleAfter !== 0) {
        solver.step(1 / 180)
        continue
      }
      for (let frame = 0; frame < settled; frame++) solver.step(1 / 60)
      const { inverted, lost } = faults(solver.topology, await solver.readPositions())
      found.inverted += inverted
      found.lost += lost
      found.checks++
      found.slots += solver.topology.slotCount
      expect(Math.abs(tissueVolume(solver.topology) / whole - 1)).toBeLessThan(1e-5)
    }
    solver.dispose()
    console.log(`${cutCount} cuts in deformed poses, ${settled} frames after every ${settleAfter}:`, found)
    expect(found.inverted).toBe(0)
    expect(found.lost).toBe(0)
    expect(found.open).toBe(0)
    expect(found.refused).toBeLessThan(0.2 * cutCount)
  }, 7_200_000)
})

describe('the same cuts, patch and stitches in another process', () => {
  it('give the same topology and, frames later, the same positions, bit by bit', async () => {
    const { build } = await import('vite')
    const folder = mkdtempSync(join(process.cwd(), '.cache/fingerprint-'))
    try {
      await build({
        configFile: false,
        root: join(process.cwd(), 'src'),
        publicDir: false,
        logLevel: 'error',
        build: {
          ssr: join(process.cwd(), 'tests/support/fingerprint-run.ts'),
          outDir: folder,
          target: 'node20',
        },
      })
      const run = () => {
        const { stdout, stderr } = spawnSync('node', [join(folder, 'fingerprint-run.js')], {
          encoding: 'utf8',
        })
        const digits = /fingerprint ([0-9a-f]{16}) ([0-9a-f]{16})/.exec(stdout)
        if (!digits) throw new Error(`no fingerprint: ${stdout}${stderr}`)
        // A patch of 37 nodes and its threads are in it.
        expect(/sewn (\d+),(\d+),(\d+)/.exec(stdout)?.slice(1, 3)).toEqual(['111', '180'])
        return digits.slice(1)
      }
      const first = run()
      expect(run()).toEqual(first)
      expect(first[0]).not.toBe(first[1])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
