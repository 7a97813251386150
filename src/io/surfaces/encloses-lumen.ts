import { cross, length, subtract, type Vec3 } from '../../core/vec3'
import { enclosedLumens } from '../../geometry/enclosed-lumens'
import { meshEdges } from '../../geometry/mesh-edges'
import { isTubeEnd } from '../../geometry/mesh-holes'
import { shellIds } from '../../geometry/mesh-shells'
import { meshVolume, type TriangleMesh, triangleCorners } from '../../geometry/triangle-mesh'
import { diagonal, distanceNearSurface, frameRound, repaired } from '../../geometry/voxelise-surface'
import { surfaceRole } from './surface-role'

/** Cells along a surface's diagonal; thinner walls than a cell are thickened to one. */
const fineness = 90
/** A shell's lumen is at least this share of its solid; a solid cavity of any shape encloses far less. */
const leastShare = 0.2
/** A shell with a tunnel through it is a tube’s wall, however short, where it is thinner than this part of its width. */
const thinShell = 0.12

/**
 * Whether a surface is a wall with a thickness round a lumen (a chamber or vessel modelled with both of its faces), not
 * the boundary of a lumen: closed itself, it surrounds on most sides a space that is a good part of what it fills.
 * @param mended the surface's repair, where it is at hand
 */
export function enclosesLumen(surface: TriangleMesh, mended?: ReturnType<typeof repaired>): boolean {
  if (surfaceRole(surface.name).role === 'blood') return false
  const spacing = diagonal([surface]) / fineness
  const { mesh, repair } = mended ?? repaired([surface], spacing)
  // A sheet that is open at its ends is the lumen's boundary itself, whatever it is called.
  if (repair.capped.filter((rim) => isTubeEnd(rim) && rim.radius > 2 * spacing).length > 1) return false
  const frame = frameRound([mesh], spacing, 2 * spacing)
  const distance = distanceNearSurface(frame, mesh)
  const walls = new Uint8Array(distance.length)
  for (let o = 0; o < walls.length; o++) if ((distance[o] as number) < 0.3 * spacing) walls[o] = 1
  const lumen = enclosedLumens(frame, walls, 1)
  let solid = 0
  let within = 0
  for (let o = 0; o < walls.length; o++) {
    solid += walls[o] as number
    within += lumen[o] as number
  }
  return within > leastShare * solid || (isThin(mesh) && hasTunnel(mesh))
}

/** Twice the volume over the area is a sheet's thickness, and a tube's radius. */
function isThin(mesh: TriangleMesh): boolean {
  const [, width] = [0, 1, 2].map((a) => extentAlong(mesh, a)).sort((a, b) => a - b)
  return 2 * Math.abs(meshVolume(mesh)) < thinShell * (width as number) * meshArea(mesh)
}

function extentAlong({ positions }: TriangleMesh, axis: number): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let n = axis; n < positions.length; n += 3) {
    low = Math.min(low, positions[n] as number)
    high = Math.max(high, positions[n] as number)
  }
  return high - low
}

function meshArea(mesh: TriangleMesh): number {
  const c = new Float64Array(9)
  let area = 0
  for (let t = 0; t < mesh.triangles.length / 3; t++) {
    triangleCorners(mesh, t, c)
    const at = (n: number): Vec3 => [c[3 * n] as number, c[3 * n + 1] as number, c[3 * n + 2] as number]
    area += length(cross(subtract(at(1), at(0)), subtract(at(2), at(0)))) / 2
  }
  return area
}

/** Whether a closed mesh is no ball: Euler's V - E + F is 2 for each ball, 0 for a ring. */
function hasTunnel(mesh: TriangleMesh): boolean {
  const used = new Uint8Array(mesh.positions.length / 3)
  for (const v of mesh.triangles) used[v] = 1
  const vertices = used.reduce((sum, u) => sum + u, 0)
  const { open, branched } = meshEdges(mesh)
  const faces = mesh.triangles.length / 3
  // Of a closed mesh, each face has three halves of edges.
  return open + branched === 0 && vertices - faces / 2 < 2 * shellIds(mesh).count
}
