import { Fault } from '../core/fault'
import type { Heart } from '../heart/heart'
import { type ImportOptions, importFiles } from '../io/import-files'
import type { InputFile } from '../io/input-file'
import { inflowOf, readCurve } from './run-vessel-curve'
import { inletOf } from './vessel-flow'

/**
 * One heart from the files of one case, as `importFiles`; a vessel may come with the flow into it over a beat, a CSV
 * of time [s] and flow, which also sets the heart rate. The flow's unit is m³/s, or what `inflowOf` infers and says.
 * @throws Fault naming the file, what is wrong and what to do
 */
export async function importWithInflow(
  files: readonly InputFile[],
  options: ImportOptions = {},
): Promise<Heart> {
  const isCurve = (f: InputFile) => /\.csv$/i.test(f.name)
  const curves = files.filter(isCurve)
  const heart = await importFiles(
    files.filter((f) => !isCurve(f)),
    options,
  )
  const [curve, second] = curves
  if (!curve) return heart
  if (second) throw new Fault(second.name, 'a second flow curve was given', 'Give the flow of one inlet')
  if (heart.kind !== 'vessel')
    throw new Fault(
      curve.name,
      'a flow curve belongs to a vessel with an inlet',
      'Leave it out for a whole heart',
    )
  return withInflow(heart, curve)
}

function withInflow(heart: Heart, file: InputFile): Heart {
  const text = new TextDecoder().decode(file.bytes)
  const { time } = readCurve(text, file.name)
  const id = inletOf(heart)
  const inlet = heart.ports.find((p) => p.id === id)!
  const inflow = inflowOf({ file: file.name, text }, undefined, inlet.area, inlet.name)
  const start = time[0]!
  const times = time.map((t) => t - start)
  return {
    ...heart,
    physiology: {
      ...heart.physiology,
      heartRate: 1 / (inflow.period ?? 1),
      // The last sample is the first of the next beat.
      inflow: { times, flows: time.map((t, i) => inflow.at(i === time.length - 1 ? start : t)) },
    },
    warnings: [
      ...heart.warnings,
      ...inflow.warnings,
      `The heart rate is the flow curve’s: ${(60 / (inflow.period ?? 1)).toFixed(0)} a minute.`,
    ],
  }
}
