import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { scale } from '../../core/vec3'
import type { Gate, Heart, Physiology, Port, Structure } from '../../heart/heart'
import { roundField } from '../signed-distance'
import { type Anatomy, normalAnatomy, portsOf } from './anatomy'
import { rightAtrialMuscle } from './atrial-muscle'
import type { Walls } from './cavities'
import { distanceField } from './distance-field'
import type { HeartCase } from './heart-case'
import { type HeartParameters, linearScale } from './heart-parameters'
import { landmarks, settle } from './landmarks'
import { lesionNamed } from './lesions'
import { sampleHeart } from './sampled-heart'
import { frameAround, Sampling } from './sampling'
import { bloodOf, portStructure, structures } from './structures'

/**
 * A heart with its great vessels, modelled by signed distances and sampled on a lattice: the normal one, changed by
 * each of the case's lesions in turn. Blood is tight: it leaves only through ports, and cavities join only at gates,
 * at defects and where the anatomy says so.
 * @param spacing edge of a lattice cell, metres; the case's own where left out
 */
export function parametricHeart(from: HeartCase, spacing = from.heart.spacing_mm * mm): Heart {
  const parameters = from.heart
  const size = linearScale(parameters)
  const shape = anatomyOf(from)
  const unit = size * mm
  const step = spacing / unit
  const walls = heldWalls(drawnWalls(parameters, size), step)
  const margin = Math.max(walls.leftVentricle, walls.vessel) + 2 + 2 * step
  const lattice = new Sampling(frameAround(shape, step, margin))
  const sampled = sampleHeart(shape, lattice, walls)
  const frame: LatticeFrame = {
    size: lattice.frame.size,
    spacing,
    origin: scale(lattice.frame.origin, unit),
  }
  const tissue = roundField(frame, distanceField(frame, sampled.tissue, unit))
  return {
    version: 1,
    name: from.name,
    kind: 'whole-heart',
    frame,
    labels: sampled.labels,
    lumen: roundField(frame, distanceField(frame, sampled.lumen, unit)),
    tissue,
    structures: presentIn(sampled.labels),
    ports: ports(shape, unit),
    gates: gates(shape, unit),
    ...connectionsOf(shape),
    landmarks: landmarks(shape, unit, (p) => settle({ frame, tissue }, p)),
    physiology: physiologyOf(parameters),
    warnings: warnings(parameters, spacing),
    source: 'Atrium parametric heart, Apache-2.0',
  }
}

/** The heart's anatomy with every lesion of the case. */
export function anatomyOf(from: HeartCase): Anatomy {
  const scale = linearScale(from.heart)
  const drawn = { scale, walls: drawnWalls(from.heart, scale) }
  const shape = from.lesions.reduce(
    (before, { lesion, values }) => lesionNamed(lesion).shape(before, values, drawn),
    normalAnatomy(from.heart.trabeculae),
  )
  if (from.heart.trabeculae === 0) return shape
  // On the wall as the lesions have left it.
  return {
    ...shape,
    muscle: { ...shape.muscle, RA: [...(shape.muscle.RA ?? []), ...rightAtrialMuscle(shape)] },
  }
}

/** Caval veins that are joined to the lungs instead of the right atrium. */
function connectionsOf({ joins }: Anatomy): Pick<Heart, 'connections'> {
  const toLungs = (vein: 'SVC' | 'IVC') => joins.some(([a, b]) => a === vein && b === 'PA')
  const connections = {
    ...(toLungs('SVC') && { SVC: 'pulmonary-artery' as const }),
    ...(toLungs('IVC') && { IVC: 'pulmonary-artery' as const }),
  }
  return Object.keys(connections).length > 0 ? { connections } : {}
}

function physiologyOf(p: HeartParameters): Physiology {
  const { arterialSaturation, venousSaturation } = p
  const saturations = {
    ...(arterialSaturation !== undefined && { systemicArterial: arterialSaturation }),
    ...(venousSaturation !== undefined && { mixedVenous: venousSaturation }),
  }
  return {
    weight: p.weight_kg,
    height: p.height_cm / 100,
    ageYears: p.ageYears,
    heartRate: p.heartRate_bpm / 60,
    haemoglobin: p.haemoglobin_g_L,
    ...(Object.keys(saturations).length > 0 && { saturations }),
  }
}

function presentIn(labels: Uint8Array): Structure[] {
  const seen = new Uint8Array(256)
  for (let c = 0; c < labels.length; c++) seen[labels[c] as number] = 1
  return structures.filter((s) => seen[s.id])
}

function warnings(p: HeartParameters, spacing: number): string[] {
  const thinnest = Math.min(p.atrialWall_mm, p.vesselWall_mm)
  const always = [
    'Modelled from published normal dimensions: no patient’s heart.',
    'The course of the conduction tissue is estimated from anatomy, not measured.',
  ]
  const coarse = `Walls of ${thinnest} mm are thinner than a cell of ${spacing / mm} mm can hold: they were made thicker and may show false holes.`
  const most = thickest * linearScale(p)
  const thick = `Walls thicker than ${most.toFixed(1)} mm do not fit a heart of this size; they were made that thick.`
  return [
    ...always,
    ...((leastCells * spacing) / mm > thinnest ? [coarse] : []),
    ...(Math.max(p.leftWall_mm, p.septum_mm) > most ? [thick] : []),
  ]
}

/** A wall is made as thick as the lattice needs to hold it at all, this many cells. */
const leastCells = 1.15
/** The thickest wall that the shapes of the drawn heart leave room for, drawn mm; under `reach`. */
const thickest = 12.5

const heldWalls = (walls: Walls, step: number): Walls => ({
  leftVentricle: Math.min(walls.leftVentricle, thickest),
  septum: Math.min(walls.septum, thickest),
  rightVentricle: Math.max(walls.rightVentricle, leastCells * step),
  atrium: Math.max(walls.atrium, leastCells * step),
  vessel: Math.max(walls.vessel, leastCells * step),
})

/** Thicknesses in millimetres of the drawn heart. */
function drawnWalls(p: HeartParameters, size: number): Walls {
  return {
    leftVentricle: p.leftWall_mm / size,
    septum: p.septum_mm / size,
    rightVentricle: p.rightWall_mm / size,
    atrium: p.atrialWall_mm / size,
    vessel: p.vesselWall_mm / size,
  }
}

const ports = (shape: Anatomy, unit: number): Port[] =>
  portsOf(shape).map(({ id, name, part, body, centre, normal, radius }) => ({
    id,
    name,
    structure: portStructure(body, part),
    part,
    centre: scale(centre, unit),
    normal,
    radius: (radius + 1) * unit,
    area: Math.PI * (radius * unit) ** 2,
  }))

const gates = (shape: Anatomy, unit: number): Gate[] =>
  shape.gates.map(({ id, from, to, centre, normal, radius, leaks }) => ({
    id,
    from: bloodOf[from],
    to: bloodOf[to],
    centre: scale(centre, unit),
    normal,
    radius: (radius + 1) * unit,
    area: Math.PI * (radius * unit) ** 2,
    ...(leaks && {
      leaks: leaks.map(({ place, area }) => ({
        place: place.map((p) => scale(p, unit)),
        area: area * unit ** 2,
      })),
    }),
  }))
