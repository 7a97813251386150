import { mm } from '../../core/units'
import type { Vec3 } from '../../core/vec3'
import type { Gpu } from '../../gpu'
import { buildTissueModel, type TissueModel } from '../model'
import { buildShell, type Shell } from '../shell'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { fullPace, lightPace } from '../solver-options'
import { sewRim } from '../stitch'
import { spring, type Tie } from '../ties'
import { middleOfPlate } from './large-deflection'
import { type Row, row } from './row'

/** Substeps so long that only the equilibrium is left; the sheet has no coarse levels. */
const still = { ...fullPace, substep: 0.02, damping: 30, sweeps: 40, cycles: 0 }

/** A stiff patch: 10 MPa, .4 mm. */
const sheet = { young: 10e6, poisson: 0.3, thickness: 0.4 * mm, density: 1100, source: 'case' }
const bloodPressure = 100 * 133.322

interface Disc {
  readonly edit: string
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  /** Ring of every node; the middle is 0. */
  readonly ring: Uint8Array
}

/** A flat disc of nearly equilateral triangles: ring k holds 6 k nodes, k · step from the middle. */
function evenDisc(rings: number, step: number, centre: Vec3): Disc {
  const positions = [...centre]
  const ring = [0]
  for (let k = 1; k <= rings; k++)
    for (let n = 0; n < 6 * k; n++) {
      const angle = (2 * Math.PI * n) / (6 * k)
      positions.push(
        centre[0] + k * step * Math.cos(angle),
        centre[1] + k * step * Math.sin(angle),
        centre[2],
      )
      ring.push(k)
    }
  const first = (k: number): number => (k === 0 ? 0 : 1 + 3 * k * (k - 1))
  const node = (k: number, n: number): number => first(k) + (k === 0 ? 0 : ((n % (6 * k)) + 6 * k) % (6 * k))
  const triangles: number[] = []
  for (let k = 1; k <= rings; k++)
    for (let side = 0; side < 6; side++)
      for (let n = 0; n < k; n++) {
        const [outer, inner] = [side * k + n, side * (k - 1) + n]
        triangles.push(node(k - 1, inner), node(k, outer), node(k, outer + 1))
        if (n < k - 1) triangles.push(node(k - 1, inner), node(k, outer + 1), node(k - 1, inner + 1))
      }
  return {
    edit: 'patch',
    positions: Float32Array.from(positions),
    triangles: Uint32Array.from(triangles),
    ring: Uint8Array.from(ring),
  }
}

/** A uniform load along z on the nodes within `rings`, shared out by the triangles' areas at rest. */
function pressed(disc: Disc, shell: Shell, pressure: number, rings: number): Tie[] {
  const force = new Float64Array(disc.ring.length)
  for (let t = 0; t < disc.triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => disc.triangles[t + k]!) as [number, number, number]
    if (Math.max(disc.ring[a]!, disc.ring[b]!, disc.ring[c]!) > rings) continue
    const [ux, uy, vx, vy] = [b, b, c, c].map(
      (n, k) => disc.positions[3 * n + (k % 2)]! - disc.positions[3 * a + (k % 2)]!,
    ) as [number, number, number, number]
    for (const n of [a, b, c]) force[n]! += (pressure * Math.abs(ux * vy - uy * vx)) / 6
  }
  return Array.from(
    force,
    (f, n): Tie => ({
      mode: 'load',
      nodes: [shell.firstNode + n],
      weights: [0],
      anchor: [0, 0, f],
      stiffness: 0,
    }),
  )
}

/** Pressure under which a sheet of this radius bends by a twentieth of its thickness: p = 64 D w / a⁴. */
const gentle = (radius: number): number =>
  (64 * sheet.young * sheet.thickness ** 4) / (20 * 12 * (1 - sheet.poisson ** 2) * radius ** 4)

/**
 * The sheet by itself, and sewn to soft tissue, against von Kármán's plate (`middleOfPlate`). Under 100 mmHg a .4 mm
 * patch is no plate of small deflection (that gives 5 mm, a patch as high as it is wide) but nearly Hencky's membrane:
 * what counts is whether its rim can slide. Clamped it cannot. On tissue of 20 kPa it can: a millimetre of such tissue
 * resists with a few N/m where the patch pulls with a hundred, so that the reference is the rim that turns and slides,
 * which the patch's own hoop stiffness holds out.
 */
export async function patchBulge(gpu: Gpu): Promise<Row[]> {
  return [
    await clampedSheet(
      gpu,
      gentle(8 * mm),
      'clamped sheet under a light load: bulge, small deflection p a⁴/64 D',
    ),
    await clampedSheet(gpu, bloodPressure, 'clamped sheet under 100 mmHg: bulge, large deflection'),
    ...(await sewnPatch(gpu)),
  ]
}

