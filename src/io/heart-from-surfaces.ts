import { Fault } from '../core/fault'
import { cellCentre, type LatticeFrame, sampleField } from '../core/lattice'
import { mm } from '../core/units'
import { add, cross, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { roundField, signedDistance } from '../geometry/signed-distance'
import { type TriangleMesh, triangleCorners } from '../geometry/triangle-mesh'
import { diagonal, lumenFromSurfaces, OpenSurface } from '../geometry/voxelise-surface'
import type { Heart, Part, Port, Structure } from '../heart/heart'
import { assumedAdult, assumedChild } from './physiology-defaults'
import { partOfName } from './recognise-structures'

/** Thickness of the wall that is given to a lumen whose file has none, metres. */
const wallThickness = 1.2 * mm
/** How far the lumen goes on past a port's disc, in cells. */
const beyondPort = 1.5
const mostCells = 30e6

export interface SurfaceHeartOptions {
  /** Metres. */
  readonly spacing?: number
  readonly units?: 'mm' | 'cm' | 'm'
  readonly name?: string
}

/**
 * A vessel from the surfaces of its lumen: a wall and the discs that close it (inlets and outlets), which become
 * ports; or closed cavities, which become chambers. The lumen gets a wall of 1.2 mm, open at the ports.
 * @param surfaces in the files' own unit
 */
export function heartFromSurfaces(
  surfaces: readonly TriangleMesh[],
  options: SurfaceHeartOptions = {},
): Heart {
  const warnings: string[] = []
  const metres = inMetres(surfaces, options.units, warnings)
  const discs = metres.filter(isDisc)
  const bodies = metres.filter((m) => !isDisc(m))
  if (bodies.length === 0)
    throw new Fault(
      nameOf(surfaces),
      'there are discs but no wall',
      'Give the surface of the vessel’s wall as well',
    )
  const spacing = options.spacing ?? 0.7 * mm
  const groups = discs.length > 0 ? [metres] : bodies.map((b) => [b])
  const { frame, lumens } = voxelised(groups, metres, spacing)
  const closed = lumens.reduce((a, b) => a.map((d, o) => Math.min(d, b[o] as number)))
  const ports = discs.map((d) => portOf(d, frame, closed))
  const lumen = roundField(frame, signedDistance(frame, openedAtPorts(frame, closed, ports)))
  const tissue = wallRound(frame, lumen, ports)
  const structures = structuresOf(discs.length > 0 ? [] : bodies)
  const labels = labelled(lumens, lumen, tissue, structures)
  if (ports.length === 0) warnings.push('No inlet or outlet was found: blood can neither enter nor leave.')
  const assumed = discs.length > 0 ? assumedChild : assumedAdult
  warnings.push(`A wall of ${(wallThickness / mm).toFixed(1)} mm was put round the lumen.`, assumed.note)
  return {
    version: 1,
    name: options.name ?? (bodies[0]?.name ?? 'Vessel').replace(/\.stl$/i, ''),
    kind: discs.length > 0 ? 'vessel' : 'whole-heart',
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
    source: nameOf(surfaces),
  }
}

const nameOf = (surfaces: readonly TriangleMesh[]) => surfaces.map((s) => s.name).join(', ')

/** Scales to metres; without a unit, hearts and vessels are 15 mm to 500 mm long, which tells mm, cm and m apart. */
function inMetres(
  surfaces: readonly TriangleMesh[],
  units: SurfaceHeartOptions['units'],
  warnings: string[],
): TriangleMesh[] {
  const size = diagonal(surfaces)
  const guess = size >= 15 ? 'mm' : size >= 1.5 ? 'cm' : 'm'
  const factor = { mm: 1e-3, cm: 1e-2, m: 1 }[units ?? guess]
  const extent = size * factor
  if (!(extent >= 10 * mm && extent <= 600 * mm))
    throw new Fault(
      nameOf(surfaces),
      `the surfaces are ${(extent / mm).toPrecision(3)} mm across${units ? ` in ${units}` : ''}, which is no heart or vessel`,
      'Give the unit of their lengths (mm, cm or m)',
    )
  if (!units)
    warnings.push(
      `The surfaces are ${size.toPrecision(3)} units across: their unit was taken to be ${guess} (${(extent / mm).toFixed(0)} mm).`,
    )
  return surfaces.map((s) => ({ ...s, positions: s.positions.map((x) => x * factor) }))
}

/** Sum of the triangles' vector areas, and of their areas, and the area-weighted middle. */
function areaOf(mesh: TriangleMesh): { vector: Vec3; area: number; centre: Vec3 } {
  const c = new Float64Array(9)
  let vector: Vec3 = [0, 0, 0]
  let centre: Vec3 = [0, 0, 0]
  let area = 0
  for (let t = 0; t < mesh.triangles.length / 3; t++) {
    triangleCorners(mesh, t, c)
    const [p, q, r] = [0, 3, 6].map((n) => [c[n], c[n + 1], c[n + 2]] as unknown as Vec3) as [
      Vec3,
      Vec3,
      Vec3,
    ]
    const v = scale(cross(subtract(q, p), subtract(r, p)), 0.5)
    vector = add(vector, v)
    area += length(v)
    centre = add(centre, scale(add(p, add(q, r)), length(v) / 3))
  }
  return { vector, area, centre: scale(centre, 1 / Math.max(area, 1e-30)) }
}

/** A flat piece: its vector area is as long as its area is large. (A closed surface's is zero.) */
const isDisc = (mesh: TriangleMesh) => {
  const { vector, area } = areaOf(mesh)
  return length(vector) > 0.9 * area
}

function voxelised(groups: readonly TriangleMesh[][], all: readonly TriangleMesh[], spacing: number) {
  const margin = wallThickness + 3 * spacing
  if ((diagonal(all) / Math.sqrt(3) / spacing) ** 3 > mostCells)
    throw new Fault(nameOf(all), 'the lattice would be too fine to open', 'Give a greater spacing')
  try {
    const fields = groups.map((g) => lumenFromSurfaces(g, spacing, margin, all))
    const frame = fields[0]?.frame as LatticeFrame
    return { frame, lumens: fields.map((f) => f.lumen) }
  } catch (problem) {
    if (!(problem instanceof OpenSurface)) throw problem
    throw new Fault(
      nameOf(all),
      `the surfaces do not close: ${problem.openEdges} open edges`,
      'Give every inlet and outlet as well, or close the holes in the surface',
    )
  }
}

/** The disc's own middle, area and normal, turned out of the lumen. */
function portOf(disc: TriangleMesh, frame: LatticeFrame, lumen: Float32Array): Port {
  const { vector, centre } = areaOf(disc)
  let normal = normalize(vector)
  if (depthAt(frame, lumen, centre, normal) < depthAt(frame, lumen, centre, scale(normal, -1)))
    normal = scale(normal, -1)
  let radius = 0
  for (let v = 0; v < disc.positions.length; v += 3) {
    const p = disc.positions.subarray(v, v + 3) as unknown as Vec3
    const d = subtract(p, centre)
    radius = Math.max(radius, Math.sqrt(Math.max(0, dot(d, d) - dot(d, normal) ** 2)))
  }
  const name = disc.name.replace(/\.stl$/i, '')
  return { id: name, name, structure: 1, part: 'vessel', centre, normal, radius, area: length(vector) }
}

/** Distance to the wall three cells ahead: positive ahead of an end, negative behind it. */
const depthAt = (frame: LatticeFrame, lumen: Float32Array, p: Vec3, along: Vec3): number =>
  sampleField(frame, lumen, add(p, scale(along, 3 * frame.spacing)))

/** Carries the lumen on past each port, with the section it has just inside, so that the port's faces are open. */
function openedAtPorts(frame: LatticeFrame, closed: Float32Array, ports: readonly Port[]): Float32Array {
  const out = closed.slice()
  const h = frame.spacing
  const inside = 2 * h
  eachCellNear(frame, ports, (cell, p, port, height) => {
    if (height < -inside || height > beyondPort * h + 2 * h) return
    const source = subtract(p, scale(port.normal, height + inside))
    const section = sampleField(frame, closed, source)
    // Within the section's reach the cap would count as wall: the wall beside it is what matters there.
    const past = Math.max(section, height - beyondPort * h)
    out[cell] = Math.min(out[cell] as number, past)
  })
  return out
}

/** Signed distance to the wall: all within the thickness of the lumen, cut flat where the lumen ends. */
function wallRound(frame: LatticeFrame, lumen: Float32Array, ports: readonly Port[]): Float32Array {
  const tissue = lumen.map((d) => Math.max(-d, d - wallThickness))
  eachCellNear(frame, ports, (cell, _, __, height) => {
    if (height > -2 * frame.spacing)
      tissue[cell] = Math.max(tissue[cell] as number, height - (beyondPort - 0.5) * frame.spacing)
  })
  return tissue
}

/** Cells beside a port's axis, within six cells of its plane. */
function eachCellNear(
  frame: LatticeFrame,
  ports: readonly Port[],
  visit: (cell: number, p: Vec3, port: Port, height: number) => void,
): void {
  const [nx, ny, nz] = frame.size
  for (const port of ports) {
    const reach = port.radius + wallThickness + 3 * frame.spacing
    for (let k = 0, o = 0; k < nz; k++)
      for (let j = 0; j < ny; j++)
        for (let i = 0; i < nx; i++, o++) {
          const p = cellCentre(frame, i, j, k)
          const d = subtract(p, port.centre)
          const height = dot(d, port.normal)
          if (Math.abs(height) > 6 * frame.spacing || dot(d, d) - height * height > reach * reach) continue
          visit(o, p, port, height)
        }
  }
}

function structuresOf(cavities: readonly TriangleMesh[]): Structure[] {
  if (cavities.length === 0)
    return [
      { id: 1, name: 'Lumen', kind: 'blood', part: 'vessel' },
      { id: 2, name: 'Wall', kind: 'wall', part: 'vessel' },
    ]
  const blood = cavities.map((m, n): Structure => {
    const name = m.name.replace(/\.stl$/i, '')
    const part: Part = partOfName(name) ?? 'none'
    return { id: n + 1, name, kind: 'blood', part }
  })
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
