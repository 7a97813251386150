import { add, dot, scale, subtract } from '../../core/vec3'
import { faceNeighbours, labelComponents } from '../label-components'
import { type Anatomy, leafletsOf, portsOf } from './anatomy'
import { type Cavities, cavities, type Walls } from './cavities'
import { coronaries } from './coronaries'
import { type Body, bodies, type DefectPlan, type Owned } from './plans'
import { reach, type Sampling } from './sampling'
import { cylinder, smoothMax, smoothMin } from './solids'
import { bloodOf, fatId, leafletId, veinIds, wallOf } from './structures'

/** Fields in mm of the drawn heart, roughly distances; their zero sets and signs are what counts. */
export interface SampledHeart {
  readonly labels: Uint8Array
  readonly lumen: Float32Array
  readonly tissue: Float32Array
}

export function sampleHeart(shape: Anatomy, lattice: Sampling, walls: Walls): SampledHeart {
  const cavity = cavities(shape, lattice, walls)
  const blood = openSpace(shape, lattice, cavity)
  const solid = wallsAround(lattice, cavity, walls, blood.field)
  nameLeaflets(shape, lattice, cavity, blood.field, solid)
  coronaries(shape, lattice, cavity, walls, solid)
  for (const defect of shape.defects)
    openDefect(defect, lattice, limitOf(defect, lattice, cavity, walls, solid.field), blood)
  hangBridging(shape, lattice, blood.field)
  cutEnds(shape, lattice, blood.field, solid.field, walls.vessel)
  joinUp(lattice, blood.field, solid.field)
  const labels = new Uint8Array(lattice.count)
  for (let c = 0; c < lattice.count; c++) {
    if ((blood.field[c] as number) < 0) labels[c] = blood.owner[c] as number
    else if ((solid.field[c] as number) < 0) labels[c] = solid.owner[c] as number
  }
  nameVeins(shape, lattice, labels)
  nameBesideGates(shape, lattice, labels)
  partStrangers(shape, lattice, labels)
  return { labels, lumen: blood.field, tissue: solid.field }
}

/** Fibrous wall round a valve between blood and fat, mm. */
const annulus = 1.8

/** Everything that blood fills: the cavities less the muscle that stands in them. */
function openSpace(shape: Anatomy, lattice: Sampling, cavity: Cavities): Owned {
  const field = new Float32Array(lattice.count).fill(reach)
  const owner = new Uint8Array(lattice.count)
  for (const body of bodies) {
    const own = cavity[body]
    if (!own) continue
    const standing = [...(shape.muscle[body] ?? []), ...leafletsOf(shape, body)]
    // As far as the cavity's own distance reaches: a shorter one would make the middle of a vessel look shallow.
    const muscle = standing.length ? lattice.union(standing) : null
    for (let c = 0; c < field.length; c++) {
      const d = muscle ? smoothMax(own[c] as number, -(muscle[c] as number), 1) : (own[c] as number)
      if (d >= (field[c] as number)) continue
      field[c] = d
      owner[c] = bloodOf[body]
    }
  }
  return { field, owner }
}

/** Walls round the cavities; fat rounds off the grooves between the chambers. */
function wallsAround(lattice: Sampling, cavity: Cavities, walls: Walls, lumen: Float32Array): Owned {
  const field = new Float32Array(lattice.count)
  const owner = new Uint8Array(lattice.count)
  const cavityOf = bodies.flatMap((b) => {
    const d = cavity[b]
    return d ? [{ d, thickness: thicknessOf(b, walls), wall: wallOf[b] }] : []
  })
  for (let c = 0; c < lattice.count; c++) {
    let nearest = reach
    for (const b of cavityOf) {
      const d = (b.d[c] as number) - b.thickness
      if (d < nearest) {
        nearest = d
        owner[c] = b.wall
      }
    }
    field[c] = nearest
    if (nearest > 9 || nearest < -6) continue
    const fillet = fatFillet(lattice.centreOf(c))
    let muscle = reach
    let padded = reach
    for (const b of cavityOf) {
      const d = (b.d[c] as number) - b.thickness
      muscle = smoothMin(muscle, d, 1.2)
      padded = smoothMin(padded, d, fillet)
    }
    if (muscle > 0.5 && padded < 0 && (lumen[c] as number) > annulus) owner[c] = fatId
    field[c] = padded
  }
  return { field, owner }
}