/** A sheet alone. Two rings of nodes stay where they are: the clamp is the circle half-way between them. */
async function clampedSheet(gpu: Gpu, pressure: number, name: string): Promise<Row> {
  const [radius, rings] = [8 * mm, 8]
  const block = buildTissueModel(boxHeart([4 * mm, 4 * mm, 4 * mm], 2 * mm), { edge: 4e-3, anchored: false })
  const solver = await TissueSolver.create(gpu, block, still)
  solver.setFixed(new Uint8Array(block.nodeCount).fill(1))
  const disc = evenDisc(rings + 1, radius / (rings + 0.5), [0, 0, 0])
  const shell = buildShell(disc, 'pericardium', solver.nextShellNode, 0, sheet)
  solver.addShell(shell)
  solver.setTies([...clamp(disc, shell, rings), ...pressed(disc, shell, pressure, rings)])
  solver.run(60)
  const { shells } = await solver.readSnapshot()
  solver.dispose()
  return row({
    name,
    reference: middleOfPlate({ ...sheet, pressure, radius }, 'clamped') / mm,
    computed: shells[0]!.positions[2]! / mm,
    tolerance: 0.1,
    unit: 'mm',
    resolution: `${rings} rings of triangles`,
  })
}

/** Springs, stiff against the sheet, on the rings from `first` outward. */
const clamp = (disc: Disc, shell: Shell, first: number): Tie[] =>
  Array.from(disc.ring).flatMap((r, n): Tie[] => {
    const [x, y, z] = disc.positions.subarray(3 * n, 3 * n + 3) as unknown as Vec3
    return r < first ? [] : [spring(shell.firstNode + n, [x, y, z], 1e6)]
  })

/** Tissue of 20 kPa under the patch, 20 × 20 × 6 mm; a stitch with a bite of 2 mm tears out at 2 N. */
function softSlab(): TissueModel {
  const slab = buildTissueModel(boxHeart([10 * mm, 10 * mm, 3 * mm], 1 * mm), { edge: 3e-3, anchored: false })
  return { ...slab, materials: slab.materials.map((m) => ({ ...m, young: 20e3, strength: 5e5 })) }
}

/** A patch of 10 mm sewn with interrupted stitches at 2.5 mm, then pressed from below for a second. */
async function sewnPatch(gpu: Gpu): Promise<Row[]> {
  const [radius, rings] = [5 * mm, 6]
  const model = softSlab()
  // The pace of the page without a GPU; where things come to rest does not depend on it.
  const solver = await TissueSolver.create(gpu, model, lightPace)
  solver.setFixed(
    Uint8Array.from({ length: model.nodeCount }, (_, n) => (model.rest[3 * n + 2]! < -1.6 * mm ? 1 : 0)),
  )
  const disc = evenDisc(rings, radius / rings, [0, 0, 3.1 * mm])
  const shell = buildShell(disc, 'pericardium', solver.nextShellNode, 0, sheet)
  solver.addShell(shell)
  await solver.addStitches(sewRim(solver.topology, shell, 2.5 * mm, 2 * mm).stitches)
  solver.step(0.5)
  solver.setTies(pressed(disc, shell, bloodPressure, rings))
  solver.step(1)
  const before = (await solver.readSnapshot()).shells[0]!.positions
  solver.step(0.1)
  const { shells, stitches, torn } = await solver.readSnapshot()
  solver.dispose()
  const x = shells[0]!.positions
  const speed = x.reduce((most, v, n) => Math.max(most, Math.abs(v - before[n]!) / 0.1), 0)
  return patchRows(bulgeOf(disc, x, rings), {
    reference: middleOfPlate({ ...sheet, pressure: bloodPressure, radius }, 'sliding'),
    speed,
    widest: widestStitch(stitches[0]!.positions),
    torn: torn.reduce((sum, t) => sum + t.rests.length, 0),
    resolution: `${rings} rings of triangles on ${model.tetCount} tetrahedra`,
  })
}

function patchRows(
  bulge: number,
  seen: { reference: number; speed: number; widest: number; torn: number; resolution: string },
): Row[] {
  const { resolution } = seen
  const nothing = (name: string, computed: number, tolerance: number, unit: string): Row =>
    row({ name, reference: 0, computed, tolerance, unit, resolution })
  return [
    row({
      name: 'patch of 10 MPa on tissue of 20 kPa under 100 mmHg: bulge over its rim',
      reference: seen.reference / mm,
      computed: bulge / mm,
      tolerance: 0.1,
      unit: 'mm',
      resolution,
    }),
    nothing('the same: fastest node after a second', seen.speed / mm, 1, 'mm/s'),
    nothing('the same: widest gap between rim and tissue at a stitch', seen.widest / mm, 0.3, 'mm'),
    nothing('the same: stitches torn out', seen.torn, 0, ''),
  ]
}

/** Height of the middle over the mean of the rim, metres. */
function bulgeOf(disc: Disc, x: Float32Array, rings: number): number {
  const rim = Array.from(disc.ring).flatMap((r, n) => (r === rings ? [n] : []))
  return x[2]! - rim.reduce((sum, n) => sum + x[3 * n + 2]!, 0) / rim.length
}

function widestStitch(p: Float32Array): number {
  let widest = 0
  for (let n = 0; n < p.length; n += 6)
    widest = Math.max(widest, Math.hypot(p[n]! - p[n + 3]!, p[n + 1]! - p[n + 4]!, p[n + 2]! - p[n + 5]!))
  return widest
}
