import { isLumen, lumenLabel, partOfLabel, wallLabel } from '../../geometry/segmentation/parts'
import { growable } from '../../geometry/segmentation/recipe'
import type { SeedPart } from '../../session/intake/recipe-edit'

/** Oxygenated blood warm, blood from the body cool; each part told from its neighbours by lightness too. */
const colours: Record<SeedPart, string> = {
  LV: '#e2544c',
  LA: '#f3a07e',
  aorta: '#f0c04f',
  'pulmonary-vein': '#e58fb6',
  RV: '#3f7fe0',
  RA: '#86b6f5',
  'pulmonary-artery': '#4cc4c9',
  SVC: '#9a8cf0',
  IVC: '#6a5fd0',
  vessel: '#d98a3d',
  outside: '#9aa3aa',
}

export const partColour = (part: SeedPart | 'none'): string => colours[part as SeedPart] ?? '#9aa3aa'

const wallColour = '#a9806c'

/** Colour of a label of a segmented scan. */
export const labelColour = (id: number): string => (isLumen(id) ? colours[partOfLabel(id)] : wallColour)

/** `#rrggbb` as the picture's words hold it: 0xBBGGRR. */
const asWord = (css: string): number => {
  const n = Number.parseInt(css.slice(1), 16)
  return ((n & 255) << 16) | (n & 0xff00) | (n >> 16)
}

/** A colour for each of 256 labels. */
export const labelWords: Uint32Array = Uint32Array.from({ length: 256 }, () => asWord(wallColour))
for (const part of growable) {
  labelWords[lumenLabel(part)] = asWord(colours[part])
  labelWords[wallLabel(part)] = asWord(wallColour)
}
