import type { Vec3 } from '../core/vec3'
import { meshEdges } from './mesh-edges'
import { annuli, bridgeRims, capRims, type Rim, rimsOf } from './mesh-holes'
import { partOf, shellsOf, turnShells } from './mesh-shells'
import { orientMesh } from './orient-mesh'
import { mergeMeshes, type TriangleMesh, triangleCorners } from './triangle-mesh'

/** What was found wrong with a surface and mended. */
export interface MeshRepair {
  /** Triangles without an area, and triangles that were there twice. */
  readonly degenerate: number
  readonly duplicate: number
  /** Edges with three triangles or more. */
  readonly branched: number
  /** Triangles turned to face as their neighbours do; whole pieces turned to face outward. */
  readonly turned: number
  readonly shellsTurned: number
  /** Separate pieces that are left, and specks that were left out. */
  readonly shells: number
  readonly specks: number
  /** Ends of a wall whose inner and outer face were joined by a strip (the outer rims). */
  readonly bridged: readonly Rim[]
  /** Holes that were closed by a cap. */
  readonly capped: readonly Rim[]
  /** Rims that are left open: too large or too uneven for a cap; the winding number closes them. */
  readonly open: readonly Rim[]
}

export interface RepairOptions {
  /** Pieces smaller than this across are specks, in the mesh's unit. */
  readonly speck: number
  /** Whether a rim is to be closed by a cap; left out, where it is flat or small (see `mayCap`). */
  readonly cap?: (rim: Rim) => boolean
}

/** A rim that a flat cap closes well: nearly plane, or so small that its shape does not matter. */
export const mayCap = (rim: Rim, small: number): boolean =>
  rim.perimeter < small || rim.unevenness < 0.25 * rim.radius

/**
 * Makes a surface that a solid can be told from: vertices welded, triangles without area or doubled dropped, all
 * turned one way and outward, holes capped. The input is not changed.
 */
export function repairMesh(
  surfaces: readonly TriangleMesh[],
  weld: number,
  options: RepairOptions,
): { readonly mesh: TriangleMesh; readonly repair: MeshRepair } {
  const welded = mergeMeshes(surfaces, weld)
  const whole = surfaces.reduce((sum, s) => sum + s.triangles.length / 3, 0)
  const single = withoutDuplicates(welded)
  const { mesh: clean, specks } = withoutSpecks(single.mesh, options.speck)
  const areas = areasOf(clean)
  const edges = meshEdges(clean)
  const { turned } = orientMesh(clean, edges, areas)
  const all = rimsOf(clean)
  const bridged = options.cap ? [] : annuli(all.filter((r) => mayCap(r, 0)))
  const rims = all.filter((r) => !bridged.some((pair) => pair.includes(r)))
  const wanted = options.cap ?? ((rim: Rim) => mayCap(rim, 8 * options.speck))
  const capped = rims.filter(wanted)
  const mesh = capRims(bridgeRims(clean, bridged), capped)
  const open = rims.filter((r) => !capped.includes(r))
  const closed = capRims(mesh, open)
  const shells = shellsOf(closed)
  const shellsTurned = turnShells(mesh, closed, shells)
  const repair: MeshRepair = {
    degenerate: whole - welded.triangles.length / 3,
    duplicate: single.dropped,
    branched: edges.branched,
    turned,
    shellsTurned,
    shells: shells.length,
    specks,
    bridged: bridged.map(([outer]) => outer),
    capped,
    open,
  }
  return { mesh, repair }
}

/**
 * One of each set of triangles on the same three vertices. A pair that faces both ways is the face where two bodies
 * touch and goes altogether, unless the whole surface is doubled so.
 */
function withoutDuplicates(mesh: TriangleMesh): { mesh: TriangleMesh; dropped: number } {
  const count = mesh.triangles.length / 3
  const n = mesh.positions.length / 3
  const first = new Map<string | number, number>()
  const net = new Int8Array(count)
  const kept = new Int32Array(count).fill(-1)
  const exact = n < 208_000
  for (let t = 0; t < count; t++) {
    const [a, b, c] = mesh.triangles.subarray(3 * t, 3 * t + 3) as unknown as [number, number, number]
    const even = (a < b && b < c) || (b < c && c < a) || (c < a && a < b)
    const low = Math.min(a, b, c)
    const high = Math.max(a, b, c)
    const middle = a + b + c - low - high
    const key = exact ? low + n * (middle + n * high) : `${low},${middle},${high}`
    const known = first.get(key) ?? t
    if (known === t) first.set(key, t)
    kept[t] = known
    net[known] = (net[known] as number) + (even ? 1 : -1)
  }
  const dropped = count - first.size
  if (dropped === 0) return { mesh, dropped }
  const doubled = dropped > 0.3 * count
  const left: number[] = []
  for (let t = 0; t < count; t++) if (kept[t] === t && (doubled || net[t] !== 0)) left.push(t)
  return { mesh: partOf(mesh, left), dropped: count - left.length }
}

function withoutSpecks(mesh: TriangleMesh, speck: number): { mesh: TriangleMesh; specks: number } {
  const shells = shellsOf(mesh)
  const large = shells.filter((s) => Math.hypot(...s.low.map((l, a) => (s.high[a] as number) - l)) >= speck)
  if (large.length === shells.length || large.length === 0)
    return { mesh: { ...mesh, triangles: mesh.triangles.slice() }, specks: 0 }
  return {
    mesh: partOf(
      mesh,
      large.flatMap((s) => [...s.triangles]),
    ),
    specks: shells.length - large.length,
  }
}

function areasOf(mesh: TriangleMesh): Float64Array {
  const c = new Float64Array(9)
  const out = new Float64Array(mesh.triangles.length / 3)
  for (let t = 0; t < out.length; t++) {
    triangleCorners(mesh, t, c)
    const at = (n: number) => c[n] as number
    const u: Vec3 = [at(3) - at(0), at(4) - at(1), at(5) - at(2)]
    const v: Vec3 = [at(6) - at(0), at(7) - at(1), at(8) - at(2)]
    out[t] = Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2
  }
  return out
}