function thicknessOf(body: Body, walls: Walls): number {
  if (body === 'LV') return walls.leftVentricle
  if (body === 'RV') return walls.rightVentricle
  return body === 'LA' || body === 'RA' || body === 'sinus' ? walls.atrium : walls.vessel
}

/** Width of the fillet of fat, mm: wide in the grooves of the heart, next to none along the vessels that leave it. */
function fatFillet([x, y, z]: readonly [number, number, number]): number {
  const away = Math.hypot((x - 4) / 52, (y + 4) / 34, (z + 14) / 40)
  const t = Math.min(Math.max((1.15 - away) / 0.4, 0), 1)
  return 1.2 + 8.3 * t * t * (3 - 2 * t)
}

/** Leaflets that bridge a septal defect hang in it. */
function hangBridging(shape: Anatomy, lattice: Sampling, lumen: Float32Array): void {
  const bridging = shape.defects.some((d) => d.bridged)
  if (!bridging) return
  const standing = lattice.union([...leafletsOf(shape, 'LV'), ...leafletsOf(shape, 'RV')], 3)
  for (let c = 0; c < lumen.length; c++) lumen[c] = smoothMax(lumen[c] as number, -(standing[c] as number), 1)
}

/** What stands in the blood and belongs to a valve is leaflet, not wall. */
function nameLeaflets(
  shape: Anatomy,
  lattice: Sampling,
  cavity: Cavities,
  lumen: Float32Array,
  solid: Owned,
): void {
  for (const body of ['LV', 'RV', 'aorta', 'PA'] as const) {
    const own = cavity[body]
    if (!own) continue
    for (const piece of leafletsOf(shape, body))
      for (const leaflet of piece.solids)
        lattice.within(leaflet, 1, (c) => {
          if ((lumen[c] as number) >= 0 && (own[c] as number) < 0.5) solid.owner[c] = leafletId
        })
  }
}

/** Left towards the outside of the heart behind a hole, mm. */
const leastWall = 1.6

/** How far outside of what a defect may open a cell lies; negative inside. */
function limitOf(
  { span, beside, between }: DefectPlan,
  lattice: Sampling,
  cavity: Cavities,
  walls: Walls,
  solid: Float32Array,
): (cell: number) => number {
  const [one, two] = [cavity[between[0]], cavity[between[1]]]
  const others = bodies.filter((b) => !between.includes(b)).flatMap((b) => cavity[b] ?? [])
  const nearest = (c: number) => others.reduce((least, d) => Math.min(least, d[c] as number), reach)
  if (beside)
    return (c) => {
      const away = Math.abs(dot(subtract(lattice.centreOf(c), beside.point), beside.normal))
      return Math.min(walls.atrium, away) - nearest(c)
    }
  if (!span || !one || !two) return () => Number.NEGATIVE_INFINITY
  return (c) => {
    const apart = ((one[c] as number) + (two[c] as number) - span) / 2
    return Math.max(apart, (solid[c] as number) + leastWall, walls.atrium - nearest(c))
  }
}

function openDefect(
  defect: DefectPlan,
  lattice: Sampling,
  limit: (cell: number) => number,
  blood: Owned,
): void {
  const { centre, axis, between, blend } = defect
  lattice.within(defect.solid, blend + 0.5, (c, inside) => {
    const before = blood.field[c] as number
    const d = Math.max(inside, limit(c))
    if (d < 0 && before >= 0) {
      const side = dot(subtract(lattice.centreOf(c), centre), axis)
      blood.owner[c] = bloodOf[between[side < 0 ? 0 : 1]]
    }
    blood.field[c] = smoothMin(before, d, blend)
  })
}

/** Vessels end in a flat, open cut: what lies beyond a port's disc goes. */
function cutEnds(
  shape: Anatomy,
  lattice: Sampling,
  lumen: Float32Array,
  tissue: Float32Array,
  wall: number,
): void {
  for (const port of portsOf(shape)) {
    const outer = port.radius + wall
    const gone = cylinder(port.centre, port.normal, outer + 3.5, outer + 1)
    lattice.within(gone, 6, (c, d) => {
      lumen[c] = Math.max(lumen[c] as number, -d)
      tissue[c] = Math.max(tissue[c] as number, -d)
    })
  }
}

