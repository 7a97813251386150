import type { LatticeFrame } from '../core/lattice'
import { cellCentre } from '../core/lattice'
import { scale, subtract, type Vec3 } from '../core/vec3'
import { allNeighbours, faceNeighbours } from './label-components'
import { meanOf, slabSection } from './slab-section'

/** Where a lumen ends in the open: a flat disc, its normal out of the lumen. Metres. */
export interface Mouth {
  readonly owner: number
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/** Smaller ones are pores of a thin wall. */
const leastCells = 14

/**
 * The mouths of lumens that are walled all round but for their ends: connected patches of lumen cells with a free cell
 * (neither wall nor lumen) beside them.
 */
export function openMouths(frame: LatticeFrame, walls: Uint8Array, lumens: Uint8Array): Mouth[] {
  const free = new Uint8Array(lumens.length)
  for (let o = 0; o < lumens.length; o++) {
    if (!lumens[o]) continue
    faceNeighbours(frame, o, (n) => {
      if (!walls[n] && !lumens[n]) free[o] = 1
    })
  }
  const mouths: Mouth[] = []
  for (let seed = 0; seed < free.length; seed++) {
    if (free[seed] !== 1) continue
    const patch = patchOf(frame, lumens, free, seed)
    if (patch.length >= leastCells) mouths.push(mouthOf(frame, walls, lumens, patch))
  }
  return mouths
}

function patchOf(frame: LatticeFrame, lumens: Uint8Array, free: Uint8Array, seed: number): number[] {
  const patch = [seed]
  free[seed] = 2
  for (let at = 0; at < patch.length; at++)
    allNeighbours(frame, patch[at] as number, (n) => {
      if (free[n] !== 1 || lumens[n] !== lumens[seed]) return
      free[n] = 2
      patch.push(n)
    })
  return patch
}

function mouthOf(
  frame: LatticeFrame,
  walls: Uint8Array,
  lumens: Uint8Array,
  patch: readonly number[],
): Mouth {
  const [nx, ny] = frame.size
  const place = (o: number) => cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny)))
  const points = patch.map(place)
  const outside: Vec3[] = []
  for (const o of patch)
    faceNeighbours(frame, o, (n) => {
      if (!walls[n] && !lumens[n]) outside.push(place(n))
    })
  const middle = meanOf(points)
  const away = subtract(scale(meanOf(outside), 20), scale(middle, 19))
  const { centre, normal, radius } = slabSection(frame, points, away, true)
  return { owner: lumens[patch[0] as number] as number, centre, normal, radius }
}
