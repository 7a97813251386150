import { mix, type Vec3 } from '../../core/vec3'
import type { Part } from '../../heart/heart'
import type { Body, Piece, PortPlan } from './plans'
import { beyond, endOf, openTube, type Solid, type Station, tube } from './solids'

/** A tube along stations: what a lesion narrows, widens, re-routes or takes away. Lengths in drawn millimetres. */
export interface Vessel {
  readonly id: string
  readonly name: string
  readonly body: Body
  readonly stations: readonly Station[]
  /** Fillet with which it joins its body; 0: a sharp edge. */
  readonly blend: number
  /** It ends in a flat, open cut that blood passes: a port of this part. */
  readonly port?: Part
  /** Of its first spans only what lies beyond this plane is kept (the plane of a valve). */
  readonly after?: { readonly point: Vec3; readonly normal: Vec3; readonly spans: number }
  /** Pieces of each span; 5 where left out. */
  readonly perSpan?: number
}

/** The vessel as a piece of its body. */
export function vesselPiece(v: Vessel): Piece {
  const perSpan = v.perSpan ?? 5
  const solids = v.port ? openTube(v.stations, perSpan) : tube(v.stations, perSpan)
  const kept = v.after
  const cut = (s: Solid, i: number) =>
    kept && i < kept.spans * perSpan ? beyond(s, kept.point, kept.normal) : s
  return { solids: solids.map(cut), blend: v.blend, id: v.id }
}

export const vesselPort = (v: Vessel): PortPlan[] =>
  v.port ? [{ id: v.id, name: v.name, body: v.body, part: v.port, ...endOf(v.stations) }] : []

/** Between two stations, straight. */
export function stationAt(stations: readonly Station[], place: number): Station {
  const i = Math.min(Math.max(Math.floor(place), 0), stations.length - 2)
  const [a, b] = [stations[i] as Station, stations[i + 1] as Station]
  const t = Math.min(Math.max(place - i, 0), 1)
  return [mix(a[0], b[0], t), a[1] + (b[1] - a[1]) * t]
}
