import type { Activity } from '../circulation'
import { openGpu } from '../gpu'
import type { Heart } from '../heart/heart'
import { flatPatches } from './patch-template'
import { rehearsalCase } from './rehearse'
import { type RehearsalCase, rehearseStrategy } from './rehearse-strategy'
import type { Rehearsed, RehearseRequest, Rehearser } from './rehearser-protocol'

/**
 * Answers strategies in the thread that it is called from. What is measured of a heart before any edit is kept from one
 * request to the next.
 */
export class LocalRehearser implements Rehearser {
  private known: RehearsalCase | null = null

  async rehearse(
    { heart, edits, flow, templates, activity = 'rest' }: RehearseRequest,
    progress: (label: string, fraction: number) => void,
  ): Promise<Rehearsed> {
    const on = readAt(await this.caseOf(heart, flow), activity)
    const pause = () => new Promise<void>((go) => setTimeout(go))
    const found = await rehearseStrategy(flow ? on : { ...on, gpu: null }, '', edits, { progress, pause })
    return {
      ...found.answers,
      edits: found.edits,
      warnings: found.warnings,
      templates: templates ? flatPatches(on, edits, found.edits) : [],
      device: flow ? on.device : found.answers.circulation.device,
    }
  }

  private async caseOf(heart: Heart, flow: boolean): Promise<RehearsalCase> {
    let on = this.known?.heart === heart ? this.known : rehearsalCase(heart, null)
    if (flow && !on.gpu) {
      const gpu = await openGpu()
      on = { ...on, gpu, device: gpu.description }
    }
    this.known = on
    return on
  }

  /** Work in this thread cannot be ended from it: the port ends the worker. */
  cancel(): void {}

  close(): void {
    this.known?.gpu?.close()
    this.known = null
  }
}

/** The same case while the patient does something else. */
const readAt = (on: RehearsalCase, activity: Activity): RehearsalCase => ({
  ...on,
  patient: on.patient && { ...on.patient, activity },
})
