import { add, dot, mix, scale, subtract, type Vec3 } from '../core/vec3'
import { onTube, type Station, stationsOf } from './conduit-axis'
import { type MouthGround, mouthRing } from './conduit-mouth'

/** A conduit's wall as it is cut and sewn, SI; the front of its triangles is outward. */
export interface ConduitTube {
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  /** How far along the conduit each triangle lies, 0–1. */
  readonly along: Float32Array
  /** Vertices of its rims that no wall is left for: 1. */
  readonly loose: Uint8Array
}

/** Between the stations of the axis, metres. */
const fine = 0.5e-3
/** Nodes round a narrow tube. */
const fewest = 12

/**
 * The wall of a tube round a path, cut to length and shape so that each of its ends lies on the rim of the mouth that it was
 * put into: over a radius it widens or slants from there to its own round. Null where an end finds no such rim.
 * @param path, radius metres; @param step about the distance between nodes
 */
export function conduitTube(
  path: readonly Vec3[],
  radius: number,
  ground: MouthGround,
  step: number,
): ConduitTube | null {
  const axis = stationsOf(path, radius, fine)
  const around = Math.max(fewest, Math.round((2 * Math.PI * radius) / step))
  const first = mouthRing(axis[0]!, radius, around, ground)
  const end = mouthRing(turned(axis.at(-1)!), radius, around, ground)
  if (!first || !end) return null
  const lines = Array.from({ length: around }, (_, n) =>
    lineBetween(axis, radius, n / around, first[n]!.place, end[(around - n) % around]!.place),
  )
  const long = lines.reduce((sum, { from, to }) => sum + (to - from), 0) / around
  const rows = Math.max(4, Math.round((long * fine * around) / (2 * Math.PI * radius)))
  const positions: number[] = []
  for (let r = 0; r <= rows; r++) for (const line of lines) positions.push(...line.at(r / rows))
  const loose = new Uint8Array(positions.length / 3)
  first.forEach(({ loose: isLoose }, n) => {
    loose[n] = +isLoose
  })
  lines.forEach((_, n) => {
    loose[rows * around + n] = +end[(around - n) % around]!.loose
  })
  return { positions: Float32Array.from(positions), ...bands(around, rows), loose }
}

/** The same place seen on the way back. */
const turned = ({ centre, along, u, v }: Station): Station => ({
  centre,
  along: scale(along, -1),
  u,
  v: scale(v, -1),
})

interface Line {
  /** Stations of its two ends. */
  readonly from: number
  readonly to: number
  /** @param t 0–1 */
  at(t: number): Vec3
}

/** A line along the tube that leads from a place on one rim to one on the other. */
function lineBetween(axis: readonly Station[], radius: number, turn: number, a: Vec3, b: Vec3): Line {
  const last = axis.length - 1
  const on = (s: number): Vec3 => {
    const k = Math.min(Math.max(Math.floor(s), 0), last - 1)
    return mix(onTube(axis[k]!, radius, turn), onTube(axis[k + 1]!, radius, turn), s - k)
  }
  const middle = last >> 1
  const from = nearestStation(axis.slice(0, middle + 1), a)
  const to = last - nearestStation(axis.slice(middle).map(turned).reverse(), b)
  const [offA, offB] = [subtract(a, on(from)), subtract(b, on(to))]
  const fade = Math.max(1, Math.min((1.5 * radius) / fine, (to - from) / 2))
  const left = (way: number): number => Math.max(0, 1 - way / fade) ** 2
  return {
    from,
    to,
    at(t) {
      const s = from + t * (to - from)
      return add(on(s), add(scale(offA, left(s - from)), scale(offB, left(to - s))))
    },
  }
}

/** The station in whose plane a place lies, as seen from the beginning. */
function nearestStation(axis: readonly Station[], p: Vec3): number {
  let k = 0
  while (k < axis.length - 1 && dot(subtract(p, axis[k]!.centre), axis[k]!.along) > 0) k++
  return k
}

function bands(around: number, rows: number): Pick<ConduitTube, 'triangles' | 'along'> {
  const triangles: number[] = []
  const along: number[] = []
  for (let r = 0; r < rows; r++)
    for (let n = 0; n < around; n++) {
      const m = (n + 1) % around
      const [p, q, a, b] = [r * around + n, r * around + m, (r + 1) * around + n, (r + 1) * around + m]
      triangles.push(p, q, a, q, b, a)
      along.push((r + 0.5) / rows, (r + 0.5) / rows)
    }
  return { triangles: Uint32Array.from(triangles), along: Float32Array.from(along) }
}
