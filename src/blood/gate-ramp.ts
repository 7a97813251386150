import type { DomainGate } from '../geometry/blood-domain'
import type { Memory } from './remember'

/** Less open than this a gate is shut. */
const leastOpenness = 0.03

/** How open each gate of a domain is, 0–1, on its way to how open it is to be. */
export class GateRamp {
  private opennessNow: number[]
  private opennessGoal: number[]

  constructor(private readonly gates: readonly DomainGate[]) {
    this.opennessNow = gates.map(() => 1)
    this.opennessGoal = gates.map(() => 1)
  }

  get now(): readonly number[] {
    return this.opennessNow
  }

  /** What the open parts of each gate's faces are multiplied by. */
  get scales(): number[] {
    return this.opennessNow.map((o) => (o < leastOpenness ? 0 : o))
  }

  get memory(): Memory {
    return { opennessNow: this.opennessNow, opennessGoal: this.opennessGoal }
  }

  restore(memory: Memory): void {
    this.opennessNow = [...(memory['opennessNow'] as number[])]
    this.opennessGoal = [...(memory['opennessGoal'] as number[])]
  }

  isOpen(gate: number): boolean {
    return this.opennessNow[gate]! >= leastOpenness
  }

  /**
   * @param goals by gate id; the others keep theirs
   * @param atOnce without a ramp
   */
  setGoals(goals: Readonly<Record<string, number>>, atOnce: boolean): void {
    this.gates.forEach((gate, g) => {
      const goal = goals[gate.id]
      if (goal === undefined) return
      this.opennessGoal[g] = Math.min(1, Math.max(0, goal))
      if (atOnce) this.opennessNow[g] = this.opennessGoal[g]
    })
  }

  /** Moves every gate towards its goal by `most` at most; true where one has moved. */
  move(most: number): boolean {
    const before = this.opennessNow
    this.opennessNow = before.map(
      (now, g) => now + Math.max(-most, Math.min(most, this.opennessGoal[g]! - now)),
    )
    return this.opennessNow.some((now, g) => now !== before[g])
  }

  /** The same gates, by id, of a changed domain; new ones are open. */
  carriedTo(gates: readonly DomainGate[]): GateRamp {
    const ramp = new GateRamp(gates)
    gates.forEach(({ id }, g) => {
      const from = this.gates.findIndex((old) => old.id === id)
      if (from < 0) return
      ramp.opennessNow[g] = this.opennessNow[from]!
      ramp.opennessGoal[g] = this.opennessGoal[from]!
    })
    return ramp
  }
}
