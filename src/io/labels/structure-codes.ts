import type { GateName, Part, StructureKind } from '../../heart/heart'

/** What a structure is to the heart. */
export interface StructureRole {
  readonly kind: StructureKind
  readonly part: Part
  readonly gate?: GateName
}

const blood = (part: Part): StructureRole => ({ kind: 'blood', part })
const wall = (part: Part): StructureRole => ({ kind: 'wall', part })
const valve = (gate: GateName): StructureRole => ({ kind: 'valve', part: 'none', gate })

/**
 * SNOMED CT: DICOM PS3.16 CID 3462 (chambers), 3010 (cardiovascular structures), 12339 (structural heart). SNOMED RT:
 * the same tables’ older column. FMA: Foundational Model of Anatomy (as BodyParts3D and the HuBMAP atlas use it).
 * UBERON: HuBMAP CCF heart. RadLex: heart and its parts. A chamber’s code means its blood; walls have codes of their own.
 */
const codes: Readonly<Record<string, Readonly<Record<string, StructureRole>>>> = {
  SCT: {
    '87878005': blood('LV'),
    '53085002': blood('RV'),
    '82471001': blood('LA'),
    '33626005': blood('LA'), // left auricular appendage
    '73829009': blood('RA'),
    '15825003': blood('aorta'),
    '54247002': blood('aorta'), // ascending
    '57034009': blood('aorta'), // arch
    '81040000': blood('pulmonary-artery'),
    '78480002': blood('pulmonary-artery'), // right
    '50408007': blood('pulmonary-artery'), // left
    '122972007': blood('pulmonary-vein'),
    '48345005': blood('SVC'),
    '64131007': blood('IVC'),
    '74281007': wall('LV'), // myocardium
    '91134007': valve('mitral'),
    '46030003': valve('tricuspid'),
    '34202007': valve('aortic'),
    '39057004': valve('pulmonary'),
  },
  SRT: {
    'T-32600': blood('LV'),
    'T-32500': blood('RV'),
    'T-32300': blood('LA'),
    'T-32200': blood('RA'),
    'T-42000': blood('aorta'),
    'T-42300': blood('aorta'), // arch
    'T-35400': valve('aortic'),
  },
  FMA: {
    '7101': blood('LV'),
    '9466': blood('LV'), // cavity
    '7098': blood('RV'),
    '9291': blood('RV'), // cavity
    '7097': blood('LA'),
    '9465': blood('LA'), // cavity
    '7096': blood('RA'),
    '11359': blood('RA'), // cavity
    '9531': wall('LA'),
    '9457': wall('RA'),
    '3734': blood('aorta'),
    '3736': blood('aorta'), // ascending
    '3768': blood('aorta'), // arch
    '3784': blood('aorta'), // descending
    '8612': blood('pulmonary-artery'), // trunk
    '66326': blood('pulmonary-artery'),
    '50872': blood('pulmonary-artery'), // right
    '50873': blood('pulmonary-artery'), // left
    '66643': blood('pulmonary-vein'),
    '4720': blood('SVC'),
    '10951': blood('IVC'),
    '7235': valve('mitral'),
    '7234': valve('tricuspid'),
    '7236': valve('aortic'),
    '7246': valve('pulmonary'),
  },
  UBERON: {
    '0002084': blood('LV'),
    '0002080': blood('RV'),
    '0002079': blood('LA'),
    '0002078': blood('RA'),
    '0000947': blood('aorta'),
    '0002012': blood('pulmonary-artery'),
    '0002016': blood('pulmonary-vein'),
    '0002135': valve('mitral'),
    '0002134': valve('tricuspid'),
    '0002137': valve('aortic'),
    '0002146': valve('pulmonary'),
  },
  RADLEX: {
    RID1392: blood('LV'),
    RID1389: blood('RV'),
    RID1390: blood('LA'),
    RID1387: blood('RA'),
    RID35839: blood('pulmonary-artery'), // trunk
    RID1395: valve('mitral'),
    RID1396: valve('pulmonary'),
    RID1397: valve('tricuspid'),
  },
}

const schemes: readonly (readonly [RegExp, string])[] = [
  [/^(sct|snomed ?ct|snomed)$/i, 'SCT'],
  [/^(srt|snm3|99sdm|snomed ?rt)$/i, 'SRT'],
  [/^fma/i, 'FMA'],
  [/^uberon/i, 'UBERON'],
  [/^radlex|^rid$/i, 'RADLEX'],
]

/** What a terminology code stands for; undefined where it is none of a heart’s parts. */
export function roleOfCode(scheme: string, value: string): StructureRole | undefined {
  const name = schemes.find(([pattern]) => pattern.test(scheme.trim()))?.[1]
  const bare = value.trim().replace(/^(fma|uberon)[:_]?/i, '')
  return name ? codes[name]?.[bare] : undefined
}
