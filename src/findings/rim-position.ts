import { add, distance, dot, length, scale, subtract, type Vec3 } from '../core/vec3'
import type { Gate, Landmark } from '../heart/heart'
import { conductionLandmarks } from './conduction-distance'

const head: Vec3 = [0, 0, 1]
const back: Vec3 = [0, 1, 0]

/**
 * Where along a rim a place is, as on a clock: the rim's middle is the clock's, 12 points to the head, and the hours run
 * clockwise for somebody on the side that `towards` points to. Seen from head or foot, 12 points to the front.
 * @returns hours in halves, from 0.5 to 12
 */
export function clockPosition(rim: readonly Vec3[], place: Vec3, towards: Vec3): number {
  const centre = scale(
    rim.reduce((sum, p) => add(sum, p), [0, 0, 0] as Vec3),
    1 / Math.max(rim.length, 1),
  )
  const flat = (v: Vec3): Vec3 => subtract(v, scale(towards, dot(v, towards)))
  const up = length(flat(head)) > 0.3 ? flat(head) : flat(scale(back, -1))
  const right: Vec3 = [
    up[1] * towards[2] - up[2] * towards[1],
    up[2] * towards[0] - up[0] * towards[2],
    up[0] * towards[1] - up[1] * towards[0],
  ]
  const away = subtract(place, centre)
  const hours = (Math.atan2(dot(away, right), dot(away, up)) / (2 * Math.PI)) * 12
  const half = Math.round(2 * ((hours + 12) % 12)) / 2
  return half === 0 ? 12 : half
}

/** "10:30". */
export const clockText = (hours: number): string =>
  `${Math.floor(hours) === 0 ? 12 : Math.floor(hours)}:${hours % 1 ? '30' : '00'}`

/** The valve or landmark nearest to a place, in words: "4 mm from the aortic valve"; empty where there is none. */
export function besideLandmark(place: Vec3, gates: readonly Gate[], landmarks: readonly Landmark[]): string {
  const named = [
    ...gates.map((g) => ({ name: `${g.id} valve`, away: toRing(place, g) })),
    ...conductionLandmarks(landmarks).map((l) => ({
      name: 'conduction axis',
      away: toPoints(place, l.points),
    })),
    ...landmarks
      .filter((l) => l.id.startsWith('coronary-ostium'))
      .map((l) => ({ name: `${l.id.split('-').at(-1)} coronary ostium`, away: toPoints(place, l.points) })),
  ].sort((a, b) => a.away - b.away)
  const near = named[0]
  return near ? `${(near.away * 1e3).toFixed(0)} mm from the ${near.name}` : ''
}

const toPoints = (p: Vec3, points: readonly Vec3[]): number =>
  points.reduce((least, q) => Math.min(least, distance(p, q)), Number.POSITIVE_INFINITY)

/** Distance to the ring of a valve. */
export function toRing(p: Vec3, { centre, normal, radius }: Gate): number {
  const d = subtract(p, centre)
  const height = dot(d, normal)
  return Math.hypot(height, Math.sqrt(Math.max(dot(d, d) - height * height, 0)) - radius)
}
