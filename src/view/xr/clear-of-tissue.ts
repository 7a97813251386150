import type { Vec3 } from '../../core/vec3'
import { add, dot, scale, subtract } from '../../core/vec3'

/** Tissue as a panel meets it: a ball in the room, less what a section has cut away; metres. */
export interface TissueBall {
  readonly centre: Vec3
  readonly radius: number
  /** Unit normal and offset: tissue is left where n·p + d ≥ 0. */
  readonly plane: { readonly normal: Vec3; readonly offset: number } | null
}

/** A rectangle that is read: its middle, and from there to the middles of its right and its upper edge. */
export interface PanelPlace {
  readonly middle: Vec3
  readonly right: Vec3
  readonly up: Vec3
}

/** Nearer the eyes tire, metres. */
const nearest = 0.4
/** Left free between a panel and the tissue behind it, as a share of the way. */
const gap = 0.04

/**
 * The share of its way from the eye at which a panel, made so much smaller, has no tissue before it: 1 where it stands
 * free, and never nearer than .4 m.
 */
export function clearShare(eye: Vec3, { middle, right, up }: PanelPlace, tissue: TissueBall): number {
  const corners = [
    middle,
    ...[-1, 1].flatMap((s) => [-1, 1].map((t) => add(middle, add(scale(right, s), scale(up, t))))),
  ]
  const begins = Math.min(...corners.map((corner) => tissueBegins(eye, subtract(corner, eye), tissue)))
  if (begins >= 1) return 1
  const way = subtract(middle, eye)
  return Math.min(1, Math.max(begins - gap, nearest / Math.sqrt(dot(way, way))))
}

/** Where tissue begins on the way from the eye, as a share of the way; endless where there is none. */
function tissueBegins(eye: Vec3, way: Vec3, { centre, radius, plane }: TissueBall): number {
  const from = subtract(eye, centre)
  const [a, b, c] = [dot(way, way), dot(way, from), dot(from, from) - radius ** 2]
  const root = b * b - a * c
  if (root <= 0) return Number.POSITIVE_INFINITY
  let enters = (-b - Math.sqrt(root)) / a
  let leaves = (-b + Math.sqrt(root)) / a
  if (plane) {
    const [before, slope] = [dot(plane.normal, eye) + plane.offset, dot(plane.normal, way)]
    if (slope > 0) enters = Math.max(enters, -before / slope)
    else if (slope < 0) leaves = Math.min(leaves, -before / slope)
    else if (before < 0) return Number.POSITIVE_INFINITY
  }
  return leaves > Math.max(enters, 0) ? Math.max(enters, 0) : Number.POSITIVE_INFINITY
}
