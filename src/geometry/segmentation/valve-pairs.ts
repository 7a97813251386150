import type { LatticeFrame } from '../../core/lattice'
import { eachLinkThrough, onLattice } from './cut-links'
import { type Growable, lumenLabel, partsAtValve } from './parts'
import type { Recipe } from './recipe'

/**
 * The two parts that a given valve stands between: its artery or atrium, and the ventricle that shares most of the disc
 * with it (an aorta may spring from the right ventricle). Null where they do not meet on the disc.
 */
export function valvePair(
  frame: LatticeFrame,
  labels: Uint8Array,
  valve: Recipe['valves'][number],
): readonly [vessel: Growable, ventricle: Growable] | null {
  const [vessel, ...ventricles] = partsAtValve[valve.gate] as [Growable, ...Growable[]]
  const shared = ventricles.map(() => 0)
  eachLinkThrough(frame, onLattice(frame, valve), (cell, _axis, next) => {
    const [a, b] = [labels[cell], labels[next]]
    if (a !== lumenLabel(vessel) && b !== lumenLabel(vessel)) return
    const n = ventricles.findIndex((v) => lumenLabel(v) === a || lumenLabel(v) === b)
    if (n >= 0) shared[n] = (shared[n] as number) + 1
  })
  const most = Math.max(...shared)
  return most > 0 ? [vessel, ventricles[shared.indexOf(most)] as Growable] : null
}

/** The pairs of all given valves. */
export const pairsAtValves = (frame: LatticeFrame, labels: Uint8Array, valves: Recipe['valves']) =>
  valves.map((v) => valvePair(frame, labels, v)).filter((pair) => pair !== null)
