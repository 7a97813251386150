import type { CavalConnections, CavalDrain, GateName } from '../heart/heart'
import type { ChamberName } from './loop-parameters'

/** A valve and what it joins. An orifice that two chambers feed (a leaking baffle) is two valves of one name. */
export interface WiredValve {
  readonly name: GateName
  readonly from: ChamberName
  readonly to: ChamberName | 'aorta' | 'pulmonary-artery'
  /** Share of the orifice's area, 0–1. */
  readonly share: number
  /** Effective regurgitant orifice of the whole valve, m²; left out, it does not leak. */
  readonly leak?: number
}

/** How the parts of a circulation are joined: a valve that is not listed is closed for good (atresia). */
export interface Wiring {
  readonly valves: readonly WiredValve[]
  readonly caval: Required<CavalConnections>
}

export type Configuration = 'biventricular' | 'glenn' | 'fontan'

export const wiredValve = (
  name: GateName,
  from: WiredValve['from'],
  to: WiredValve['to'],
  share = 1,
): WiredValve => ({ name, from, to, share })

export const normalWiring: Wiring = {
  valves: [
    wiredValve('mitral', 'LA', 'LV'),
    wiredValve('aortic', 'LV', 'aorta'),
    wiredValve('tricuspid', 'RA', 'RV'),
    wiredValve('pulmonary', 'RV', 'pulmonary-artery'),
  ],
  caval: { SVC: 'RA', IVC: 'RA' },
}

const toLungs = (drain: CavalDrain) => drain === 'pulmonary-artery'

/** What the wiring is called: by where the caval veins drain. */
export const configurationOf = ({ caval }: Wiring): Configuration =>
  toLungs(caval.IVC) ? 'fontan' : toLungs(caval.SVC) ? 'glenn' : 'biventricular'
