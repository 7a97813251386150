import { say } from '../../core/language'
import { add, cross, distance, length, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import { evenLoop, harmonicMembrane, type Membrane } from '../../geometry/sheets-membrane'
import type { Annotation } from '../../heart/annotation'

/** A measure as the tissue lies, and of the same material at rest; lengths mm, angles degrees, areas mm², volumes mL. */
export interface Measured {
  readonly now: number
  readonly rest: number
  readonly unit: 'mm' | '°' | 'mm²' | 'mL'
  /** Of an area: the way round it, mm. */
  readonly round?: number
}

/** Blood in a cavity, m³: as the tissue lies, and at rest; null where it is not known. */
export type CavityVolumes = (structure: number) => { readonly now: number; readonly rest: number } | null

/**
 * Reads a measure.
 * @param places where its points are now, metres, in their order; @param rest the same at rest
 * @returns null for words and lines, and for a cavity whose volume is not known
 */
export function measured(
  annotation: Annotation,
  places: readonly Vec3[],
  rest: readonly Vec3[],
  volumes: CavityVolumes,
): Measured | null {
  switch (annotation.kind) {
    case 'length':
      return { now: way(places), rest: way(rest), unit: 'mm' }
    case 'angle':
      return { now: angleAt(places), rest: angleAt(rest), unit: '°' }
    case 'area':
      return { now: areaOver(places), rest: areaOver(rest), unit: 'mm²', round: round(places) }
    case 'volume': {
      const found = volumes(annotation.structure)
      return found && { now: found.now * 1e6, rest: found.rest * 1e6, unit: 'mL' }
    }
    default:
      return null
  }
}

const way = (p: readonly Vec3[]): number => 1e3 * distance(p[0]!, p[1]!)

const round = (p: readonly Vec3[]): number =>
  1e3 * p.reduce((sum, a, n) => sum + distance(a, p[(n + 1) % p.length]!), 0)

/** Between the two arms from the middle place, degrees; by the tangent of the half angle, exact near 0 and 180. */
function angleAt([a, middle, b]: readonly Vec3[]): number {
  const u = normalize(subtract(a!, middle!))
  const v = normalize(subtract(b!, middle!))
  return (2 * Math.atan2(length(subtract(u, v)), length(add(u, v))) * 180) / Math.PI
}

/** Even points round the outline, and rings of the surface over it. */
const around = 96
const rings = 12

/** Area of the harmonic surface over a closed outline (close to a soap film), mm². Flat outlines are exact to .1 %. */
export const areaOver = (outline: readonly Vec3[]): number =>
  membraneArea(harmonicMembrane(evenLoop(outline, round(outline) / 1e3 / around, around), rings))

/** Area of a surface of triangles, mm². */
export function membraneArea({ positions, triangles }: Pick<Membrane, 'positions' | 'triangles'>): number {
  const at = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
  let twice = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [at(triangles[t]!), at(triangles[t + 1]!), at(triangles[t + 2]!)]
    twice += length(cross(subtract(b, a), subtract(c, a)))
  }
  return (twice / 2) * 1e6
}

/** `23.4 mm`; where the tissue at rest differs by more than a twentieth: `23.4 mm, 20.1 at rest`. */
export function measureText(m: Measured): string {
  const [now, rest] = [figure(m.now, m.unit), figure(m.rest, m.unit)]
  const differs = now !== rest && Math.abs(m.now - m.rest) > 0.05 * m.rest
  return differs
    ? say('{now} {unit}, {rest} at rest', { now, unit: m.unit, rest })
    : say('{now} {unit}', { now, unit: m.unit })
}

/** Tenths of a millimetre, whole degrees and square millimetres, tenths of a millilitre under 100. */
function figure(value: number, unit: Measured['unit']): string {
  const fine = unit === 'mm' || (unit === 'mL' && value < 100)
  return value.toFixed(fine ? 1 : 0)
}

/** Middle of places, metres: where a measure's words stand. */
export function middleOf(kind: Annotation['kind'], places: readonly Vec3[]): Vec3 {
  if (kind === 'angle') return places[1]!
  return scale(places.reduce<Vec3>(add, [0, 0, 0]), 1 / places.length)
}