/** Pieces smaller than this part of the largest are crumbs; without a defect the two sides are both large. */
const crumb = 0.02

/** Cells where `field` is negative that the lattice has cut off from the large connected shapes. */
function crumbs(lattice: Sampling, field: Float32Array): number[] {
  const inside = Uint8Array.from(field, (v) => (v < 0 ? 1 : 0))
  const pieces = labelComponents(lattice.frame, inside, 1)
  const least = crumb * (pieces[0]?.length ?? 0)
  return pieces.filter((piece) => piece.length < least).flat()
}

/** Fills pockets of blood in the wall and washes away crumbs of muscle in the blood. */
function joinUp(lattice: Sampling, lumen: Float32Array, tissue: Float32Array): void {
  const little = 0.1 * lattice.frame.spacing
  for (const c of crumbs(lattice, lumen)) lumen[c] = little
  for (let c = 0; c < lumen.length; c++) tissue[c] = Math.max(tissue[c] as number, -(lumen[c] as number))
  for (const c of crumbs(lattice, tissue)) {
    tissue[c] = little
    faceNeighbours(lattice.frame, c, (n) => {
      if ((lumen[n] as number) < 0) lumen[c] = -little
    })
  }
}

function nameVeins(shape: Anatomy, lattice: Sampling, labels: Uint8Array): void {
  for (const vein of shape.veins) {
    const ids = veinIds[vein.part]
    if (!ids) continue
    lattice.within(cylinder(vein.centre, vein.axis, 60, vein.radius), 0, (c) => {
      if (labels[c] === bloodOf[vein.body]) labels[c] = ids.blood
      else if (labels[c] === wallOf[vein.body]) labels[c] = ids.wall
    })
  }
}

/** Beside a gate the side of its plane decides, not the nearer cavity. */
function nameBesideGates(shape: Anatomy, lattice: Sampling, labels: Uint8Array): void {
  for (const gate of shape.gates) {
    const near = cylinder(add(gate.centre, scale(gate.normal, -5)), gate.normal, 10, gate.radius + 1)
    const [from, to] = [bloodOf[gate.from], bloodOf[gate.to]]
    lattice.within(near, 0, (c) => {
      if (labels[c] !== from && labels[c] !== to) return
      labels[c] = dot(subtract(lattice.centreOf(c), gate.centre), gate.normal) < 0 ? from : to
    })
  }
}

/**
 * Where four cavities meet (at the crux of a common valve), a cell between two that nothing joins takes the name of a
 * third beside it that is joined to both.
 */
function partStrangers(shape: Anatomy, lattice: Sampling, labels: Uint8Array): void {
  const strange = strangersOf(shape)
  const round: number[] = []
  const fits = (label: number) => round.every((other) => !strange[256 * label + other])
  for (let c = 0; c < labels.length; c++) {
    const own = labels[c] as number
    if (!isBlood[own]) continue
    round.length = 0
    faceNeighbours(lattice.frame, c, (n) => {
      if (isBlood[labels[n] as number]) round.push(labels[n] as number)
    })
    if (!fits(own)) labels[c] = round.find(fits) ?? own
  }
}

const isBlood = new Uint8Array(256)
for (const id of Object.values(bloodOf)) isBlood[id] = 1
for (const { blood } of Object.values(veinIds)) isBlood[blood] = 1

/** 1 at [a · 256 + b] for the blood of two bodies that neither a valve nor a hole nor a seam joins. */
function strangersOf({ gates, defects, joins, veins }: Anatomy): Uint8Array {
  const out = new Uint8Array(65536)
  for (let a = 0; a < 256; a++)
    for (let b = 0; b < 256; b++) if (a !== b && isBlood[a] && isBlood[b]) out[256 * a + b] = 1
  const join = (a: number, b: number) => {
    out[256 * a + b] = 0
    out[256 * b + a] = 0
  }
  for (const { from, to } of gates) join(bloodOf[from], bloodOf[to])
  for (const [a, b] of [...joins, ...defects.map((d) => d.between)]) join(bloodOf[a], bloodOf[b])
  for (const { part, body } of veins) join(veinIds[part]?.blood ?? bloodOf[body], bloodOf[body])
  return out
}
