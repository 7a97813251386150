import { Fault } from '../core/fault'
import { cellCount, cellIndex, type LatticeFrame, toLattice } from '../core/lattice'
import { mm } from '../core/units'
import { add, scale, type Vec3 } from '../core/vec3'
import { type Assembly, assembleParts, type PartField } from '../geometry/assemble-parts'
import { isTubeEnd, type Rim } from '../geometry/mesh-holes'
import { openMouths } from '../geometry/open-mouths'
import type { TriangleMesh } from '../geometry/triangle-mesh'
import { diagonal, distanceToSurface, frameRound, repaired } from '../geometry/voxelise-surface'
import type { Heart, Part } from '../heart/heart'
import { heartFromLabels } from './heart-from-labels'
import type { SurfaceHeartOptions } from './heart-from-surfaces'
import type { LabelMap } from './label-map'
import type { Disc, GivenEnd } from './labels/label-heart-options'
import { plainWords } from './labels/structure-names'
import { assumedChild } from './physiology-defaults'
import { enclosesLumen } from './surfaces/encloses-lumen'
import { repairNote } from './surfaces/repair-notes'
import { isChamber, surfaceRole } from './surfaces/surface-role'
import type { SurfaceInput } from './surfaces/surface-units'

const defaultSpacing = 1 * mm
const mostCells = 30e6

/** All surfaces of one chamber, or of one vessel. */
interface Owner {
  readonly id: number
  readonly part: Part
  readonly name: string
}

interface Placed {
  readonly surface: SurfaceInput
  readonly owner: Owner
  readonly role: PartField['role']
  readonly mesh: TriangleMesh
  readonly ends: readonly Rim[]
}

/**
 * A heart from the surfaces of its walls (an atlas, a printed model): each part becomes cells, what the walls of a
 * chamber or vessel enclose becomes its blood, and the map that results is made a heart by `heartFromLabels`, which
 * finds ports and valves. Leaflets, coronary vessels and cardiac veins do not enter the lattice; that is said.
 * @param surfaces in metres
 */
export function heartFromParts(
  surfaces: readonly SurfaceInput[],
  options: SurfaceHeartOptions,
  warnings: string[],
): Heart {
  const source = [...new Set(surfaces.map((s) => s.file ?? s.name))].join(', ')
  const spacing = options.spacing ?? defaultSpacing
  const { placed: all, owners } = placedSurfaces(surfaces, spacing, warnings)
  const placed = roundTheChambers(all, warnings)
  const frame = frameOf(placed, spacing, source)
  const fields = placed.map((p, n) => {
    options.onProgress?.(`Filling ${p.surface.name}`, 0.4 + (0.35 * n) / placed.length)
    return fieldOf(frame, p)
  })
  options.onProgress?.('Looking for the lumens', 0.75)
  const assembly = assembleParts(frame, fields, owners.length, (a, b) => mayJoin(owners, a, b))
  describe(frame, assembly, owners, warnings)
  const { map, table } = labelMapOf(frame, assembly, owners, source)
  options.onProgress?.('Building the heart', 0.85)
  const vessel = owners.every((o) => !isChamber(o.part))
  const heart = heartFromLabels(map, {
    labels: table,
    spacing: frame.spacing,
    name: options.name ?? nameOf(surfaces),
    ends: givenEnds(frame, assembly, placed),
  })
  const said = [...warnings, ...heart.warnings.filter((w) => !vessel || !/valve was found/.test(w))]
  return vessel
    ? { ...heart, kind: 'vessel', physiology: assumedChild.physiology, warnings: said, source }
    : { ...heart, warnings: said, source }
}

const nameOf = (surfaces: readonly SurfaceInput[]) =>
  (surfaces[0]?.file ?? surfaces[0]?.name ?? 'Heart').replace(/\.\w+$/, '')

