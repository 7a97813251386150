import type { Grid } from '../../core/grid'
import { gridToPatient, patientToGrid } from '../../core/grid'
import { cellCount, type LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import type { Vec3 } from '../../core/vec3'
import type { Recipe } from './recipe'

/** A scan as the segmentation needs it: `io`'s `Scan` is one. */
export type ScanGrid = Grid & { readonly values: ArrayLike<number> }

/** More cells than this are slow to work on; without a spacing in the recipe the cells grow until there are fewer. */
const mostCells = 4e6

/**
 * The lattice that a recipe works on: cubes along the patient's axes within the crop. Where the scan's own cells are
 * such cubes it is a part of the scan's lattice, so that no value is interpolated.
 */
export function workLattice(scan: Grid, recipe: Pick<Recipe, 'crop' | 'spacing'>): LatticeFrame {
  const { low, high } = bounds(scan)
  const start = low.map((x, a) => Math.max(x, (recipe.crop?.low[a] ?? Number.NEGATIVE_INFINITY) * mm))
  const stop = high.map((x, a) => Math.min(x, (recipe.crop?.high[a] ?? Number.POSITIVE_INFINITY) * mm))
  const extent = start.map((x, a) => Math.max((stop[a] as number) - x, 0)) as [number, number, number]
  const h = recipe.spacing !== undefined ? recipe.spacing * mm : suitableSpacing(scan, extent)
  const first = start.map((x, a) => Math.ceil((x - (low[a] as number)) / h - 1e-6))
  const size = stop.map((x, a) => Math.floor((x - (low[a] as number)) / h + 1e-6) - (first[a] as number) + 1)
  return {
    size: size.map((n) => Math.max(n, 1)) as [number, number, number],
    spacing: h,
    origin: low.map((x, a) => x + (first[a] as number) * h) as unknown as Vec3,
  }
}

function suitableSpacing(scan: Grid, extent: readonly [number, number, number]): number {
  const finest = Math.min(...scan.spacing)
  const cells = (h: number) => extent.reduce((n, e) => n * (Math.floor(e / h) + 1), 1)
  let h = finest
  while (cells(h) > mostCells) h *= 1.05
  return h > finest ? Math.ceil((h / mm) * 20) * 0.05 * mm : h
}

/** Box of the voxel centres in patient space. */
function bounds(scan: Grid) {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let corner = 0; corner < 8; corner++) {
    const p = gridToPatient(scan, scan.size.map((n, a) => (corner & (1 << a) ? n - 1 : 0)) as unknown as Vec3)
    for (let a = 0; a < 3; a++) {
      low[a] = Math.min(low[a] as number, p[a] as number)
      high[a] = Math.max(high[a] as number, p[a] as number)
    }
  }
  return { low, high }
}

/** The lattice as a grid whose axes are the patient's. */
export const gridOf = (frame: LatticeFrame): Grid => ({
  size: frame.size,
  spacing: [frame.spacing, frame.spacing, frame.spacing],
  origin: frame.origin,
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
})

/**
 * The scan's values on a lattice, by trilinear interpolation; a cell much larger than a voxel takes the mean of up to
 * 4 × 4 × 4 places in it, so that noise is averaged and not picked. NaN outside of the scan.
 */
export function sampleScan(scan: ScanGrid, frame: LatticeFrame): Float32Array {
  const out = new Float32Array(cellCount(frame))
  const times = Math.max(1, Math.min(4, Math.round(frame.spacing / Math.min(...scan.spacing) - 0.2)))
  for (let c = 0; c < times; c++)
    for (let b = 0; b < times; b++)
      for (let a = 0; a < times; a++)
        addSamples(scan, frame, out, [a, b, c].map((n) => (n + 0.5) / times - 0.5) as unknown as Vec3)
  const share = times ** -3
  if (times > 1) for (let o = 0; o < out.length; o++) out[o] = (out[o] as number) * share
  return out
}

/** Adds the value at each cell's centre moved by `shift` cells. */
function addSamples(scan: ScanGrid, frame: LatticeFrame, out: Float32Array, shift: Vec3): void {
  const h = frame.spacing
  const start = patientToGrid(
    scan,
    frame.origin.map((x, a) => x + (shift[a] as number) * h) as unknown as Vec3,
  )
  const steps = [0, 1, 2].map((axis) =>
    scan.spacing.map((s, a) => ((scan.direction[3 * axis + a] as number) * h) / s),
  )
  const [sx, sy, sz] = steps as unknown as [Vec3, Vec3, Vec3]
  const [nx, ny, nz] = frame.size
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        const x = start[0] + i * sx[0] + j * sy[0] + k * sz[0]
        const y = start[1] + i * sx[1] + j * sy[1] + k * sz[1]
        const z = start[2] + i * sx[2] + j * sy[2] + k * sz[2]
        out[o] = (out[o] as number) + valueAt(scan, x, y, z)
      }
}

/** Half a voxel beyond the outermost centres still belongs to the scan. */
const rim = 0.501

function valueAt(scan: ScanGrid, x: number, y: number, z: number): number {
  const nx = scan.size[0]
  const ny = scan.size[1]
  const nz = scan.size[2]
  if (x < -rim || y < -rim || z < -rim || x > nx - 1 + rim || y > ny - 1 + rim || z > nz - 1 + rim)
    return Number.NaN
  const v = scan.values
  const xi = Math.max(0, Math.min(nx - 1, x))
  const yi = Math.max(0, Math.min(ny - 1, y))
  const zi = Math.max(0, Math.min(nz - 1, z))
  const i = Math.min(Math.floor(xi + 1e-4), nx - 1)
  const j = Math.min(Math.floor(yi + 1e-4), ny - 1)
  const k = Math.min(Math.floor(zi + 1e-4), nz - 1)
  const o = i + nx * (j + ny * k)
  const a = Math.max(0, xi - i)
  const b = Math.max(0, yi - j)
  const c = Math.max(0, zi - k)
  // On a voxel’s centre its own value is wanted, exactly.
  if (a < 1e-3 && b < 1e-3 && c < 1e-3) return v[o] as number
  const dx = i < nx - 1 ? 1 : 0
  const dy = j < ny - 1 ? nx : 0
  const dz = k < nz - 1 ? nx * ny : 0
  const p = (v[o] as number) * (1 - a) + (v[o + dx] as number) * a
  const q = (v[o + dy] as number) * (1 - a) + (v[o + dx + dy] as number) * a
  const r = (v[o + dz] as number) * (1 - a) + (v[o + dx + dz] as number) * a
  const s = (v[o + dy + dz] as number) * (1 - a) + (v[o + dx + dy + dz] as number) * a
  return (p * (1 - b) + q * b) * (1 - c) + (r * (1 - b) + s * b) * c
}
