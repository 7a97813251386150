import { Fault } from '../core/fault'
import type { LatticeFrame } from '../core/lattice'
import { mm } from '../core/units'
import { isTubeEnd, type Rim } from '../geometry/mesh-holes'
import { mayCap } from '../geometry/repair-mesh'
import { roundField, signedDistance } from '../geometry/signed-distance'
import { distanceToSurface, frameRound, repaired } from '../geometry/voxelise-surface'
import type { Heart, Port, Structure } from '../heart/heart'
import type { SurfaceHeartOptions } from './heart-from-surfaces'
import { openedAtPorts, portOfDisc, portOfRim, wallRound } from './lumen-ends'
import { assumedAdult, assumedChild } from './physiology-defaults'
import { repairNote } from './surfaces/repair-notes'
import { isChamber, surfaceRole } from './surfaces/surface-role'
import type { SurfaceInput } from './surfaces/surface-units'

/** Thickness of the wall that is given to a lumen whose file has none, metres. */
const wallThickness = 1.2 * mm
const defaultSpacing = 0.7 * mm
/** A lattice made without a spacing given has at most so many cells. */
const comfortableCells = 12e6

/**
 * A vessel from the surface of its lumen and the discs that close it; its open ends become ports as well. Or closed
 * cavities, which become chambers. The lumen gets a wall of 1.2 mm, open at the ports. In metres.
 */
export function heartFromLumens(
  bodies: readonly SurfaceInput[],
  discs: readonly SurfaceInput[],
  options: SurfaceHeartOptions,
  warnings: string[],
): Heart {
  const all = [...bodies, ...discs]
  const spacing = options.spacing ?? comfortable(all)
  const frame = frameRound(all, spacing, wallThickness + 3 * spacing)
  const { lumens, rims } = lumensOf(discs.length > 0 ? [all] : bodies.map((b) => [b]), frame, warnings)
  options.onProgress?.('Building the wall', 0.7)
  const closed = lumens.reduce((a, b) => a.map((d, o) => Math.min(d, b[o] as number)))
  const ports = [...discs.map((d) => portOfDisc(d, frame, closed)), ...rimPorts(rims, warnings)]
  const lumen = roundField(frame, signedDistance(frame, openedAtPorts(frame, closed, ports, wallThickness)))
  const tissue = wallRound(frame, lumen, ports, wallThickness)
  const vessel = ports.length > 0 && !bodies.some((b) => isChamber(surfaceRole(b.name).part))
  const structures = structuresOf(vessel ? [] : bodies)
  const labels = labelled(vessel ? [closed] : lumens, lumen, tissue, structures)
  if (ports.length === 0) warnings.push('No inlet or outlet was found: blood can neither enter nor leave.')
  const assumed = vessel ? assumedChild : assumedAdult
  warnings.push(`A wall of ${(wallThickness / mm).toFixed(1)} mm was put round the lumen.`, assumed.note)
  return {
    version: 1,
    name: options.name ?? bodies[0]?.name ?? 'Vessel',
    kind: vessel ? 'vessel' : 'whole-heart',
    frame,
    labels,
    lumen,
    tissue: roundField(frame, tissue),
    structures,
    ports,
    gates: [],
    landmarks: [],
    physiology: assumed.physiology,
    warnings,
    source: [...new Set(all.map((s) => s.file ?? s.name))].join(', '),
  }
}

/** The usual spacing, or a coarser one where that would take too many cells. */
function comfortable(surfaces: readonly SurfaceInput[]): number {
  const { size } = frameRound(surfaces, defaultSpacing, wallThickness)
  const cells = size[0] * size[1] * size[2]
  return cells <= comfortableCells ? defaultSpacing : defaultSpacing * Math.cbrt(cells / comfortableCells)
}

/** The distance to each group's surface, and the rims of open ends among its holes. */
function lumensOf(groups: readonly (readonly SurfaceInput[])[], frame: LatticeFrame, warnings: string[]) {
  const rims: Rim[] = []
  const lumens = groups.map((group) => {
    const ends: Rim[] = []
    const { mesh, repair } = repaired(group, frame.spacing)
    for (const rim of repair.capped) if (isEnd(rim, frame.spacing) && isTubeEnd(rim)) ends.push(rim)
    const note = repairNote(group[0]?.name ?? 'surface', {
      ...repair,
      capped: repair.capped.filter((r) => !ends.includes(r)),
    })
    if (note) warnings.push(note)
    rims.push(...ends)
    const lumen = distanceToSurface(frame, mesh)
    if (!lumen.some((d) => d < 0))
      throw new Fault(
        group.map((s) => s.file ?? s.name).join(', '),
        `“${group[0]?.name}” encloses no space`,
        'Give a smaller spacing, or a surface that bounds a lumen',
      )
    return lumen
  })
  return { lumens, rims }
}

/** A vessel's end is flat and at least two cells across. */
const isEnd = (rim: Rim, spacing: number) =>
  mayCap(rim, 0) && rim.radius > 1.2 * spacing && rim.area > 0.4 * Math.PI * rim.radius ** 2

/** Ports at open ends, the widest first and taken for the inlet. */
function rimPorts(rims: readonly Rim[], warnings: string[]): Port[] {
  const ports = [...rims]
    .sort((a, b) => b.area - a.area)
    .map((rim, n) => portOfRim(rim, `end-${n + 1}`, `Open end ${n + 1}`))
  if (ports.length > 0)
    warnings.push(
      `${ports.length} open ${ports.length === 1 ? 'end' : 'ends'} of the surface became ports: ${ports
        .map(
          (p) =>
            `${p.name} (${(p.area / mm ** 2).toFixed(0)} mm² at ${p.centre.map((x) => (x / mm).toFixed(0)).join(', ')})`,
        )
        .join('; ')}. Check which of them is the inlet.`,
    )
  return ports
}

function structuresOf(cavities: readonly SurfaceInput[]): Structure[] {
  if (cavities.length === 0)
    return [
      { id: 1, name: 'Lumen', kind: 'blood', part: 'vessel' },
      { id: 2, name: 'Wall', kind: 'wall', part: 'vessel' },
    ]
  const blood = cavities.map(
    (m, n): Structure => ({ id: n + 1, name: m.name, kind: 'blood', part: surfaceRole(m.name).part }),
  )
  return [...blood, { id: blood.length + 1, name: 'Wall', kind: 'wall', part: 'none' }]
}

function labelled(
  lumens: readonly Float32Array[],
  lumen: Float32Array,
  tissue: Float32Array,
  structures: readonly Structure[],
): Uint8Array {
  const wall = structures.length
  return Uint8Array.from(lumen, (d, o) => {
    if (d >= 0) return (tissue[o] as number) < 0 ? wall : 0
    let best = 0
    lumens.forEach((field, n) => {
      if ((field[o] as number) < (lumens[best]?.[o] as number)) best = n
    })
    return best + 1
  })
}
