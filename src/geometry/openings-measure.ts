import { sampleField } from '../core/lattice'
import { add, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { BloodDomain, FaceSet, Opening } from './blood-domain'
import { type Face, touching } from './openings-lattice-cut'
import { alike, planeSection, refineSection, type Section, sphereDirections } from './openings-plane'
import { middleOfFace } from './resolve-anatomy-flood'
import { forBox } from './resolve-anatomy-ports'

interface Measured {
  readonly area: number
  readonly centre: Vec3
  readonly normal: Vec3
  readonly faces: readonly Face[]
}

export function measure(
  domain: BloodDomain,
  faces: readonly Face[],
  ids: readonly [number, number],
): Opening | null {
  const { frame, open, crossed } = domain
  let vector: Vec3 = [0, 0, 0]
  let centre: Vec3 = [0, 0, 0]
  let total = 0
  let leak = 0
  for (const f of faces) {
    const a = (open[f.axis]?.[f.cell] as number) * frame.spacing ** 2
    const unit: [number, number, number] = [0, 0, 0]
    unit[f.axis] = f.sign * a
    centre = add(centre, scale(middleOfFace(frame, f.axis, f.cell), a))
    total += a
    if (crossed[f.axis]?.[f.cell]) leak += a
    else vector = add(vector, unit)
  }
  if (total <= 0) return null
  const rough: Measured = {
    area: length(vector) + leak,
    centre: scale(centre, 1 / total),
    normal: length(vector) > 0 ? normalize(vector) : mainNormal(faces),
    faces,
  }
  const best = sheetNear(domain, faces) ? rough : (planeMeasure(domain, rough) ?? rough)
  return openingOf(domain, best, ids)
}

/** Direction of a gap whose faces cancel: the axis that most of them share. */
function mainNormal(faces: readonly Face[]): Vec3 {
  const sum: [number, number, number] = [0, 0, 0]
  for (const f of faces) sum[f.axis] = (sum[f.axis] as number) + f.sign
  return length(sum) > 0 ? normalize(sum) : [0, 0, 1]
}

/** Does a sheet cross a link within two cells of the cut? Then the plane of the wall is not the section. */
function sheetNear(domain: BloodDomain, faces: readonly Face[]): boolean {
  if (domain.sheets.length === 0) return false
  const [nx, ny] = domain.frame.size
  return faces.some(({ cell }) => {
    for (let k = -2; k <= 2; k++)
      for (let j = -2; j <= 2; j++)
        for (let i = -2; i <= 2; i++) {
          const n = cell + i + nx * (j + ny * k)
          if (domain.crossed[0][n] || domain.crossed[1][n] || domain.crossed[2][n]) return true
        }
    return false
  })
}

/** The cut again as a plane of the lattice: turned to the narrowest section, measured by its open fractions. */
function planeMeasure(domain: BloodDomain, rough: Measured): Measured | null {
  const { frame, phi } = domain
  const lumen = (p: Vec3) => sampleField(frame, phi, p)
  const limit = 2.5 * Math.sqrt(rough.area / Math.PI) + 3 * frame.spacing
  const start = startSection(domain, lumen, rough, limit)
  if (!start) return null
  const section = refineSection(lumen, midway(lumen, start, limit, frame.spacing), frame.spacing, limit)
  const normal = alike(section.normal, rough.normal)
  const faces = planeFaces(domain, section, normal)
  if (!faces) return null
  let area = 0
  for (const f of faces)
    area += (open(domain, f) as number) * frame.spacing ** 2 * Math.abs(normal[f.axis] as number)
  // Far smaller than the cut, the plane has slid into a corner of the lumen.
  return area > 1.1 * rough.area || area < 0.5 * rough.area
    ? null
    : { area, centre: section.centre, normal, faces }
}

const open = (domain: BloodDomain, f: Face) => domain.open[f.axis]?.[f.cell]

/** A first section: across the cut's own direction, or else the smallest of a few dozen directions. */
function startSection(
  domain: BloodDomain,
  lumen: (p: Vec3) => number,
  rough: Measured,
  limit: number,
): Section | null {
  const step = domain.frame.spacing / 4
  let centre = rough.centre
  if (lumen(centre) >= 0)
    for (const f of rough.faces) {
      const p = middleOfFace(domain.frame, f.axis, f.cell)
      if (lumen(p) < lumen(centre)) centre = p
    }
  let best = planeSection(lumen, centre, rough.normal, limit, step)
  for (const n of sphereDirections(48)) {
    if (n[2] < 0) continue
    const s = planeSection(lumen, centre, n, limit, step)
    if (s && (!best || s.area < best.area)) best = s
  }
  return best && (planeSection(lumen, best.centre, best.normal, limit, step) ?? best)
}

/** The same section moved to the middle of the stretch where it stays as narrow: a plane can turn there. */
function midway(lumen: (p: Vec3) => number, start: Section, limit: number, spacing: number): Section {
  const step = spacing / 2
  const reach = (side: number): number => {
    for (let s = step; s < limit; s += step) {
      const centre = add(start.centre, scale(start.normal, side * s))
      const next = planeSection(lumen, centre, start.normal, limit, spacing / 4)
      if (!next || next.area > 1.05 * start.area) return s - step
    }
    return limit
  }
  const shift = (reach(1) - reach(-1)) / 2
  const centre = add(start.centre, scale(start.normal, shift))
  const moved = planeSection(lumen, centre, start.normal, limit, spacing / 4)
  return (moved && planeSection(lumen, moved.centre, start.normal, limit, spacing / 4)) ?? start
}

/** Open faces that a plane crosses, joined to its middle; null when they run on beyond the section's rim. */
function planeFaces(domain: BloodDomain, section: Section, normal: Vec3): Face[] | null {
  const { frame } = domain
  const h = frame.spacing
  const far = section.greatestRadius + 2 * h
  const faces: Face[] = []
  const away: number[] = []
  forBox(frame, section.centre, far + h, (cell, p) => {
    const d = dot(subtract(p, section.centre), normal)
    if (Math.abs(d) > h) return
    for (let axis = 0; axis < 3; axis++) {
      if (d < 0 === d + h * (normal[axis] as number) < 0 || !(domain.open[axis]?.[cell] as number)) continue
      const face = { axis, cell, sign: d < 0 ? 1 : -1 }
      faces.push(face)
      away.push(length(subtract(middleOfFace(frame, axis, cell), section.centre)))
    }
  })
  const first = away.indexOf(Math.min(...away))
  if (first < 0) return null
  const group = touching(frame, faces, first)
  return group.some((n) => (away[n] as number) > far) ? null : group.map((n) => faces[n] as Face)
}

function openingOf(domain: BloodDomain, m: Measured, [lowId, highId]: readonly [number, number]): Opening {
  const effectiveDiameter = 2 * Math.sqrt(m.area / Math.PI)
  return {
    from: lowId,
    to: highId,
    area: m.area,
    effectiveDiameter,
    centre: m.centre,
    normal: m.normal,
    faces: faceSet(m.faces),
    cellsAcross: effectiveDiameter / domain.frame.spacing,
  }
}

export const faceSet = (faces: readonly Face[]): FaceSet => ({
  axis: Uint8Array.from(faces, (f) => f.axis),
  cell: Uint32Array.from(faces, (f) => f.cell),
  sign: Int8Array.from(faces, (f) => f.sign),
})
