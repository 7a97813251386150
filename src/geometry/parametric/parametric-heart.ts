import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { add, dot, scale, subtract, tangents, type Vec3 } from '../../core/vec3'
import type { Gate, Heart, Landmark, Port, Structure } from '../../heart/heart'
import { type Anatomy, anatomy, type Body, bodies, type Piece } from './anatomy'
import { type HeartParameters, linearScale } from './heart-parameters'
import { redistance } from './redistance'
import { cylinder, type Solid, smoothMax, smoothMin } from './solids'

/** Farther than this from a cavity nothing is asked of its shape, mm of the drawn heart. */
const reach = 16

type Fields = Record<Body, Float32Array>

const structures: readonly Structure[] = [
  { id: 1, name: 'Left ventricular wall', kind: 'wall', part: 'LV' },
  { id: 2, name: 'Right ventricular wall', kind: 'wall', part: 'RV' },
  { id: 3, name: 'Left atrial wall', kind: 'wall', part: 'LA' },
  { id: 4, name: 'Right atrial wall', kind: 'wall', part: 'RA' },
  { id: 5, name: 'Aortic wall', kind: 'wall', part: 'aorta' },
  { id: 6, name: 'Pulmonary arterial wall', kind: 'wall', part: 'pulmonary-artery' },
  { id: 7, name: 'Epicardial fat', kind: 'wall', part: 'none' },
  { id: 11, name: 'Left ventricle', kind: 'blood', part: 'LV' },
  { id: 12, name: 'Right ventricle', kind: 'blood', part: 'RV' },
  { id: 13, name: 'Left atrium', kind: 'blood', part: 'LA' },
  { id: 14, name: 'Right atrium', kind: 'blood', part: 'RA' },
  { id: 15, name: 'Aorta', kind: 'blood', part: 'aorta' },
  { id: 16, name: 'Pulmonary artery', kind: 'blood', part: 'pulmonary-artery' },
  { id: 17, name: 'Superior vena cava', kind: 'blood', part: 'SVC' },
  { id: 18, name: 'Inferior vena cava', kind: 'blood', part: 'IVC' },
  { id: 19, name: 'Pulmonary veins', kind: 'blood', part: 'pulmonary-vein' },
]
const wallOf: Record<Body, number> = { LV: 1, RV: 2, LA: 3, RA: 4, aorta: 5, PA: 6 }
const bloodOf: Record<Body, number> = { LV: 11, RV: 12, LA: 13, RA: 14, aorta: 15, PA: 16 }
const fat = 7
const veinId: Record<string, number> = { SVC: 17, IVC: 18, 'pulmonary-vein': 19 }

/**
 * A four-chamber heart with its great vessels, modelled by signed distances and sampled on a lattice.
 * @param parameters see `heartParametersSchema`
 * @param spacing edge of a lattice cell, metres; the parameters' own where left out
 */
export function parametricHeart(parameters: HeartParameters, spacing = parameters.spacing_mm * mm): Heart {
  const shape = anatomy()
  const size = linearScale(parameters)
  const grid = new Grid(shape, spacing / mm / size, parameters, size)
  const { lumen, tissue, labels } = grid.evaluate()
  const unit = size * mm
  const frame: LatticeFrame = {
    size: grid.frame.size,
    spacing,
    origin: scale(grid.frame.origin, unit),
  }
  const toMetres = (field: Float32Array) =>
    redistance(
      frame,
      field.map((v) => v * unit),
    )
  return {
    version: 1,
    name: parameters.name,
    kind: 'whole-heart',
    frame,
    labels,
    lumen: toMetres(lumen),
    tissue: toMetres(tissue),
    structures,
    ports: ports(shape, unit),
    gates: gates(shape, unit),
    landmarks: landmarks(shape, parameters, unit),
    physiology: {
      weight: parameters.weight_kg,
      height: parameters.height_cm / 100,
      ageYears: parameters.ageYears,
      heartRate: parameters.heartRate_bpm / 60,
      haemoglobin: parameters.haemoglobin_g_L,
    },
    warnings: ['This heart is modelled from published normal dimensions; it is no patient’s.'],
    source: 'Atrium parametric heart (Apache-2.0)',
  }
}

