import { Fault } from '../core/fault'
import { mm } from '../core/units'
import { diagonal } from '../geometry/voxelise-surface'
import type { Heart } from '../heart/heart'
import { heartFromLumens } from './heart-from-lumens'
import { heartFromParts } from './heart-from-parts'
import { isDisc } from './lumen-ends'
import { enclosesLumen } from './surfaces/encloses-lumen'
import type { LengthUnit } from './surfaces/named-surface'
import { isChamber, surfaceRole } from './surfaces/surface-role'
import { inMetres, type SurfaceInput } from './surfaces/surface-units'

const mostCells = 30e6

export interface SurfaceHeartOptions {
  /** Metres. */
  readonly spacing?: number
  readonly units?: LengthUnit
  readonly name?: string
  readonly onProgress?: (label: string, fraction: number) => void
  /** Checked between steps (an abort can come from within `onProgress`). */
  readonly signal?: AbortSignal
}

/**
 * A heart or vessel from surfaces, clean or not:
 * - walls (closed shells with a thickness: an atlas, a printed model): their lumens are found inside of them, see
 *   `heartFromParts`;
 * - a vessel's lumen with the discs that close it, or with open ends: ports; or closed cavities: chambers, see
 *   `heartFromLumens`.
 * All that was guessed, added or repaired is in the heart's `warnings`.
 * @param surfaces in their own unit, patient space (LPS)
 * @throws Fault for discs without a wall, a size that is no heart's, more cells than can be opened
 */
export function heartFromSurfaces(
  surfaces: readonly SurfaceInput[],
  options: SurfaceHeartOptions = {},
): Heart {
  const warnings = [...new Set(surfaces.flatMap((s) => s.notes ?? []))]
  const metres = inMetres(surfaces, options.units, warnings)
  const bodies = metres.filter((m) => !isDisc(m))
  if (bodies.length === 0)
    throw new Fault(
      metres.map((s) => s.file ?? s.name).join(', '),
      'there are discs but no wall',
      'Give the surface of the vessel’s wall as well',
    )
  if (options.spacing && (diagonal(metres) / Math.sqrt(3) / options.spacing) ** 3 > mostCells)
    throw new Fault(
      metres.map((s) => s.file ?? s.name).join(', '),
      'the lattice would be too fine to open',
      `Give a spacing over ${(diagonal(metres) / Math.sqrt(3) / mostCells ** (1 / 3) / mm).toFixed(1)} mm`,
    )
  options.onProgress?.('Looking for walls and lumens', 0.35)
  options.signal?.throwIfAborted()
  const discs = metres.filter(isDisc)
  const chambers = bodies.filter((b) => isChamber(surfaceRole(b.name).part))
  const walls = (discs.length === 0 || chambers.length > 0) && bodies.some((b) => enclosesLumen(b))
  return walls ? heartFromParts(bodies, options, warnings) : heartFromLumens(bodies, discs, options, warnings)
}
