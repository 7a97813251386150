import { DaeSystem, type Element } from './dae-system'

/** A curve that is read off a network's state, SI. */
export interface Probe {
  readonly name: string
  read(y: Float64Array): number
}

/**
 * Elements and their unknowns: as many equations (rows) as unknowns. Built once, then constant.
 */
export class Network {
  readonly names: string[] = []
  /** Typical size of each unknown: what a change is judged against. */
  readonly scales: number[] = []
  readonly elements: Element[] = []
  readonly probes: Probe[] = []
  private rowCount = 0
  private built: DaeSystem | null = null

  get size(): number {
    return this.names.length
  }

  unknown(name: string, scale = 1): number {
    this.names.push(name)
    this.scales.push(scale)
    return this.names.length - 1
  }

  row(): number {
    return this.rowCount++
  }

  add<T extends Element>(element: T): T {
    this.elements.push(element)
    return element
  }

  probe(name: string, read: (y: Float64Array) => number): void {
    this.probes.push({ name, read })
  }

  /** The equations, assembled on first use. */
  get system(): DaeSystem {
    if (!this.built) {
      if (this.rowCount !== this.size)
        throw new Error(`The network has ${this.size} unknowns but ${this.rowCount} equations`)
      this.built = new DaeSystem(this.size)
      for (const element of this.elements) element.writeConstant(this.built)
      this.built.seal()
    }
    return this.built
  }

  setTime(time: number): void {
    for (const element of this.elements) element.setTime?.(time)
  }

  assemble(y: Float64Array, ydot: Float64Array): void {
    const system = this.system
    system.start(y, ydot)
    for (const element of this.elements) element.writeState?.(system, y, ydot)
  }

  afterSolve(y: Float64Array): void {
    for (const element of this.elements) element.afterSolve?.(y)
  }
}