const ports = (shape: Anatomy, unit: number): Port[] =>
  shape.ports.map((p) => ({
    id: p.id,
    name: p.name,
    structure:
      p.part === 'aorta'
        ? bloodOf.aorta
        : p.part === 'pulmonary-artery'
          ? bloodOf.PA
          : (veinId[p.part] as number),
    part: p.part,
    centre: scale(p.centre, unit),
    normal: p.normal,
    radius: (p.radius + 1) * unit,
    area: Math.PI * (p.radius * unit) ** 2,
  }))

const gates = (shape: Anatomy, unit: number): Gate[] =>
  shape.gates.map((g) => ({
    id: g.id,
    from: bloodOf[g.from],
    to: bloodOf[g.to],
    centre: scale(g.centre, unit),
    normal: g.normal,
    radius: (g.radius + 1) * unit,
    area: Math.PI * (g.radius * unit) ** 2,
  }))

const circle = (centre: Vec3, normal: Vec3, radius: number, count = 24): Vec3[] => {
  const [s, t] = tangents(normal)
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return add(centre, add(scale(s, radius * Math.cos(angle)), scale(t, radius * Math.sin(angle))))
  })
}

function landmarks(shape: Anatomy, p: HeartParameters, unit: number): Landmark[] {
  const annuli = shape.gates.map((g) => ({
    id: `annulus-${g.id}`,
    name: `${g.id} annulus`,
    points: circle(scale(g.centre, unit), g.normal, g.radius * unit),
  }))
  const others = Object.entries(shape.landmarks).map(([id, { name, points }]) => ({
    id,
    name,
    points: points.map((q) => scale(q, unit)),
  }))
  const centre = scale(shape.defect.centre, unit)
  const septum = { id: 'septum-centre', name: 'Membranous septum', points: [centre] }
  if (p.vsdDiameter_mm === 0) return [...annuli, septum, ...others]
  const rim = circle(centre, shape.defect.axis, (p.vsdDiameter_mm / 2) * mm)
  return [
    ...annuli,
    septum,
    { id: 'vsd-centre', name: 'Centre of the septal defect', points: [centre] },
    { id: 'vsd-rim', name: 'Rim of the septal defect', points: rim },
    ...others,
  ]
}

/** The lattice in units of the drawn heart's millimetres, and the shape sampled on it. */
class Grid {
  readonly frame: LatticeFrame
  private readonly count: number

  constructor(
    private readonly shape: Anatomy,
    step: number,
    private readonly parameters: HeartParameters,
    /** Actual millimetres per drawn millimetre. */
    private readonly size: number,
  ) {
    this.frame = frameAround(shape, step, parameters.leftWall_mm / size + 3)
    this.count = this.frame.size[0] * this.frame.size[1] * this.frame.size[2]
  }

  /** Thickness in actual mm to drawn mm. */
  private drawn(thickness: number): number {
    return thickness / this.size
  }

  evaluate() {
    const p = this.parameters
    const raw = Object.fromEntries(bodies.map((b) => [b, this.union(this.shape.lumen[b])])) as Fields
    const cavity = this.separate(raw)
    const walls: Record<Body, number> = {
      LV: this.drawn(p.leftWall_mm),
      RV: this.drawn(p.rightWall_mm),
      LA: this.drawn(p.atrialWall_mm),
      RA: this.drawn(p.atrialWall_mm),
      aorta: this.drawn(p.vesselWall_mm),
      PA: this.drawn(p.vesselWall_mm),
    }
    const muscle = { LV: this.union(this.shape.muscle.LV), RV: this.union(this.shape.muscle.RV) }
    const lumen = new Float32Array(this.count)
    const owner = new Uint8Array(this.count)
    const tissue = new Float32Array(this.count)
    const wallOwner = new Uint8Array(this.count)
    for (let c = 0; c < this.count; c++) {
      let least = Number.POSITIVE_INFINITY
      let solid = Number.POSITIVE_INFINITY
      let padded = Number.POSITIVE_INFINITY
      let thinnest = Number.POSITIVE_INFINITY
      for (const b of bodies) {
        const d = cavity[b][c] as number
        const open = b === 'LV' || b === 'RV' ? smoothMax(d, -(muscle[b][c] as number), 1) : d
        if (open < least) {
          least = open
          owner[c] = bodies.indexOf(b)
        }
        const wall = d - walls[b]
        solid = smoothMin(solid, wall, 1.5)
        padded = smoothMin(padded, wall, 9)
        if (wall < thinnest) {
          thinnest = wall
          wallOwner[c] = wallOf[b]
        }
      }
      if (solid > 0 && padded < 0) wallOwner[c] = fat
      lumen[c] = least
      tissue[c] = padded
    }
    this.openDefect(lumen, owner)
    this.cutEnds(lumen, tissue)
    const labels = new Uint8Array(this.count)
    for (let c = 0; c < this.count; c++) {
      tissue[c] = Math.max(tissue[c] as number, -(lumen[c] as number))
      if ((lumen[c] as number) < 0) labels[c] = bloodOf[bodies[owner[c] as number] as Body]
      else if ((tissue[c] as number) < 0) labels[c] = wallOwner[c] as number
    }
    this.nameVeins(labels)
    this.nameBesideGates(labels)
    return { lumen, tissue, labels }
  }

