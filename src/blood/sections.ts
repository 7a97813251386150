import type { FaceSet } from '../geometry/blood-domain'
import { createStorage, type Gpu, readBuffer, type Uniform } from '../gpu'
import type { BloodLattice } from './blood-lattice'
import { type PortControl, type PortProfile, valueAt } from './flow-control'
import { bloodKernel } from './kernels'
import { facesOf, portFaceSize, portFaceTable, shapedWeights } from './port-faces'

/** Flow and pressure through a set of faces. Flow is positive along the set's own normal. */
export interface SectionFigures {
  /** m³/s, now and as a mean since `resetAverages`. */
  readonly flow: number
  readonly meanFlow: number
  /** Pa, mean over the open area of the cells before and behind the faces (along the normal). */
  readonly upstreamPressure: number
  readonly downstreamPressure: number
  readonly meanUpstreamPressure: number
  readonly meanDownstreamPressure: number
  /** Open area, m²: sum of the faces, not their projection. */
  readonly area: number
  /** Pressure held outside of a port, Pa. */
  readonly portPressure: number
}

const stateSize = 12
const controlSize = 8
const mode = { free: 0, pressure: 1, flow: 2, windkessel: 3 } as const

interface Shared {
  readonly opening: GPUBuffer
  readonly conduct: GPUBuffer
  readonly velocity: GPUBuffer
  readonly pressure: GPUBuffer
  readonly ghost_drag: GPUBuffer
}

/** Measures sections and holds ports, on the GPU. Sections are: ports, then gates, then the extra face sets. */
export class Sections {
  private readonly controls: Float32Array
  private readonly controlWords: Uint32Array
  private portControls: (PortControl | undefined)[]
  /** States at the last `resetAverages`. */
  stateOffset: Float32Array

  private constructor(
    private readonly gpu: Gpu,
    private readonly lattice: BloodLattice,
    private readonly areas: readonly number[],
    private readonly weights: { plug: Float32Array; developed: Float32Array },
    private readonly portFaceWords: ArrayBuffer,
    private readonly controlBuffer: GPUBuffer,
    readonly states: GPUBuffer,
    private readonly portFaces: GPUBuffer,
    private readonly owned: readonly GPUBuffer[],
    private readonly encodeMeasure: (pass: GPUComputePassEncoder) => void,
    private readonly encodePassive: (pass: GPUComputePassEncoder) => void,
    private readonly encodeHold: (pass: GPUComputePassEncoder) => void,
    controls: Float32Array,
    readonly sectionCount: number,
  ) {
    this.controls = controls
    this.controlWords = new Uint32Array(controls.buffer)
    this.portControls = lattice.ports.map(() => undefined)
    this.stateOffset = new Float32Array(0)
  }

  static async create(
    gpu: Gpu,
    lattice: BloodLattice,
    extra: readonly FaceSet[],
    params: Uniform,
    shared: Shared,
  ): Promise<Sections> {
    const sets = [
      ...lattice.ports.map((p) => ({ faces: p.faces, signs: p.signs })),
      ...lattice.gates.map((g) => ({ faces: g.faces, signs: g.signs })),
      ...extra.map((set) => facesOf(lattice, set)),
    ]
    const total = sets.reduce((s, x) => s + x.faces.length, 0)
    const faceBytes = new ArrayBuffer(16 * Math.max(1, total))
    const words = new Uint32Array(faceBytes)
    const floats = new Float32Array(faceBytes)
    const controls = new Float32Array(controlSize * Math.max(1, sets.length))
    const controlWords = new Uint32Array(controls.buffer)
    let at = 0
    sets.forEach((set, s) => {
      controlWords[controlSize * s + 6] = at
      for (let f = 0; f < set.faces.length; f++, at++) {
        const face = set.faces[f] as number
        const sign = set.signs[f] as number
        const axis = Math.floor(face / lattice.count)
        const low = face % lattice.count
        const high = lattice.neighbours[(2 * axis + 1) * lattice.count + low] as number
        words[4 * at] = face
        words[4 * at + 1] = sign > 0 ? low : high
        words[4 * at + 2] = sign > 0 ? high : low
        floats[4 * at + 3] = sign
      }
      controlWords[controlSize * s + 7] = at
    })
    const { bytes: portFaceWords, plug, developed, areas } = portFaceTable(lattice)
    const buffers = {
      section_faces: createStorage(gpu, 'blood section faces', words),
      controls: createStorage(gpu, 'blood controls', controls),
      states: createStorage(gpu, 'blood section states', 4 * stateSize * Math.max(1, sets.length)),
      port_faces: createStorage(gpu, 'blood port faces', new Uint32Array(portFaceWords)),
    }
    const bindings = { ...buffers, ...shared, params: params.buffer }
    const load = async (entryPoint: string, groups: number, constants = {}) => {
      const kernel = await bloodKernel(gpu, 'ports', entryPoint, constants)
      if (groups === 0) return () => {}
      const group = kernel.bind(bindings)
      return (pass: GPUComputePassEncoder) => kernel.dispatch(pass, group, groups)
    }
    const facesTotal = lattice.ports.reduce((s, p) => s + p.faces.length, 0)
    return new Sections(
      gpu,
      lattice,
      areas,
      { plug, developed },
      portFaceWords,
      buffers.controls,
      buffers.states,
      buffers.port_faces,
      Object.values(buffers),
      await load('measure', sets.length),
      await load('measure', sets.length, { PASSIVE: 1 }),
      await load('hold', Math.ceil(facesTotal / 64)),
      controls,
      sets.length,
    )
  }

