import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { bloodVolumes } from '../geometry/volumes'
import type { Gpu } from '../gpu'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { exportVti } from '../io/export-vti'
import { computeAnswer, patientOf } from './answer'
import { LiveBlood } from './live-blood'
import { spacingFor } from './quality'

export interface FieldExport {
  /** Beats that the flow runs from rest. */
  readonly beats: number
  /** Metres; left out, as many cells as the device can afford in minutes. */
  readonly spacing?: number
  readonly say?: (text: string) => void
}

/** Cells where no spacing is asked for: with a GPU, and on the processor. */
const affordable = { gpu: 120_000, processor: 9_000 } as const

/** Runs the flow of a heart after a list of edits through its beat and gives the field where it stops, as .vti. */
export async function exportField(
  gpu: Gpu,
  heart: Heart,
  edits: readonly Edit[],
  options: FieldExport,
): Promise<Uint8Array> {
  const base = baseDomain(heart)
  const domain = applyEdits(base, heart, edits)
  const first = computeAnswer({
    heart,
    domain,
    edits,
    device: gpu.description,
    patient: patientOf(heart, base),
  })
  const volume = [...bloodVolumes(base).values()].reduce((sum, v) => sum + v, 0)
  const cells = /no GPU/.test(gpu.description) ? affordable.processor : affordable.gpu
  const flowBase = baseDomain(heart, options.spacing ?? spacingFor(volume, cells))
  const saturations = first.saturations ?? {}
  const flow = await LiveBlood.create(gpu, heart, applyEdits(flowBase, heart, edits), 1, saturations)
  try {
    if (first.answer.waveforms) flow.drive(first.answer.waveforms, saturations)
    for (let part = 1; part <= 20; part++) {
      await flow.stepBy(options.beats / 20)
      options.say?.(`3D flow: ${(100 * part) / 20} % of ${options.beats} beats, ${flow.cellCount} cells`)
    }
    return exportVti(await flow.snapshot())
  } finally {
    flow.dispose()
  }
}