  /** Keeps a wall between cavities: each gives way to those before it in the order of `bodies`. */
  private separate(raw: Fields): Fields {
    const p = this.parameters
    const atrial = this.drawn(p.atrialWall_mm)
    const groove = Math.max(3.2, this.drawn(p.rightWall_mm) + 1)
    const vessel = this.drawn(p.vesselWall_mm) * 1.15
    const give = (field: Float32Array, other: Float32Array, wall: number | Float32Array, k: number) => {
      for (let c = 0; c < field.length; c++) {
        const t = typeof wall === 'number' ? wall : (wall[c] as number)
        field[c] = smoothMax(field[c] as number, t - (other[c] as number), k)
      }
    }
    const sleeves = (b: Body) => this.union(this.shape.lumen[b].filter((piece) => piece.blend === 0))
    const keepSleeves = (field: Float32Array, b: Body) => {
      const s = sleeves(b)
      for (let c = 0; c < field.length; c++) field[c] = Math.min(field[c] as number, s[c] as number)
    }
    give(raw.PA, raw.aorta, vessel, 0.5)
    give(raw.RV, raw.LV, this.septum(), 2)
    give(raw.RV, raw.aorta, vessel + 0.5, 1)
    keepSleeves(raw.RV, 'RV')
    give(raw.LA, raw.LV, 3, 1)
    give(raw.LA, raw.aorta, vessel, 1)
    give(raw.LA, raw.PA, vessel, 1)
    give(raw.LA, raw.RV, groove, 1)
    keepSleeves(raw.LA, 'LA')
    give(raw.RA, raw.LV, 3.5, 1)
    give(raw.RA, raw.aorta, vessel, 1)
    give(raw.RA, raw.PA, vessel, 1)
    give(raw.RA, raw.RV, groove, 1)
    give(raw.RA, raw.LA, atrial, 1)
    keepSleeves(raw.RA, 'RA')
    return raw
  }

  /** Thickness of the ventricular septum at each cell: muscular, thinning to the membranous part. */
  private septum(): Float32Array {
    const { centre, reach: far } = this.shape.membranous
    const muscular = this.drawn(this.parameters.septum_mm)
    const membranous = Math.min(muscular, this.drawn(2.6))
    const field = new Float32Array(this.count)
    this.each((c, x, y, z) => {
      const d = Math.hypot(x - centre[0], y - centre[1], z - centre[2]) / far
      const t = Math.min(Math.max(d * 1.6 - 0.6, 0), 1)
      field[c] = membranous + (muscular - membranous) * t * t * (3 - 2 * t)
    })
    return field
  }

  private openDefect(lumen: Float32Array, owner: Uint8Array): void {
    const diameter = this.drawn(this.parameters.vsdDiameter_mm)
    if (diameter === 0) return
    const { centre, axis } = this.shape.defect
    const half = this.drawn(this.parameters.septum_mm) + 2
    const hole = cylinder(add(centre, scale(axis, -half)), axis, 2 * half, diameter / 2)
    this.within(hole, 1, (c, d) => {
      if (d < (lumen[c] as number) && (lumen[c] as number) >= 0) {
        const [x, y, z] = this.centreOf(c)
        owner[c] = bodies.indexOf(dot(subtract([x, y, z], centre), axis) < 0 ? 'LV' : 'RV')
      }
      lumen[c] = Math.min(lumen[c] as number, d)
    })
  }