  get dispatchCount(): number {
    return 2
  }

  setPort(port: number, control: PortControl): void {
    const before = this.portControls[port]
    this.portControls[port] = control
    const state = (index: number, value: number) =>
      this.gpu.device.queue.writeBuffer(
        this.states,
        4 * (stateSize * port + index),
        Float32Array.of(value) as Float32Array<ArrayBuffer>,
      )
    if ('windkessel' in control && !(before && 'windkessel' in before)) {
      const start = control.windkessel.initialPressure ?? control.windkessel.distalPressure ?? 0
      state(8, start)
      state(9, start)
    }
    if ('pressure' in control && typeof control.pressure === 'number') state(9, control.pressure)
    if ('flow' in control) this.chooseProfile(port, control.profile ?? 'plug')
  }

  private chooseProfile(port: number, profile: PortProfile): void {
    const first = this.lattice.ports.slice(0, port).reduce((s, p) => s + p.faces.length, 0)
    const faces = (this.lattice.ports[port] as { faces: Uint32Array }).faces.length
    const floats = new Float32Array(this.portFaceWords)
    const weights =
      typeof profile === 'function'
        ? shapedWeights(this.lattice, port, profile)
        : this.weights[profile].subarray(first, first + faces)
    for (let f = 0; f < faces; f++) floats[portFaceSize * (first + f) + 3] = weights[f] as number
    this.gpu.device.queue.writeBuffer(this.portFaces, 0, this.portFaceWords)
  }

  /** Values of the ports at a time, and how freely each port's pressure answers (1 / (1 + drag)). */
  write(time: number, dt: number, dx: number, density: number): number[] {
    const scales = this.portControls.map((control, p) => {
      const at = controlSize * p
      if (!control) return 1
      this.controlWords[at] =
        'pressure' in control ? mode.pressure : 'flow' in control ? mode.flow : mode.windkessel
      if ('pressure' in control) this.controls[at + 1] = valueAt(control.pressure, time)
      if ('flow' in control) {
        this.controls[at + 1] = valueAt(control.flow, time)
        return 0
      }
      if (!('windkessel' in control)) return 1
      const { Rp, C, Rd, distalPressure = 0 } = control.windkessel
      const drag = (dt * Rp * (this.areas[p] as number)) / (density * dx)
      this.controls.set([distalPressure, Rp, C, Rd, drag], at + 1)
      return 1 / (1 + drag)
    })
    this.gpu.device.queue.writeBuffer(this.controlBuffer, 0, this.controls as Float32Array<ArrayBuffer>)
    return scales
  }

  /** Ports that hold a pressure: the others leave a closed component closed. */
  holdsPressure(port: number): boolean {
    const control = this.portControls[port]
    return control !== undefined && !('flow' in control)
  }

  prescribedFlow(port: number, time: number): number | null {
    const control = this.portControls[port]
    return control && 'flow' in control ? valueAt(control.flow, time) : null
  }

  /** Records the measurement of the flow so far and the ports' answer to it. */
  encode(pass: GPUComputePassEncoder): void {
    this.encodeMeasure(pass)
    this.encodeHold(pass)
  }

  encodeOnlyMeasure(pass: GPUComputePassEncoder): void {
    this.encodePassive(pass)
  }

  /** Windkessel states to carry across an edit. */
  async saveStates(): Promise<Float32Array> {
    return this.sectionCount ? readBuffer(this.gpu, this.states, Float32Array) : new Float32Array(0)
  }

  restorePort(port: number, saved: Float32Array, from: number): void {
    const slice = saved.slice(stateSize * from, stateSize * (from + 1)) as Float32Array<ArrayBuffer>
    if (slice.length) this.gpu.device.queue.writeBuffer(this.states, 4 * stateSize * port, slice)
  }

  async resetAverages(): Promise<void> {
    if (this.sectionCount) this.stateOffset = await readBuffer(this.gpu, this.states, Float32Array)
  }

  async read(): Promise<SectionFigures[]> {
    if (this.sectionCount === 0) return []
    const states = await readBuffer(this.gpu, this.states, Float32Array)
    return Array.from({ length: this.sectionCount }, (_, s) => {
      const at = (i: number) => states[stateSize * s + i] as number
      const since = (i: number) => at(i) - (this.stateOffset[stateSize * s + i] ?? 0)
      const time = since(7)
      const mean = (i: number, now: number) => (time > 0 ? since(i) / time : now)
      return {
        flow: at(0),
        meanFlow: mean(4, at(0)),
        upstreamPressure: at(1),
        downstreamPressure: at(2),
        meanUpstreamPressure: mean(5, at(1)),
        meanDownstreamPressure: mean(6, at(2)),
        area: at(3),
        portPressure: at(9),
      }
    })
  }

  destroy(): void {
    for (const buffer of this.owned) buffer.destroy()
  }
}