/** What each surface is to the heart, by its name, and where that does not tell, by its shape; each is mended. */
function placedSurfaces(surfaces: readonly SurfaceInput[], spacing: number, warnings: string[]) {
  const owners: Owner[] = []
  const placed: Placed[] = []
  const left = { leaflets: [] as string[], thin: [] as string[], unknown: [] as string[] }
  for (const surface of surfaces) {
    const { part, role, root } = surfaceRole(surface.name)
    if (role === 'left-out') {
      left.thin.push(surface.name)
      continue
    }
    const { mesh, repair } = repaired([surface], spacing)
    const ends = repair.capped.filter((rim) => isTubeEnd(rim) && rim.radius > spacing)
    const isRoot =
      role === 'leaflets' &&
      root !== undefined &&
      repair.capped.filter((r) => r.radius > 4 * spacing).length > 1
    if (role === 'leaflets' && !isRoot) left.leaflets.push(surface.name)
    else if (part === 'none' && !isRoot && surfaces.length > 1) left.unknown.push(surface.name)
    else {
      const owner = ownerOf(owners, isRoot ? root : part === 'none' ? 'vessel' : part, surface.name)
      const wall = role === 'wall' ? ends.length < 2 : role !== 'blood' && enclosesLumen(surface)
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

const titles: Partial<Record<Part, string>> = {
  LV: 'Left ventricle',
  RV: 'Right ventricle',
  LA: 'Left atrium',
  RA: 'Right atrium',
  aorta: 'Aorta',
  'pulmonary-artery': 'Pulmonary artery',
  SVC: 'Superior vena cava',
  IVC: 'Inferior vena cava',
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

function mayJoin(owners: readonly Owner[], a: number, b: number): boolean {
  const [p, q] = [owners[a - 1]?.part, owners[b - 1]?.part]
  return joins.some(([x, y]) => (p === x && q === y) || (p === y && q === x))
}

const longestVessel = 200 * mm
const besideOpened = 60 * mm

/**
 * The chambers, the vessels at them (whole, unless they run far), and short vessels at those. Without chambers: all.
 */
function roundTheChambers(placed: readonly Placed[], warnings: string[]): readonly Placed[] {
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

function frameOf(placed: readonly Placed[], spacing: number, source: string): LatticeFrame {
  if (placed.length === 0)
    throw new Fault(
      source,
      'no chamber or vessel was recognised among its parts',
      'Name the parts, for example “left ventricle”',
    )
  const frame = frameRound(
    placed.map((p) => p.mesh),
    spacing,
    4 * spacing,
  )
  if (cellCount(frame) > mostCells)
    throw new Fault(source, 'the lattice would be too fine to open', 'Give a greater spacing')
  return frame
}

/** A part's distance on its own box of the lattice. */
function fieldOf(frame: LatticeFrame, { mesh, owner, role, ends }: Placed): PartField {
  const h = frame.spacing
  const box = frameRound([mesh], h, 3 * h)
  const low = box.origin.map((x, a) => Math.floor((x - (frame.origin[a] as number)) / h)) as unknown as Triple
  const own: LatticeFrame = {
    spacing: h,
    size: box.size.map((n) => n + 1) as unknown as Triple,
    origin: low.map((l, a) => (frame.origin[a] as number) + l * h) as unknown as Vec3,
  }
  return { owner: owner.id, role, low, size: own.size, ends, distance: distanceToSurface(own, mesh) }
}

type Triple = readonly [number, number, number]

/** Vessel ends: rims of sheets ahead of which nothing lies, and mouths of what walls enclose. */
function givenEnds(frame: LatticeFrame, { walls, lumens }: Assembly, placed: readonly Placed[]): GivenEnd[] {
  const h = frame.spacing
  const free = (rim: Rim) => {
    const ahead = [2.5, 4].map((n) =>
      toLattice(frame, add(rim.centre, scale(rim.normal, n * h))).map(Math.round),
    )
    return ahead.every(([i, j, k]) => {
      const o = cellIndex(frame, i as number, j as number, k as number)
      return !walls[o] && !lumens[o]
    })
  }
  const rims = placed
    .filter((p) => p.role === 'lumen')
    .flatMap((p) =>
      p.ends
        .filter(free)
        .map((rim) => ({ part: p.owner.part, name: tidyName(p.surface.name), ...discOf(rim) })),
    )
  const owners = new Map(placed.map((p) => [p.owner.id, p.owner]))
  const mouths = openMouths(frame, walls, lumens).flatMap((mouth) => {
    const part = owners.get(mouth.owner)?.part
    const isEnd = part && !isChamber(part) && !rims.some((r) => r.part === part)
    return isEnd ? [{ part, ...cutInside(mouth, frame.spacing) }] : []
  })
  return [...rims, ...mouths]
}

/** A mouth's disc, set back so that it cuts the vessel flat. */
const cutInside = ({ centre, normal, radius }: Disc, h: number): Disc => ({
  centre: add(centre, scale(normal, -2 * h)),
  normal,
  radius: 1.15 * radius + h,
})

const discOf = ({ centre, normal, radius }: Disc): Disc => ({ centre, normal, radius })

const tidyName = (name: string) => {
  const words = plainWords(name)
    .replace(/^vh [mf] /, '')
    .replace(/ [a-c]$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function describe(
  frame: LatticeFrame,
  { lumens, gaps, closed }: Assembly,
  owners: readonly Owner[],
  warnings: string[],
): void {
  const counts = new Float64Array(owners.length + 1)
  for (const o of lumens) counts[o] = (counts[o] as number) + 1
  const mL = (n: number) => ((n * frame.spacing ** 3) / 1e-6).toFixed(1)
  const found = owners.filter((o) => (counts[o.id] as number) > 0)
  warnings.push(
    `The surfaces are walls: the lumens were found inside of them (${found.map((o) => `${o.name} ${mL(counts[o.id] as number)} mL`).join(', ')}).`,
  )
  const without = owners.filter((o) => !counts[o.id])
  if (without.length > 0) warnings.push(`No lumen was found in ${without.map((o) => o.name).join(', ')}.`)
  for (const gap of closed)
    warnings.push(
      `“${owners[gap.owners[0] - 1]?.name}” and “${owners[gap.owners[1] - 1]?.name}” met where their walls leave a gap, about ${gap.centre.map((x) => (x / mm).toFixed(0)).join(', ')} mm: ${gap.cells} cells of wall were put there. Had the patient a hole there, it is gone.`,
    )
  if (gaps > 0) warnings.push(`${mL(gaps)} mL of gaps between walls were left outside of the heart.`)
}

/** Blood of owner n is label n, its wall n + the number of owners. */
function labelMapOf(
  frame: LatticeFrame,
  { walls, lumens }: Assembly,
  owners: readonly Owner[],
  file: string,
) {
  const values = walls.map((w, o) => (w ? w + owners.length : (lumens[o] as number)))
  const table: Record<string, { name: string; kind: 'wall' | 'blood'; part: Part }> = {}
  for (const o of owners) {
    table[o.id] = { name: o.name, kind: 'blood', part: o.part }
    table[o.id + owners.length] = { name: `${o.name} wall`, kind: 'wall', part: o.part }
  }
  const present = new Set(values)
  const segments = Object.entries(table)
    .filter(([value]) => present.has(Number(value)))
    .map(([value, { name }]) => ({ value: Number(value), layer: 0, name }))
  const map: LabelMap = {
    file,
    size: frame.size,
    spacing: [frame.spacing, frame.spacing, frame.spacing],
    origin: frame.origin,
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    values,
    segments,
  }
  return { map, table }
}
