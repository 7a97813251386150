import type { CirculationModel } from './circulation-model'

/** Curves over one beat, SI; the shape of the engine's `Waveforms`. */
export interface Curves {
  readonly time: Float32Array
  readonly series: Readonly<Record<string, Float32Array>>
}

/** Reads every probe of a model as a beat goes by; the next beat writes over the last. */
export class CurveRecorder {
  private readonly values: Float32Array[]

  constructor(
    private readonly model: CirculationModel,
    private readonly steps: number,
  ) {
    this.values = model.network.probes.map(() => new Float32Array(steps + 1))
  }

  read(step: number, y: Float64Array): void {
    const { network } = this.model
    network.setTime(this.timeOf(step))
    for (let i = 0; i < this.values.length; i++) this.values[i]![step] = network.probes[i]!.read(y)
  }

  curves(): Curves {
    const time = Float32Array.from({ length: this.steps + 1 }, (_, step) => this.timeOf(step))
    const { probes } = this.model.network
    return { time, series: Object.fromEntries(probes.map((p, i) => [p.name, this.values[i]!])) }
  }

  private timeOf(step: number): number {
    return (step * this.model.period) / this.steps
  }
}

/** Mean of a curve over the beat by the trapezium rule. */
export function meanOf(curves: Curves, name: string): number {
  const curve = curves.series[name]
  if (!curve || curve.length < 2) return Number.NaN
  let sum = 0.5 * (curve[0]! + curve[curve.length - 1]!)
  for (let i = 1; i < curve.length - 1; i++) sum += curve[i]!
  return sum / (curve.length - 1)
}

/** Mean flow through the body's own beds, m³/s: what an aorta that also feeds the lungs (a shunt, a duct) leaves to it. */
export function systemicFlow(curves: Curves): number {
  return curves.series['aorta.flow']
    ? meanOf(curves, 'aorta.flow')
    : meanOf(curves, 'head-and-arms.flow') + meanOf(curves, 'descending-aorta.flow')
}
