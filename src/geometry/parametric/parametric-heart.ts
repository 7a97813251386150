import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { scale } from '../../core/vec3'
import type { Gate, Heart, Port } from '../../heart/heart'
import { roundField } from '../signed-distance'
import { type Anatomy, anatomy } from './anatomy'
import type { Walls } from './cavities'
import { distanceField } from './distance-field'
import { type HeartParameters, linearScale } from './heart-parameters'
import { landmarks, settle } from './landmarks'
import { sampleHeart } from './sampled-heart'
import { frameAround, Sampling } from './sampling'
import { bloodOf, portStructure, structures } from './structures'

/**
 * A four-chamber heart with its great vessels, modelled by signed distances and sampled on a lattice. Blood is
 * tight: it leaves only through ports, and cavities join only at gates and at the septal defect.
 * @param parameters see `heartParametersSchema`
 * @param spacing edge of a lattice cell, metres; the parameters' own where left out
 */
export function parametricHeart(parameters: HeartParameters, spacing = parameters.spacing_mm * mm): Heart {
  const shape = anatomy(parameters.trabeculae, parameters.isthmus_mm / 2 / linearScale(parameters))
  const size = linearScale(parameters)
  const unit = size * mm
  const walls = drawnWalls(parameters, size)
  const step = spacing / unit
  const margin = Math.max(walls.leftVentricle, walls.vessel) + 2 + 2 * step
  const lattice = new Sampling(frameAround(shape, step, margin))
  const sampled = sampleHeart(shape, lattice, walls, parameters.vsdDiameter_mm / size)
  const frame: LatticeFrame = {
    size: lattice.frame.size,
    spacing,
    origin: scale(lattice.frame.origin, unit),
  }
  const tissue = roundField(frame, distanceField(frame, sampled.tissue, unit))
  return {
    version: 1,
    name: parameters.name,
    kind: 'whole-heart',
    frame,
    labels: sampled.labels,
    lumen: roundField(frame, distanceField(frame, sampled.lumen, unit)),
    tissue,
    structures,
    ports: ports(shape, unit),
    gates: gates(shape, unit),
    landmarks: landmarks(shape, parameters, unit, (p) => settle({ frame, tissue }, p)),
    physiology: {
      weight: parameters.weight_kg,
      height: parameters.height_cm / 100,
      ageYears: parameters.ageYears,
      heartRate: parameters.heartRate_bpm / 60,
      haemoglobin: parameters.haemoglobin_g_L,
    },
    warnings: warnings(parameters, spacing),
    source: 'Atrium parametric heart, Apache-2.0',
  }
}

function warnings(p: HeartParameters, spacing: number): string[] {
  const thinnest = Math.min(p.atrialWall_mm, p.vesselWall_mm)
  const always = [
    'Modelled from published normal dimensions: no patient’s heart.',
    'The course of the conduction tissue is estimated from anatomy, not measured.',
  ]
  const coarse = `Walls of ${thinnest} mm are thinner than a cell of ${spacing / mm} mm and may show false holes.`
  return spacing / mm > thinnest ? [...always, coarse] : always
}

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
  shape.ports.map(({ id, name, part, body, centre, normal, radius }) => ({
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
  Object.values(shape.gates).map(({ id, from, to, centre, normal, radius }) => ({
    id,
    from: bloodOf[from],
    to: bloodOf[to],
    centre: scale(centre, unit),
    normal,
    radius: (radius + 1) * unit,
    area: Math.PI * (radius * unit) ** 2,
  }))
