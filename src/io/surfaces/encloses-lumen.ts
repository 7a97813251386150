import { enclosedLumens } from '../../geometry/enclosed-lumens'
import { isTubeEnd } from '../../geometry/mesh-holes'
import type { TriangleMesh } from '../../geometry/triangle-mesh'
import { diagonal, distanceNearSurface, frameRound, repaired } from '../../geometry/voxelise-surface'
import { surfaceRole } from './surface-role'

/** Cells along a surface's diagonal; thinner walls than a cell are thickened to one. */
const fineness = 90
/** A shell's lumen is at least this share of its solid; a solid cavity of any shape encloses far less. */
const leastShare = 0.2

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
  return within > leastShare * solid
}
