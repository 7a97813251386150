import { add, cross, distance, dot, mix, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'

/** A place on a tube's axis, its way on and two directions across it; unit vectors. */
export interface Station {
  readonly centre: Vec3
  readonly along: Vec3
  readonly u: Vec3
  readonly v: Vec3
}

/** Over how many radii either way corners are rounded off (standard deviation): a tube folds where it bends more tightly. */
const softness = 0.6

/** Even stations along the axis of a tube, its corners rounded off, their frames carried along without twist. Metres. */
export function stationsOf(path: readonly Vec3[], radius: number, step: number): Station[] {
  let centres = evenly(path, step)
  // A round moves what is at a place by half a step squared.
  const rounds = Math.ceil(2 * ((softness * radius) / step) ** 2)
  for (let round = 0; round < rounds; round++)
    centres = centres.map((c, k) =>
      k === 0 || k === centres.length - 1 ? c : mix(c, mix(centres[k - 1]!, centres[k + 1]!, 0.5), 0.5),
    )
  let u = tangents(subtract(centres[1]!, centres[0]!))[0]
  return centres.map((centre, k) => {
    const along = normalize(
      subtract(centres[Math.min(k + 1, centres.length - 1)]!, centres[Math.max(k - 1, 0)]!),
    )
    u = normalize(subtract(u, scale(along, dot(u, along))))
    return { centre, along, u, v: cross(along, u) }
  })
}

/** On the wall of a tube, a share of a turn round its axis. */
export function onTube({ centre, u, v }: Station, radius: number, turn: number): Vec3 {
  const angle = 2 * Math.PI * turn
  return add(centre, add(scale(u, radius * Math.cos(angle)), scale(v, radius * Math.sin(angle))))
}

function evenly(path: readonly Vec3[], step: number): Vec3[] {
  const out: Vec3[] = [path[0]!]
  for (let n = 1; n < path.length; n++) {
    const count = Math.max(1, Math.round(distance(path[n - 1]!, path[n]!) / step))
    for (let m = 1; m <= count; m++) out.push(mix(path[n - 1]!, path[n]!, m / count))
  }
  return out
}