  /** Vessels end in a flat, open cut: everything beyond a port's disc goes. */
  private cutEnds(lumen: Float32Array, tissue: Float32Array): void {
    for (const port of this.shape.ports) {
      const wall = this.drawn(this.parameters.vesselWall_mm)
      const gone = cylinder(port.centre, port.normal, 4 * port.radius, port.radius + wall + 2.5)
      this.within(gone, reach, (c, d) => {
        lumen[c] = Math.max(lumen[c] as number, -d)
        tissue[c] = Math.max(tissue[c] as number, -d)
      })
    }
  }

  private nameVeins(labels: Uint8Array): void {
    for (const vein of this.shape.veins) {
      const solid = cylinder(vein.centre, vein.axis, 60, vein.radius)
      this.within(solid, 0, (c, d) => {
        if (d < 0 && labels[c] === bloodOf[vein.body]) labels[c] = veinId[vein.part] as number
      })
    }
  }

  /** Beside a gate the side of its plane decides, not the nearer cavity. */
  private nameBesideGates(labels: Uint8Array): void {
    for (const gate of this.shape.gates) {
      const near = cylinder(add(gate.centre, scale(gate.normal, -5)), gate.normal, 10, gate.radius + 0.3)
      const [from, to] = [bloodOf[gate.from], bloodOf[gate.to]]
      this.within(near, 0, (c, d) => {
        if (d >= 0 || (labels[c] !== from && labels[c] !== to)) return
        labels[c] = dot(subtract(this.centreOf(c), gate.centre), gate.normal) < 0 ? from : to
      })
    }
  }

  private union(pieces: readonly Piece[]): Float32Array {
    const field = new Float32Array(this.count).fill(reach)
    for (const { solid, blend } of pieces)
      this.within(solid, reach, (c, d) => {
        field[c] = blend > 0 ? smoothMin(field[c] as number, d, blend) : Math.min(field[c] as number, d)
      })
    return field
  }

  private centreOf(c: number): Vec3 {
    const { size, origin, spacing } = this.frame
    const i = c % size[0]
    const j = Math.floor(c / size[0]) % size[1]
    const k = Math.floor(c / (size[0] * size[1]))
    return [origin[0] + i * spacing, origin[1] + j * spacing, origin[2] + k * spacing]
  }

  private each(visit: (c: number, x: number, y: number, z: number) => void): void {
    for (let c = 0; c < this.count; c++) {
      const [x, y, z] = this.centreOf(c)
      visit(c, x, y, z)
    }
  }

  /** Visits the cells of a solid's box, grown by a margin, with the solid's distance. */
  private within(solid: Solid, margin: number, visit: (cell: number, distance: number) => void): void {
    const { size, origin, spacing } = this.frame
    const first = [0, 1, 2].map((x) =>
      Math.max(0, Math.ceil(((solid.low[x] as number) - margin - (origin[x] as number)) / spacing)),
    ) as [number, number, number]
    const last = [0, 1, 2].map((x) =>
      Math.min(
        (size[x] as number) - 1,
        Math.floor(((solid.high[x] as number) + margin - (origin[x] as number)) / spacing),
      ),
    ) as [number, number, number]
    for (let k = first[2]; k <= last[2]; k++)
      for (let j = first[1]; j <= last[1]; j++) {
        let c = first[0] + size[0] * (j + size[1] * k)
        for (let i = first[0]; i <= last[0]; i++, c++) {
          const d = solid.distance(origin[0] + i * spacing, origin[1] + j * spacing, origin[2] + k * spacing)
          if (d < margin) visit(c, d)
        }
      }
  }
}

/** The box of all cavities, kept inside the ports' planes, with a margin for walls and two empty cells. */
function frameAround(shape: Anatomy, step: number, margin: number): LatticeFrame {
  const low = [1e9, 1e9, 1e9]
  const high = [-1e9, -1e9, -1e9]
  for (const b of bodies)
    for (const { solid } of shape.lumen[b])
      for (let x = 0; x < 3; x++) {
        low[x] = Math.min(low[x] as number, solid.low[x] as number)
        high[x] = Math.max(high[x] as number, solid.high[x] as number)
      }
  const origin = low.map((v) => v - margin - 2 * step) as unknown as Vec3
  const size = high.map((v, x) => Math.ceil((v + margin + 2 * step - (origin[x] as number)) / step) + 1)
  return { size: size as unknown as LatticeFrame['size'], spacing: step, origin }
}
