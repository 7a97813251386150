import type { Heart } from '../heart/heart'
import { valueAt } from './blood-drive'
import type { Waveforms } from './protocol'

/** Pressure of the circulation in each blood structure at a time within the beat, Pa; 0 where it has none. */
export function wallPressures(heart: Heart, waves: Waveforms | null, time: number): Map<number, number> {
  const pressures = new Map<number, number>()
  for (const { id, kind, part } of heart.structures) {
    if (kind !== 'blood') continue
    // An isolated vessel stands at the pressure before its narrowing.
    const name = `${part === 'vessel' ? 'aorta' : part}.pressure`
    pressures.set(id, (waves && valueAt(waves, name, time)) ?? 0)
  }
  return pressures
}

/**
 * The moment that hearts are imaged at: end-diastole, the last before the left ventricle (the right where there is no
 * left) is fullest at which its inlet still stands open, atrial pressure above its own. 0 for a vessel.
 */
export function endDiastole(waves: Waveforms): number {
  const side = waves.series['LV.volume'] ? 'L' : 'R'
  const [volume, ventricle, atrium] = [`${side}V.volume`, `${side}V.pressure`, `${side}A.pressure`].map(
    (name) => waves.series[name],
  )
  if (!volume || !ventricle) return 0
  let fullest = 0
  volume.forEach((v, n) => {
    if (v > volume[fullest]!) fullest = n
  })
  const last = waves.time.length - 1
  for (let back = 0; atrium && back < last / 4; back++) {
    const n = (fullest - back + last) % last
    if (atrium[n]! >= ventricle[n]!) return waves.time[n]!
  }
  return waves.time[fullest]!
}
