import type { CirculationModel, Connection } from './circulation-model'
import { Compliance } from './elements/compliance'
import { InertialBranch } from './elements/inertial-branch'
import { Pump } from './elements/pump'
import { Network } from './network'
import { orificeInertance, type ShuntSpec, shuntLaw } from './shunt'

/** Pressure and resistance of a source, Pa and Pa·s/m³. */
interface Source {
  readonly head: number
  readonly resistance: number
}

/** A steady circulation of two sources of pressure and two beds; SI. */
export interface PumpedLoopParameters {
  /** From the lungs' veins to the aorta, and from the body's veins to the lungs' artery. */
  readonly left: Source
  readonly right: Source
  readonly bodyResistance: number
  readonly lungResistance: number
  /** Pressure everywhere once both sources stand still, Pa. */
  readonly fillingPressure: number
}

const names = ['aorta', 'systemic-veins', 'pulmonary-artery', 'pulmonary-vein'] as const
type Place = (typeof names)[number]

/** Of each of the four places, m³/Pa: it sets how soon the loop is steady, not where. */
const compliance = 1e-9
/** Of each bed, Pa·s²/m³. */
const inertance = 1e5
const period = 0.5

/**
 * A circulation that has a solution on paper, with the compartments and series of a patient's: each heart a source of
 * pressure, steady. One opening leads from the aorta to the lungs' artery.
 *
 *   lungs' veins ─(P₁ R₁)─ aorta ──R_body── body's veins ─(P₂ R₂)─ lungs' artery ──R_lung── lungs' veins
 */
export function pumpedLoop(parameters: PumpedLoopParameters, opening: ShuntSpec): CirculationModel {
  const network = new Network()
  const { left, right, bodyResistance, lungResistance, fillingPressure } = parameters
  const scale = compliance * 1e4
  const places = Object.fromEntries(names.map((name) => [name, addPlace(network, name, scale)])) as Record<
    Place,
    Compliance
  >
  const connections: Connection[] = []
  const branch = (
    name: string,
    from: Place,
    to: Place,
    law: ReturnType<typeof shuntLaw>,
    inertia: number,
  ) => {
    const index = network.unknown(`${name}.flow`, 2e-5)
    const added = new InertialBranch(name, index, network.row(), places[from], places[to], law, inertia)
    network.add(added)
    network.probe(`${name}.flow`, (y) => added.flow(y))
    connections.push({ from, to, series: `${name}.flow` })
  }
  const pump = (name: string, from: Place, to: Place, { head, resistance }: Source) => {
    const added = network.add(new Pump(name, places[from], places[to], head, resistance))
    network.probe(`${name}.flow`, (y) => added.flow(y))
    connections.push({ from, to, series: `${name}.flow` })
  }
  pump('aortic', 'pulmonary-vein', 'aorta', left)
  pump('pulmonary', 'systemic-veins', 'pulmonary-artery', right)
  branch('aorta', 'aorta', 'systemic-veins', { linear: bodyResistance, quadratic: 0 }, inertance)
  branch(
    'pulmonary-artery',
    'pulmonary-artery',
    'pulmonary-vein',
    { linear: lungResistance, quadratic: 0 },
    inertance,
  )
  branch(`shunt.${opening.id}`, 'aorta', 'pulmonary-artery', shuntLaw(opening), orificeInertance(opening))
  const initial = new Float64Array(network.size)
  for (const { index } of Object.values(places)) initial[index] = compliance * fillingPressure
  const indices = Object.values(places).map((p) => p.index)
  const conserved = { indices, total: indices.length * compliance * fillingPressure }
  return {
    network,
    period,
    initial,
    conserved,
    connections,
    parameters: null,
    shunts: [opening],
    narrowings: [],
    wiring: null,
  }
}

function addPlace(network: Network, name: string, scale: number): Compliance {
  const index = network.unknown(`${name}.volume`, scale)
  const place = network.add(new Compliance(name, index, network.row(), compliance))
  network.probe(`${name}.pressure`, (y) => place.pressure(y))
  network.probe(`${name}.volume`, (y) => y[index]!)
  return place
}

/**
 * The same on paper. Round the loop (R₁ + R_lung) Q_p + (R_body + R₂) Q_s = P₁ + P₂, over the opening
 * k Q² = (R_body + R₂) Q_s - P₂, and Q_p = Q_s + Q: a square in Q.
 * @param quadratic k of the opening, Pa·s²/m⁶
 * @returns flows through the opening, lungs and body, m³/s, and the pressure over the opening, Pa
 */
export function pumpedLoopFlows(
  { left, right, bodyResistance, lungResistance }: PumpedLoopParameters,
  quadratic: number,
) {
  const lungs = left.resistance + lungResistance
  const body = bodyResistance + right.resistance
  const share = body / (lungs + body)
  const open = share * (left.head + right.head) - right.head
  const slope = share * lungs
  const shunt = (2 * open) / (slope + Math.sqrt(slope ** 2 + 4 * quadratic * open))
  const systemic = (left.head + right.head - lungs * shunt) / (lungs + body)
  return { shunt, systemic, pulmonary: systemic + shunt, drop: quadratic * shunt ** 2 }
}
