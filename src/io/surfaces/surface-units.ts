import { Fault } from '../../core/fault'
import { mm } from '../../core/units'
import type { TriangleMesh } from '../../geometry/triangle-mesh'
import { diagonal } from '../../geometry/voxelise-surface'
import type { LengthUnit, NamedSurface } from './named-surface'

const metresOf = { mm: 1e-3, cm: 1e-2, m: 1 } as const

/** A mesh that may know its file, unit and notes. */
export type SurfaceInput = TriangleMesh & Partial<NamedSurface>

/**
 * Scales to metres: by the unit given, else by the file's own, else by a guess, which is said: hearts and vessels are
 * 15 mm to 500 mm long, which tells mm, cm and m apart.
 * @throws Fault for a size that is no heart or vessel
 */
export function inMetres(
  surfaces: readonly SurfaceInput[],
  units: LengthUnit | undefined,
  warnings: string[],
): SurfaceInput[] {
  const file = surfaces
    .map((s) => s.file ?? s.name)
    .filter((n, at, all) => all.indexOf(n) === at)
    .join(', ')
  const known = units ?? surfaces.find((s) => s.unit)?.unit
  const size = diagonal(surfaces)
  const guess = size >= 15 ? 'mm' : size >= 1.5 ? 'cm' : 'm'
  const metres = surfaces.map((s) => {
    const factor = metresOf[units ?? s.unit ?? known ?? guess]
    return { ...s, positions: s.positions.map((x) => x * factor) }
  })
  const extent = diagonal(metres)
  if (!(extent >= 10 * mm && extent <= 900 * mm))
    throw new Fault(
      file,
      `the surfaces are ${(extent / mm).toPrecision(3)} mm across${known ? ` in ${known}` : ''}, which is no heart or vessel`,
      'Give the unit of their lengths (mm, cm or m)',
    )
  if (!known)
    warnings.push(
      `The surfaces are ${size.toPrecision(3)} units across: their unit was taken to be ${guess} (${(extent / mm).toFixed(0)} mm).`,
    )
  return metres
}
