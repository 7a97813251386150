import type { FlowControl } from '../blood'
import type { BloodDomain } from '../geometry/blood-domain'
import type { GateName, Heart, Part } from '../heart/heart'
import type { Waveforms } from './protocol'

/** Pressure series of the circulation that stands at a port of each part. */
export const portPressure: Partial<Record<Part, string>> = {
  aorta: 'aorta.pressure',
  'pulmonary-artery': 'pulmonary-artery.pressure',
  SVC: 'SVC.pressure',
  IVC: 'IVC.pressure',
  RA: 'RA.pressure',
  'pulmonary-vein': 'pulmonary-vein.pressure',
  LA: 'LA.pressure',
}
const chambers: readonly Part[] = ['LV', 'RV', 'LA', 'RA']
/** Flow through a valve below this counts as shut, m³/s: a diode valve leaks a little. */
const shutFlow = 2e-6

/** Value of a periodic curve at a time within the beat, linear between samples. */
export function valueAt(waves: Waveforms, name: string, time: number): number | undefined {
  const curve = waves.series[name]
  if (!curve) return undefined
  const last = waves.time.length - 1
  const at = Math.min(Math.max((time / waves.time[last]!) * last, 0), last)
  const i = Math.min(Math.floor(at), last - 1)
  return curve[i]! + (curve[i + 1]! - curve[i]!) * (at - i)
}

/** dV/dt of a chamber by a central difference over two samples, m³/s. */
function growth(waves: Waveforms, part: Part, time: number): number {
  const last = waves.time.length - 1
  const period = waves.time[last]!
  const h = period / last
  const wrap = (t: number) => ((t % period) + period) % period
  const after = valueAt(waves, `${part}.volume`, wrap(time + h))
  const before = valueAt(waves, `${part}.volume`, wrap(time - h))
  return after === undefined || before === undefined ? 0 : (after - before) / (2 * h)
}

/**
 * What the beat asks of the 3D flow at a moment: each port stands at its compartment's pressure, each chamber gives
 * what its volume loses (-dV/dt; the walls stand still), each gate is open while blood passes it in the circulation.
 * @param time within the beat, s
 */
export function bloodControl(heart: Heart, domain: BloodDomain, waves: Waveforms, time: number): FlowControl {
  const ports = Object.fromEntries(
    domain.ports.map((port) => [
      port.id,
      { pressure: valueAt(waves, portPressure[port.part] ?? '', time) ?? 0 },
    ]),
  )
  const gates: Partial<Record<GateName, number>> = {}
  for (const gate of domain.gates)
    gates[gate.id] = (valueAt(waves, `${gate.id}.flow`, time) ?? 0) > shutFlow ? 1 : 0
  const sources: Record<number, number> = {}
  for (const part of chambers) {
    const structure = heart.structures.find((s) => s.part === part && s.kind === 'blood')
    if (structure) sources[structure.id] = -growth(waves, part, time)
  }
  return { ports, gates, sources }
}
