import type { Gpu } from '../gpu'
import { type CoupledShunt, coupledShunt } from './coupled-shunt'

/** As the rows of the solvers. */
interface CouplingCheck {
  readonly name: string
  readonly reference: number
  readonly computed: number
  readonly error: number
  readonly tolerance: number
  readonly resolution: string
}

/** Time that each round of 3D flow may take without a GPU, ms. */
const budgetMs = 240_000

export const couplingCases = (): string[] => ['analytic-shunt']

interface VerifyOptions {
  readonly long?: boolean
  readonly only?: string
  readonly onRows?: (rows: readonly CouplingCheck[]) => void
}

/** Circulation and 3D flow together against a circulation that has a solution on paper. Takes minutes without a GPU. */
export async function verifyCoupling(gpu: Gpu, { long = false, only, onRows }: VerifyOptions = {}) {
  const slow = /no GPU/.test(gpu.description)
  if (only !== undefined && !couplingCases().some((name) => name.includes(only))) return []
  if (only === undefined && slow && !long) {
    console.error(`Not run without a GPU, as it takes minutes: ${couplingCases()}; ask for it with --long`)
    return []
  }
  const rows = couplingRows(await coupledShunt(gpu, slow ? 6 : 14, budgetMs))
  onRows?.(rows)
  return rows
}

/**
 * Q_p : Q_s within 5 % of the one with the published discharge; flow and pressure the same numbers on both sides of the
 * opening, and Fick's ratio of flows from saturations that of the flows themselves, to 1e-3.
 */
export function couplingRows(found: CoupledShunt): CouplingCheck[] {
  const { flows, paper, run, rounds } = found
  const resolution = `${run.cellsAcross.toFixed(1)} cells across, ${rounds} rounds, settled ${run.settled.toFixed(2)}`
  const row = (name: string, reference: number, computed: number, tolerance: number): CouplingCheck => ({
    name: `Analytic shunt: ${name}`,
    reference,
    computed,
    error: reference === 0 ? Math.abs(computed) : Math.abs(computed / reference - 1),
    tolerance,
    resolution,
  })
  const ratio = flows.pulmonary / flows.systemic
  return [
    row(`Qp:Qs at Re ${paper.reynolds.toFixed(0)}`, paper.pulmonary / paper.systemic, ratio, 0.05),
    row('flow, 3D beside circulation, mL/s', flows.shunt * 1e6, run.flow_mL_s, 1e-3),
    row('pressure, 3D beside circulation, Pa', found.drop, found.portDrop, 1e-3),
    row('what enters the window leaves it', 0, run.mismatch ?? Number.NaN, 1e-3),
    row('Qp:Qs from saturations (Fick)', ratio, found.ratioByOxygen, 1e-3),
  ]
}
