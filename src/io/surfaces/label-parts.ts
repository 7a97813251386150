import { Fault } from '../../core/fault'
import { cellCount, cellIndex, type LatticeFrame, toLattice } from '../../core/lattice'
import { mm } from '../../core/units'
import { add, distance, scale, type Vec3 } from '../../core/vec3'
import { type Assembly, assembleParts, type PartField } from '../../geometry/assemble-parts'
import type { Rim } from '../../geometry/mesh-holes'
import { openMouths } from '../../geometry/open-mouths'
import { cellsWhere, meanOf } from '../../geometry/slab-section'
import { distanceNearSurface, frameRound } from '../../geometry/voxelise-surface'
import { type VesselCut, wholeSection } from '../../geometry/whole-section'
import type { Part } from '../../heart/heart'
import type { LabelMap } from '../label-map'
import type { Disc, GivenEnd } from '../labels/label-heart-options'
import { plainWords } from '../labels/structure-names'
import type { LabelTable } from '../recognise-structures'
import { mayJoin, type Owner, type Placed, placedSurfaces, roundTheChambers } from './place-surfaces'
import { isChamber } from './surface-role'
import type { SurfaceInput } from './surface-units'

const mostCells = 30e6
const defaultSpacing = 1 * mm
/** Of a long tree of vessels the cells are made coarser, so that it takes no longer than a heart. */
const comfortableCells = 3.6e6

export interface LabelledParts {
  readonly map: LabelMap
  readonly table: LabelTable
  readonly ends: readonly GivenEnd[]
  /** Whether any of the parts is a chamber of the heart. */
  readonly chambers: boolean
}

/**
 * Surfaces of walls as a map of labels: tissue, the blood that it encloses, and where vessels end. In metres.
 * @param asked edge of a cell; left out, 1 mm, or what a long tree of vessels needs
 */
export function labelParts(
  surfaces: readonly SurfaceInput[],
  asked: number | undefined,
  source: string,
  warnings: string[],
  onProgress?: (label: string, fraction: number) => void,
  signal?: AbortSignal,
): LabelledParts {
  const { placed: all, owners } = placedSurfaces(surfaces, asked ?? defaultSpacing, warnings, (name, n) => {
    onProgress?.(`Mending ${name}`, 0.35 + (0.05 * n) / surfaces.length)
    signal?.throwIfAborted()
  })
  const placed = roundTheChambers(all, warnings)
  const frame = frameOf(placed, asked, source)
  const fields = placed.map((p, n) => {
    onProgress?.(`Filling ${p.surface.name}`, 0.4 + (0.35 * n) / placed.length)
    signal?.throwIfAborted()
    return fieldOf(frame, p)
  })
  onProgress?.('Looking for the lumens', 0.75)
  signal?.throwIfAborted()
  const assembly = assembleParts(frame, fields, owners.length, (a, b) => mayJoin(owners, a, b))
  describe(frame, assembly, owners, warnings)
  return {
    ...labelMapOf(frame, assembly, owners, source),
    ends: givenEnds(frame, assembly, placed),
    chambers: owners.some((o) => isChamber(o.part)),
  }
}

function frameOf(placed: readonly Placed[], asked: number | undefined, source: string): LatticeFrame {
  if (placed.length === 0)
    throw new Fault(
      source,
      'no chamber or vessel was recognised among its parts',
      'Name the parts, for example “left ventricle”',
    )
  const round = (spacing: number) =>
    frameRound(
      placed.map((p) => p.mesh),
      spacing,
      4 * spacing,
    )
  const fine = round(asked ?? defaultSpacing)
  const over = cellCount(fine) / comfortableCells
  const frame = asked === undefined && over > 1 ? round(fine.spacing * Math.cbrt(over)) : fine
  if (cellCount(frame) > mostCells)
    throw new Fault(source, 'the lattice would be too fine to open', 'Give a greater spacing')
  return frame
}

/** A part's distance on its own box of the lattice, as far as it matters. */
function fieldOf(frame: LatticeFrame, { mesh, owner, role, ends }: Placed): PartField {
  const h = frame.spacing
  const box = frameRound([mesh], h, 3 * h)
  const low = box.origin.map((x, a) => Math.floor((x - (frame.origin[a] as number)) / h)) as unknown as Triple
  const own: LatticeFrame = {
    spacing: h,
    size: box.size.map((n) => n + 1) as unknown as Triple,
    origin: low.map((l, a) => (frame.origin[a] as number) + l * h) as unknown as Vec3,
  }
  return { owner: owner.id, role, low, size: own.size, ends, distance: distanceNearSurface(own, mesh) }
}

type Triple = readonly [number, number, number]

/** Vessel ends: rims of sheets ahead of which nothing lies, and mouths of what walls enclose. */
function givenEnds(frame: LatticeFrame, assembly: Assembly, placed: readonly Placed[]): GivenEnd[] {
  const { walls, lumens } = assembly
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
  const taken = new Set(rims.map((r) => r.part))
  return [...rims, ...wallEnds(frame, assembly, placed).filter((e) => !taken.has(e.part))]
}

const vessels: readonly Part[] = ['SVC', 'IVC', 'pulmonary-vein', 'pulmonary-artery', 'aorta']
/** A section of fewer cells is a pore. */
const leastCells = 20
/** An artery's ends, and the mouths a vein may end at, are at least this part of its widest: others are gaps. */
const leastEnd = { artery: 0.25, vein: 0.6 }

/** Where the vessels' walls end: of a vein its far mouth, of an artery all that are wide. */
function wallEnds(frame: LatticeFrame, { walls, lumens }: Assembly, placed: readonly Placed[]): GivenEnd[] {
  const owners = new Map(placed.map((p) => [p.owner.id, p.owner]))
  const heart = meanOf(cellsWhere(frame, (o) => isChamber(owners.get(lumens[o] as number)?.part ?? 'none')))
  const hasChambers = [...owners.values()].some((o) => isChamber(o.part))
  const cuts = new Map<number, VesselCut[]>()
  for (const mouth of openMouths(frame, walls, lumens)) {
    if (!vessels.includes(owners.get(mouth.owner)?.part ?? 'none')) continue
    const cut = wholeSection(frame, walls, lumens, mouth)
    if (cut && cut.area > leastCells * frame.spacing ** 2)
      cuts.set(mouth.owner, [...(cuts.get(mouth.owner) ?? []), cut])
  }
  return [...cuts].flatMap(([id, own]) => {
    const part = owners.get(id)?.part as Part
    const widest = Math.max(...own.map((c) => c.area))
    const artery = part === 'pulmonary-artery' || part === 'aorta'
    const wide = apart(own.filter((c) => c.area >= leastEnd[artery ? 'artery' : 'vein'] * widest))
    const away = (c: VesselCut) => distance(c.centre, heart)
    const far = wide.reduce((best, c) => (away(c) > away(best) ? c : best))
    const ends = artery || !hasChambers ? wide : [far]
    return ends.map(({ centre, normal, radius }) => ({
      part,
      centre,
      normal,
      radius: radius + frame.spacing,
    }))
  })
}

/** Cuts that do not lie in each other: two mouths of one ragged end have the same. */
const apart = (cuts: readonly VesselCut[]): VesselCut[] =>
  [...cuts]
    .sort((a, b) => b.area - a.area)
    .filter((c, n, all) => all.slice(0, n).every((o) => distance(c.centre, o.centre) > o.radius))

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
