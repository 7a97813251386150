import { Fault } from '../../core/fault'
import type { Element } from '../dae-system'
import type { State } from '../generalized-alpha'
import { BoundaryCurve } from './boundary-curve'

/** Parameters of a block as its file gives them. */
export type BlockValues = Readonly<Record<string, unknown>>

/** The state that a run starts from, given in the file or found by a steady run before it. */
export interface RunStart {
  readonly state: State
  readonly fromSteady: boolean
}

/** What a block is built from: its place among the unknowns and equations, and its parameters. */
export interface BlockContext {
  readonly name: string
  /** Pressure and flow of each inlet, then of each outlet, then the internal unknowns. */
  readonly unknowns: readonly number[]
  readonly rows: readonly number[]
  readonly inletCount: number
  readonly outletCount: number
  readonly values: ValueReader
  /** Length of a beat. */
  readonly period: number
  /** Where the run starts; null while its steady start is still sought. */
  readonly start: RunStart | null
  /** An unknown of any block by its name, such as `P_LV:CLH`. @throws Fault where the network has none */
  unknownNamed(name: string): number
  /** The parameters of another block. @throws Fault where it is not there */
  valuesOf(block: string): ValueReader
}

/** A kind of block: how many equations it has, its internal unknowns, and the element that writes them. */
export interface BlockKind {
  readonly internal: readonly string[]
  /** How it is connected: at one end, from one block to the next, or anyhow. */
  readonly ends: 'one' | 'through' | 'any'
  equationCount(inlets: number, outlets: number): number
  create(context: BlockContext): Element
}

/** Reads a block's parameters and says which one of which block of which file is at fault. */
export class ValueReader {
  constructor(
    private readonly file: string,
    private readonly block: string,
    private readonly values: BlockValues,
    /** Steady run: curves are replaced by their mean, windkessels have no compliance. */
    readonly steady: boolean,
  ) {}

  number(key: string, fallback?: number): number {
    const value = this.values[key] ?? fallback
    if (typeof value === 'number' && Number.isFinite(value)) return value
    throw this.fault(`has no number '${key}'`)
  }

  numbers(key: string): number[] {
    const value = this.values[key]
    if (Array.isArray(value) && value.every((v) => typeof v === 'number')) return value as number[]
    throw this.fault(`has no list of numbers '${key}'`)
  }

  /** A constant, or values over the times `t`, repeated beat after beat. */
  curve(key: string, fallback?: number): BoundaryCurve {
    const value = this.values[key] ?? fallback
    if (typeof value === 'number') return new BoundaryCurve([0], [value])
    const values = this.numbers(key)
    const times = values.length > 1 ? this.numbers('t') : [0]
    if (times.length !== values.length)
      throw this.fault(`has ${values.length} values of '${key}' at ${times.length} times`)
    const curve = new BoundaryCurve(times, values, this.values['periodic'] !== false)
    return this.steady ? curve.mean() : curve
  }

  has(key: string): boolean {
    return this.values[key] !== undefined
  }

  child(key: string): ValueReader | null {
    const value = this.values[key]
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    return new ValueReader(this.file, `${this.block}.${key}`, value as BlockValues, this.steady)
  }

  text(key: string): string | null {
    const value = this.values[key]
    return typeof value === 'string' ? value : null
  }

  fault(wrong: string): Fault {
    return new Fault(this.file, `block '${this.block}' ${wrong}`, 'Give it as svZeroDSolver documents it')
  }
}
