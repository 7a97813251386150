import type { Activity } from '../circulation'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../gpu'
import type { Edit, Plan } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { patientOf } from './answer'
import { type Rehearsal, type RehearsedStrategy, rehearsalText } from './rehearsal'
import { type RehearsalCase, rehearseStrategy } from './rehearse-strategy'

export interface RehearseOptions {
  /** Time that each 3D answer may take, ms. */
  readonly flowBudgetMs?: number
  /** Leave out the 3D flow. */
  readonly circulationOnly?: boolean
  /** Ask for the 3D flow: a fault where no device computes it, and rounds until it agrees with the circulation. */
  readonly flow?: boolean
  readonly say?: (text: string) => void
  /** What the patient does; left out, rests. */
  readonly activity?: Activity
}

/** A case ready to be rehearsed. */
export function rehearsalCase(heart: Heart, gpu: Gpu | null, activity: Activity = 'rest'): RehearsalCase {
  const base = baseDomain(heart)
  const patient = patientOf(heart, base)
  const device = gpu?.description ?? 'no GPU: circulation only'
  return { heart, base, patient: patient && { ...patient, activity }, gpu, device }
}

/**
 * Runs a case untouched and under each plan, headless: anatomy, circulation, findings and risks at once, then the 3D
 * flow through what is open and the findings with its laws.
 */
export async function rehearse(
  heart: Heart,
  plans: readonly Plan[],
  options: RehearseOptions = {},
): Promise<Rehearsal & { text: string }> {
  const gpu = await deviceFor(options)
  const on = rehearsalCase(heart, gpu, options.activity)
  const run = (name: string, edits: readonly Edit[]) => {
    options.say?.(`Rehearsing ${name} …`)
    return rehearseStrategy(on, name, edits, { ...options, ...(options.flow && { untilAgreed: true }) })
  }
  const untouched = await run('untouched', [])
  const results: RehearsedStrategy[] = []
  for (const plan of plans) results.push(await run(plan.name, plan.edits))
  gpu?.close()
  const strip = ({ answers: _, ...rest }: RehearsedStrategy) => rest
  const rehearsal: Rehearsal = {
    case: heart.name,
    device: on.device,
    untouched: strip(untouched),
    plans: results.map(strip),
  }
  return { ...rehearsal, text: rehearsalText(rehearsal) }
}

/** Without a device the circulation answers alone, unless the flow was asked for. */
async function deviceFor({ circulationOnly, flow }: RehearseOptions): Promise<Gpu | null> {
  if (circulationOnly) return null
  return flow ? openGpu() : openGpu().catch(() => null)
}
