import type { Scan } from '../../io/scan'

interface WindowPreset {
  readonly name: string
  /** Centre and width. */
  readonly window: readonly [number, number]
}

const ct: readonly WindowPreset[] = [
  { name: 'Heart', window: [250, 700] },
  { name: 'Vessels', window: [350, 1000] },
  { name: 'Soft tissue', window: [50, 400] },
  { name: 'Bone', window: [500, 2000] },
]

/** Windows to choose from: the scan’s own, those usual for CT, and everything. */
export function windowPresets(scan: Scan): readonly WindowPreset[] {
  const [low, high] = scan.range
  return [
    { name: 'As proposed', window: scan.window },
    ...(scan.modality === 'CT' ? ct : []),
    { name: 'All', window: [(low + high) / 2, Math.max(high - low, 1e-3)] },
  ]
}
