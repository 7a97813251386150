import type { Image } from './image'
import type { ScanValues } from './scan'

/** Whether an image is a scan or labels, and why. */
export interface ImageRole {
  readonly role: 'scan' | 'labels'
  /** The different values above 0, ascending; empty for a scan. */
  readonly labels: readonly number[]
  readonly because: string
}

const mostLabels = 255
/** Labels fill regions: most voxels have their neighbour’s value, in a scan of whole numbers few have. */
const leastAlike = 0.6

const labelName = /(^|[^a-z])(seg|segmentation|labels?|labelmap|mask|annotation|truth|gt)([^a-z]|$)/i

/**
 * Tells labels from a scan: by what the file says, else by its values. Labels are few different whole numbers that fill
 * regions; a name that says so decides where the values leave it open.
 */
export function imageRole(image: Image): ImageRole {
  if (image.components > 1) return { role: 'labels', labels: [], because: 'it has layers of segments' }
  const scan = (because: string): ImageRole => ({ role: 'scan', labels: [], because })
  if (image.declared && image.declared !== 'labels') return scan(`its header says ${image.declared}`)
  const labels = labelValues(image.values)
  if (!labels) return scan('its values are not those of labels')
  if (labels.length === 0) return scan('every voxel of it is alike')
  const found = (because: string): ImageRole => ({ role: 'labels', labels, because })
  if (image.declared === 'labels') return found('its header says so')
  if (image.segments.length > 0) return found('it names its labels')
  if (labels.length <= 2)
    return found(`it holds ${labels.length === 1 ? 'one value' : 'two values'} beside 0`)
  if (labelName.test(image.file)) return found('its name says so')
  return shareAlike(image.values, image.size[0]) >= leastAlike
    ? found(`its ${labels.length} values fill regions`)
    : scan('its values change from voxel to voxel')
}

/** Different values above 0 when all are whole, none negative and not too many; else null. */
export function labelValues(values: ScanValues): number[] | null {
  const seen = new Set<number>()
  let last = 0
  for (let o = 0; o < values.length; o++) {
    const v = values[o] as number
    if (v === last) continue
    last = v
    if (seen.has(v)) continue
    if (v < 0 || v > 65535 || !Number.isInteger(v) || seen.size > mostLabels) return null
    seen.add(v)
  }
  seen.delete(0)
  return seen.size > mostLabels ? null : [...seen].sort((a, b) => a - b)
}

/** Of the voxels above 0, the share whose next voxel along the row has the same value. */
function shareAlike(values: ScanValues, rowLength: number): number {
  let pairs = 0
  let alike = 0
  for (let o = 0; o + 1 < values.length; o++) {
    const v = values[o] as number
    if (v === 0 || (o + 1) % rowLength === 0) continue
    pairs++
    if (values[o + 1] === v) alike++
  }
  return pairs === 0 ? 1 : alike / pairs
}
