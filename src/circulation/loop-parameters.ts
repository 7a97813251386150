import published from '../../assets/circulations/adult.json'
import healthy from '../../assets/circulations/healthy-adult.json'
import { mL, mmHg } from '../core/units'
import type { Activation } from './elements/chamber'

export type ChamberName = 'LV' | 'RV' | 'LA' | 'RA'
export type VesselName = 'systemic-arteries' | 'systemic-veins' | 'pulmonary-arteries' | 'pulmonary-veins'

interface ChamberParameters {
  /** Active and passive elastance, Pa/m³. */
  readonly active: number
  readonly passive: number
  /** m³. */
  readonly restVolume: number
  readonly activation: Activation
}

interface VesselParameters {
  /** Pa·s/m³, m³/Pa, Pa·s²/m³. */
  readonly resistance: number
  readonly compliance: number
  readonly inertance: number
}

/** Everything a closed loop is made of, SI. */
export interface LoopParameters {
  readonly name: string
  /** Length of a beat, s. */
  readonly period: number
  readonly chambers: Readonly<Record<ChamberName, ChamberParameters>>
  readonly vessels: Readonly<Record<VesselName, VesselParameters>>
  readonly valveOpen: number
  readonly valveClosed: number
  /** Blood that stretches the chambers and vessels, m³. */
  readonly totalVolume: number
  /** Share of the systemic output that goes to head and arms and returns by the superior vena cava. */
  readonly upperShare: number
}

const chamberNames: readonly ChamberName[] = ['LV', 'RV', 'LA', 'RA']
const vesselNames: readonly VesselName[] = [
  'systemic-arteries',
  'systemic-veins',
  'pulmonary-arteries',
  'pulmonary-veins',
]

/** The published adult loop (assets/circulations/adult.json), SI: what the solver is verified with. */
export const adultLoop = (): LoopParameters => loopOf(published)

/** A healthy adult (assets/circulations/healthy-adult.json), SI: what patients are scaled from. */
export const healthyLoop = (): LoopParameters => loopOf(healthy)

/** Times are seconds of the file's beat, kept as shares of it so that every phase keeps its place at another rate. */
function loopOf(adult: typeof published): LoopParameters {
  const period = 60 / adult.heart_rate_per_min
  const chamber = (name: ChamberName): ChamberParameters => {
    const c = adult.chambers[name]
    const activation = { start: c.tC / period, contraction: c.TC / period, relaxation: c.TR / period }
    return { active: (c.EA * mmHg) / mL, passive: (c.EB * mmHg) / mL, restVolume: c.V0 * mL, activation }
  }
  const vessel = (name: VesselName): VesselParameters => {
    const v = adult.vessels[name]
    return {
      resistance: (v.R * mmHg) / mL,
      compliance: (v.C * mL) / mmHg,
      inertance: (v.L * mmHg) / mL,
    }
  }
  return {
    name: adult.name,
    period,
    chambers: record(chamberNames, chamber),
    vessels: record(vesselNames, vessel),
    valveOpen: (adult.valves.Rmin * mmHg) / mL,
    valveClosed: (adult.valves.Rmax * mmHg) / mL,
    totalVolume: adult.total_volume_mL * mL,
    upperShare: adult.upper_body_share,
  }
}

/** Ratios of a patient to the healthy adult. */
export interface LoopScale {
  readonly flow: number
  readonly period: number
  /** Systemic pressure above that of the right atrium. */
  readonly systemicPressure: number
}

/**
 * The same loop in other units of flow, time and systemic pressure (dynamic similarity): with λQ, λT and
 * λV = λQ λT, every volume takes λV, and in the lungs, the right heart and the atria, where pressures are those of
 * the adult, E takes 1/λV, R 1/λQ, C λV, L λT/λQ. On the systemic side pressures take λp as well: R λp/λQ,
 * C λV/λp, L λp λT/λQ and the left ventricle's active elastance λp/λV. The share of the beat of each phase stays.
 */
export function scaleLoop(base: LoopParameters, scale: LoopScale): LoopParameters {
  const { flow, period, systemicPressure } = scale
  const volume = flow * period
  const chamber = (name: ChamberName): ChamberParameters => {
    const c = base.chambers[name]
    const pressure = name === 'LV' ? systemicPressure : 1
    return {
      ...c,
      active: (c.active * pressure) / volume,
      passive: c.passive / volume,
      restVolume: c.restVolume * volume,
    }
  }
  const vessel = (name: VesselName): VesselParameters => {
    const v = base.vessels[name]
    const pressure = name.startsWith('systemic') ? systemicPressure : 1
    return {
      resistance: (v.resistance * pressure) / flow,
      compliance: (v.compliance * volume) / pressure,
      inertance: (v.inertance * pressure * period) / flow,
    }
  }
  return {
    name: base.name,
    period: base.period * period,
    chambers: record(chamberNames, chamber),
    vessels: record(vesselNames, vessel),
    valveOpen: base.valveOpen / flow,
    valveClosed: base.valveClosed / flow,
    totalVolume: base.totalVolume * volume,
    upperShare: base.upperShare,
  }
}

function record<K extends string, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>
}
