import { cellCentre } from '../core/lattice'
import { add, cross, dot, length, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Gate, GateName, Heart } from '../heart/heart'
import { septalPlane } from './septal-plane'

export const anatomicalViewNames = ['surgeon', 'four-chamber', 'lvot', 'septum'] as const
export type AnatomicalViewName = (typeof anatomicalViewNames)[number]

/** How a heart is looked at, in patient space. */
export interface AnatomicalView {
  /** Point in the middle of the picture, metres. */
  readonly target: Vec3
  /** Unit vector from the target to the eye. */
  readonly away: Vec3
  /** Unit vector that is up in the picture, at right angles to `away`. */
  readonly up: Vec3
  /** A point of the plane that is looked at: what lies between it and the eye is cut away. Null: nothing is. */
  readonly section: Vec3 | null
}

/**
 * The view of that name, computed from the heart's valves and cavities; null where the heart lacks what it needs.
 *
 * - `surgeon`: through a median sternotomy from the patient's right: the head lies to the left of the picture.
 * - `four-chamber`: the plane of the mitral centre, the tricuspid centre and the apex of the left ventricle, apex down
 *   and the patient's left on the right, as in paediatric echocardiography (apex-down convention).
 * - `lvot`: the plane of the mitral centre, the aortic centre and the apex, as the parasternal long axis: apex to the
 *   left, the outflow tract to the right, the septum above.
 * - `septum`: the ventricular septum en face from the right ventricle, whose free wall is cut away; head up.
 *
 * The apex is the point of the cavity below the mitral valve that lies farthest from it.
 */
export function anatomicalView(heart: Heart, name: AnatomicalViewName): AnatomicalView | null {
  if (name === 'surgeon') return surgeonsView(heart)
  const mitral = gateOf(heart, 'mitral')
  const tricuspid = gateOf(heart, 'tricuspid')
  const aortic = gateOf(heart, 'aortic')
  if (name === 'septum') return mitral && tricuspid ? enFaceSeptum(heart, mitral.to, tricuspid.to) : null
  if (!mitral) return null
  const apex = apexBelow(heart, mitral)
  if (name === 'four-chamber') return tricuspid && fourChamber(mitral.centre, tricuspid.centre, apex)
  return aortic && outflowTract(mitral.centre, aortic.centre, apex)
}

/** The names of the views that this heart has what it takes for. */
export const anatomicalViewsOf = (heart: Heart): AnatomicalViewName[] =>
  anatomicalViewNames.filter((name) =>
    name === 'surgeon'
      ? heart.kind === 'whole-heart'
      : name === 'four-chamber'
        ? gateOf(heart, 'mitral') && gateOf(heart, 'tricuspid')
        : name === 'lvot'
          ? gateOf(heart, 'mitral') && gateOf(heart, 'aortic')
          : anatomicalView(heart, name),
  )

const gateOf = (heart: Heart, id: GateName): Gate | null => heart.gates.find((g) => g.id === id) ?? null

/** The part of a vector at right angles to a unit vector, of length one. */
const across = (v: Vec3, unit: Vec3): Vec3 => normalize(subtract(v, scale(unit, dot(v, unit))))

function surgeonsView(heart: Heart): AnatomicalView {
  const { origin, size, spacing } = heart.frame
  const target = add(origin, scale([size[0], size[1], size[2]], spacing / 2))
  const away = normalize([-0.4, -1, 0.1])
  return { target, away, up: across([1, 0, 0], away), section: null }
}

function fourChamber(mitral: Vec3, tricuspid: Vec3, apex: Vec3): AnatomicalView {
  const base = mix(mitral, tricuspid, 0.5)
  const up = normalize(subtract(base, apex))
  const right = across(subtract(mitral, tricuspid), up)
  // Nearer the base than the apex, so that the atria are in the picture as well.
  const target = mix(apex, base, 0.85)
  return { target, away: cross(right, up), up, section: base }
}

function outflowTract(mitral: Vec3, aortic: Vec3, apex: Vec3): AnatomicalView {
  const base = mix(mitral, aortic, 0.5)
  const right = normalize(subtract(base, apex))
  const up = across(subtract(aortic, mitral), right)
  return { target: mix(apex, base, 0.8), away: cross(right, up), up, section: base }
}

function enFaceSeptum(heart: Heart, left: number, right: number): AnatomicalView | null {
  const plane = septalPlane(heart, left, right)
  if (!plane) return null
  const { centre, normal, reach } = plane
  // A heart that stands on its septum has no head in the picture: the front is up then.
  const head: Vec3 = Math.abs(normal[2]) < 0.95 ? [0, 0, 1] : [0, -1, 0]
  return {
    target: centre,
    away: normal,
    up: across(head, normal),
    section: add(centre, scale(normal, reach)),
  }
}

const apexes = new WeakMap<Uint8Array, Map<number, Vec3>>()

/** The cell of the cavity below a valve that lies farthest from it, metres. Kept with the labels it was found in. */
function apexBelow(heart: Heart, gate: Gate): Vec3 {
  const known = apexes.get(heart.labels) ?? new Map<number, Vec3>()
  apexes.set(heart.labels, known)
  const found = known.get(gate.to) ?? farthestCell(heart, gate.to, gate.centre)
  known.set(gate.to, found)
  return found
}

function farthestCell({ frame, labels }: Heart, structure: number, from: Vec3): Vec3 {
  const [nx, ny] = frame.size
  let best: Vec3 = from
  let farthest = -1
  for (let n = 0; n < labels.length; n++) {
    if (labels[n] !== structure) continue
    const place = cellCentre(frame, n % nx, Math.floor(n / nx) % ny, Math.floor(n / (nx * ny)))
    const away = length(subtract(place, from))
    if (away <= farthest) continue
    farthest = away
    best = place
  }
  return best
}
