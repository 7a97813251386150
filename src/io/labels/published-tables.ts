import type { LabelMap } from '../label-map'
import type { StructureRole } from './structure-codes'

/** Label values that a data set or program is published with. */
export interface PublishedTable {
  readonly name: string
  readonly source: string
  readonly values: Readonly<Record<number, StructureRole & { readonly name: string }>>
}

const blood = (name: string, part: StructureRole['part']) => ({ name, kind: 'blood', part }) as const
const muscle = { name: 'Left ventricular myocardium', kind: 'wall', part: 'LV' } as const
const lv = blood('Left ventricle', 'LV')
const rv = blood('Right ventricle', 'RV')
const la = blood('Left atrium', 'LA')
const ra = blood('Right atrium', 'RA')
const aorta = blood('Aorta', 'aorta')
const pa = blood('Pulmonary artery', 'pulmonary-artery')
const svc = blood('Superior vena cava', 'SVC')
const ivc = blood('Inferior vena cava', 'IVC')

const publishedTables: readonly PublishedTable[] = [
  {
    name: 'MM-WHS',
    source: 'Zhuang & Shen, Med. Image Anal. 31, 2016: Multi-Modality Whole Heart Segmentation',
    values: { 205: muscle, 420: la, 421: la, 500: lv, 550: ra, 600: rv, 820: aorta, 850: pa },
  },
  {
    name: 'HVSMR-2.0',
    source: 'Pace et al., Sci. Data 11, 2024: HVSMR-2.0',
    values: { 1: lv, 2: rv, 3: la, 4: ra, 5: aorta, 6: pa, 7: svc, 8: ivc },
  },
  {
    name: 'ImageCHD',
    source: 'Xu et al., MICCAI 2020: ImageCHD',
    values: { 1: lv, 2: rv, 3: la, 4: ra, 5: muscle, 6: aorta, 7: pa },
  },
  {
    name: 'TotalSegmentator heartchambers_highres',
    source: 'Wasserthal et al., Radiol. Artif. Intell. 5, 2023: TotalSegmentator, class map',
    values: { 1: muscle, 2: la, 3: lv, 4: ra, 5: rv, 6: aorta, 7: pa },
  },
]

/** Structures that touch in a heart; a table that fits has nearly all contacts of its labels among these. */
const neighbours: readonly (readonly [string, string])[] = [
  ['LV blood', 'LA blood'],
  ['RV blood', 'RA blood'],
  ['LV blood', 'aorta blood'],
  ['RV blood', 'pulmonary-artery blood'],
  ['RA blood', 'SVC blood'],
  ['RA blood', 'IVC blood'],
  ['LV blood', 'LV wall'],
  ['RV blood', 'LV wall'],
]
const leastShare = 0.5

/**
 * The published table that a map of bare numbers follows: all its numbers are in the table, most of the table’s are in
 * the map, and what touches in the map are mostly structures that touch in a heart. Null where none fits.
 */
export function guessTable(map: LabelMap): PublishedTable | null {
  const fileValue = new Map(map.segments.map((s) => [s.value, s.fileValue ?? s.value]))
  const present = [...fileValue.values()]
  const fitting = publishedTables.filter(
    (t) =>
      present.every((v) => t.values[v]) &&
      new Set(present.map((v) => t.values[v]?.name)).size >=
        0.7 * new Set(Object.values(t.values).map((v) => v.name)).size,
  )
  if (fitting.length === 0) return null
  const contacts = labelContacts(map)
  let best: PublishedTable | null = null
  let most = leastShare
  for (const table of fitting) {
    const share = shareOfNeighbours(table, contacts, fileValue)
    if (share > most) {
      most = share
      best = table
    }
  }
  return best
}

/** Counts of faces between cells of different labels above 0, at a · 256 + b with a < b. */
function labelContacts({ size, values }: LabelMap): Uint32Array {
  const contacts = new Uint32Array(256 * 256)
  const steps = [1, size[0], size[0] * size[1]]
  for (let axis = 0; axis < 3; axis++) {
    const step = steps[axis] as number
    const n = size[axis] as number
    for (let o = 0; o + step < values.length; o++) {
      const a = values[o] as number
      const b = values[o + step] as number
      if (a === 0 || b === 0 || a === b || Math.floor(o / step) % n === n - 1) continue
      const key = a < b ? a * 256 + b : b * 256 + a
      contacts[key] = (contacts[key] as number) + 1
    }
  }
  return contacts
}

function shareOfNeighbours(
  table: PublishedTable,
  contacts: Uint32Array,
  fileValue: ReadonlyMap<number, number>,
): number {
  const known = new Set(neighbours.flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`]))
  const roleOf = (value: number) => {
    const role = table.values[fileValue.get(value) ?? value]
    return role ? `${role.part} ${role.kind}` : ''
  }
  let all = 0
  let good = 0
  for (let key = 0; key < contacts.length; key++) {
    const count = contacts[key] as number
    if (count === 0) continue
    all += count
    if (known.has(`${roleOf(key >> 8)}|${roleOf(key & 255)}`)) good += count
  }
  return all === 0 ? 0 : good / all
}
