import { mm } from '../../core/units'
import type { PartField } from '../../geometry/assemble-parts'
import { isTubeEnd, type Rim } from '../../geometry/mesh-holes'
import { lumenName } from '../../geometry/segmentation/parts'
import type { TriangleMesh } from '../../geometry/triangle-mesh'
import { diagonal, frameRound, repaired } from '../../geometry/voxelise-surface'
import type { Part } from '../../heart/heart'
import { plainWords } from '../labels/structure-names'
import { enclosesLumen } from './encloses-lumen'
import { repairNote } from './repair-notes'
import { isChamber, surfaceRole } from './surface-role'
import type { SurfaceInput } from './surface-units'

/** All surfaces of one chamber, or of one vessel. */
export interface Owner {
  readonly id: number
  readonly part: Part
  readonly name: string
}

export interface Placed {
  readonly surface: SurfaceInput
  readonly owner: Owner
  readonly role: PartField['role']
  readonly mesh: TriangleMesh
  readonly ends: readonly Rim[]
}

/** What each surface is to the heart, by its name, and where that does not tell, by its shape; each is mended. */
export function placedSurfaces(
  surfaces: readonly SurfaceInput[],
  spacing: number,
  warnings: string[],
  onSurface?: (name: string, n: number) => void,
) {
  const owners: Owner[] = []
  const placed: Placed[] = []
  const left = { leaflets: [] as string[], thin: [] as string[], unknown: [] as string[] }
  for (const [n, surface] of surfaces.entries()) {
    onSurface?.(surface.name, n)
    const { part, role, root } = surfaceRole(surface.name)
    if (role === 'left-out') {
      left.thin.push(surface.name)
      continue
    }
    const mended = repaired([surface], spacing)
    const { mesh, repair } = mended
    const ends = repair.capped.filter((rim) => isTubeEnd(rim) && rim.radius > spacing)
    const isRoot =
      role === 'leaflets' &&
      root !== undefined &&
      [...repair.capped, ...repair.bridged].some((r) => r.radius > 4 * spacing)
    if (role === 'leaflets' && !isRoot) left.leaflets.push(surface.name)
    else if (part === 'none' && !isRoot && surfaces.length > 1) left.unknown.push(surface.name)
    else {
      const owner = ownerOf(owners, isRoot ? root : part === 'none' ? 'vessel' : part, surface.name)
      const wall = role === 'wall' ? ends.length < 2 : role !== 'blood' && enclosesLumen(surface, mended)
      placed.push({ surface, owner, mesh, ends, role: isRoot ? 'root' : wall ? 'wall' : 'lumen' })
      const note = repairNote(surface.name, {
        ...repair,
        capped: repair.capped.filter((r) => !ends.includes(r)),
      })
      if (note) warnings.push(note)
    }
  }
  if (left.leaflets.length > 0)
    warnings.push(`Leaflets are not part of the lattice, valves become gates: ${left.leaflets.join(', ')}.`)
  if (left.thin.length > 0)
    warnings.push(
      `${left.thin.length} coronary vessels and cardiac veins are too thin for the lattice and were left out: ${left.thin.join(', ')}.`,
    )
  if (left.unknown.length > 0) warnings.push(`Not recognised and left out: ${left.unknown.join(', ')}.`)
  return { placed, owners }
}

/** Surfaces that are each a lumen of their own, named as their file is. */
const titles: Partial<Record<Part, string>> = {
  ...lumenName,
  'pulmonary-vein': undefined,
  vessel: undefined,
}

/** One owner a part; pulmonary veins stay apart, since each has an end of its own. */
function ownerOf(owners: Owner[], part: Part, surface: string): Owner {
  const name = titles[part] ?? (part === 'pulmonary-vein' ? veinName(surface) : surface)
  const known = owners.find((o) => o.part === part && o.name === name)
  if (known) return known
  const made = { id: owners.length + 1, part, name }
  owners.push(made)
  return made
}

function veinName(surface: string): string {
  const words = ` ${plainWords(surface)} `
  const side = / l | left /.test(words) ? ' left' : / r | right /.test(words) ? ' right' : ''
  const height = / sup\w* /.test(words) ? ' superior' : / inf\w* /.test(words) ? ' inferior' : ''
  return side || height ? `Pulmonary vein${side}${height}` : surface
}

/** Lumens that open into each other: across a valve, and veins into their atrium. */
const joins: readonly (readonly [Part, Part])[] = [
  ['RA', 'RV'],
  ['RV', 'pulmonary-artery'],
  ['LA', 'LV'],
  ['LV', 'aorta'],
  ['SVC', 'RA'],
  ['IVC', 'RA'],
  ['pulmonary-vein', 'LA'],
]

export function mayJoin(owners: readonly Owner[], a: number, b: number): boolean {
  const [p, q] = [owners[a - 1]?.part, owners[b - 1]?.part]
  return joins.some(([x, y]) => (p === x && q === y) || (p === y && q === x))
}

const longestVessel = 200 * mm
const besideOpened = 60 * mm

/**
 * The chambers, the vessels at them (whole, unless they run far), and short vessels at those. Without chambers: all.
 */
export function roundTheChambers(placed: readonly Placed[], warnings: string[]): readonly Placed[] {
  const chambers = placed.filter((p) => isChamber(p.owner.part))
  if (chambers.length === 0) return placed
  const near = takeNear(placed, chambers, longestVessel)
  const kept = takeNear(placed, near, besideOpened)
  const left = placed.filter((p) => !kept.includes(p))
  if (left.length > 0)
    warnings.push(`Vessels away from the heart were left out: ${left.map((p) => p.surface.name).join(', ')}.`)
  return kept
}

function takeNear(placed: readonly Placed[], round: readonly Placed[], longest: number): Placed[] {
  const box = frameRound(
    round.map((p) => p.mesh),
    mm,
    3 * mm,
  )
  const meets = (p: Placed) => {
    const own = frameRound([p.mesh], mm, 0)
    return own.origin.every(
      (x, a) =>
        x < (box.origin[a] as number) + (box.size[a] as number) * mm &&
        x + (own.size[a] as number) * mm > (box.origin[a] as number),
    )
  }
  return placed.filter((p) => round.includes(p) || (diagonal([p.mesh]) < longest && meets(p)))
}
