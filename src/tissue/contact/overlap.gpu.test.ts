import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../../gpu'
import { tetFinder } from '../embed'
import { buildTissueModel } from '../model'
import { buildShell, type Shell } from '../shell'
import { shellHeart } from '../solids'
import { TissueSolver } from '../solver'
import { type Stitch, sewRim } from '../stitch'
import { sampleLips } from './lips'
import { OverlapSearch } from './overlap'
import { PushList } from './push-list'
import { shellPoints } from './shell-points'
import { SlipMemory } from './slip'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

const radius = 0.018
const model = buildTissueModel(shellHeart(0.012, radius, 1e-3), { edge: 4e-3, anchored: false })
/** The lower half stays where it is. */
const below = Uint8Array.from({ length: model.nodeCount }, (_, n) => (model.rest[3 * n + 2]! < 0 ? 1 : 0))

const around = 18

/** A flat disc of five rings whose rim lies on the ball: its middle lies 1.4 mm inside the wall. */
function chord() {
  const [rings, reach] = [5, 7e-3]
  const height = Math.sqrt(radius ** 2 - reach ** 2)
  const positions: number[] = [0, 0, height]
  const triangles: number[] = []
  const node = (ring: number, n: number): number => (ring === 0 ? 0 : 1 + (ring - 1) * around + (n % around))
  for (let ring = 1; ring <= rings; ring++)
    for (let n = 0; n < around; n++) {
      const angle = (2 * Math.PI * (n + ring / 2)) / around
      positions.push(
        ((reach * ring) / rings) * Math.cos(angle),
        ((reach * ring) / rings) * Math.sin(angle),
        height,
      )
      triangles.push(node(ring - 1, n), node(ring, n), node(ring, n + 1))
      if (ring > 1) triangles.push(node(ring - 1, n), node(ring, n + 1), node(ring - 1, n + 1))
    }
  return { edit: 'patch', positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) }
}

/** How deep the deepest node of the three inner rings lies in tissue, and of the one beside the rim, metres. */
async function sunk(solver: TissueSolver, shell: Shell): Promise<{ depth: number; next: number }> {
  const { nodePositions, shells } = await solver.readSnapshot()
  const positions = new Float32Array(4 * (shell.firstNode + shell.mass.length))
  const put = (xyz: Float32Array, first: number): void => {
    for (let n = 0; n < xyz.length / 3; n++) positions.set(xyz.subarray(3 * n, 3 * n + 3), 4 * (first + n))
  }
  put(nodePositions, 0)
  put(shells[0]!.positions, shell.firstNode)
  const list = new PushList(1024)
  list.begin(positions)
  const search = new OverlapSearch(solver.topology, sampleLips(solver.topology), 1024)
  search.find([{ ...shellPoints(shell), clearance: 0 }], positions, 0, new SlipMemory(), list)
  const all = Array.from({ length: list.count }, (_, n) => ({
    node: list.nodes[8 * n]! - shell.firstNode,
    depth: list.data[20 * n + 12]!,
  }))
  const inner = all.filter(({ node }) => node <= 3 * around)
  return { depth: Math.max(0, ...inner.map((n) => n.depth)), next: Math.max(0, ...all.map((n) => n.depth)) }
}

/** Bites where the rim lies, not half a millimetre deeper: there only contact keeps the patch out. */
function atSurface(stitch: Stitch): Stitch {
  const { rest } = stitch.from
  const { tet, weights } = tetFinder(model)(...rest)!
  return { ...stitch, to: { nodes: Array.from(model.tets.subarray(4 * tet, 4 * tet + 4)), weights, rest } }
}

async function lay(contact: boolean) {
  const solver = await TissueSolver.create(gpu, model)
  solver.setFixed(below)
  const shell = buildShell(chord(), 'pericardium', solver.nextShellNode)
  solver.addShell(shell)
  const { stitches } = sewRim(solver.topology, shell, 2.5e-3, 2e-3)
  await solver.addStitches(stitches.map(atSurface))
  if (contact) await solver.advance(0.3)
  else solver.step(0.3)
  const found = await sunk(solver, shell)
  solver.dispose()
  return found
}

describe('a patch sewn on a convex wall', () => {
  it('lies on it but for a quarter of a millimetre, instead of cutting through it as a chord', async () => {
    const [without, kept] = [await lay(false), await lay(true)]
    const text = (s: typeof kept) =>
      `${(s.depth * 1e3).toFixed(3)} mm, beside the rim ${(s.next * 1e3).toFixed(3)} mm`
    console.log(`patch inside the wall: ${text(without)} without contact; ${text(kept)} with it`)
    expect(without.depth).toBeGreaterThan(1.2e-3)
    expect(kept.depth).toBeLessThan(0.3e-3)
  })
})
