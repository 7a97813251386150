import type { Part } from '../../heart/heart'
import { partOfName, plainWords } from '../labels/structure-names'

/** What a surface's name says that it is; `role` is left out where the shape has to tell. */
export interface SurfaceRole {
  readonly part: Part
  readonly role?: 'wall' | 'blood' | 'leaflets' | 'left-out'
  /** Of leaflets: the artery whose root they are in, where its wall is part of the surface. */
  readonly root?: Part
}

/** Coronary vessels and cardiac veins: thinner than a lattice cell or two. Not the descending aorta. */
const coronary =
  /coronary|cardiac vein|marginal|diagonal|descending artery|vein of (the )?(left|right) (ventricle|atrium)|circumflex|\b(lad|rca|lcx)\b/
const leaflets = /valve|leaflet|chorda/
const walls = /wall|myocard|muscle|papillary|septum|epicard|tissue/
const blood = /blood|cavity|lumen|pool|endocard/
/** Names that atlases use beside those of segmentations, with the part that each belongs to. */
const more: readonly (readonly [RegExp, Part])[] = [
  [/left cardiac atrium/, 'LA'],
  [/right cardiac atrium/, 'RA'],
  [/anterolateral|posteromedial/, 'LV'],
  [/papillary/, 'RV'],
  [/interventricular sept|ventricular septum/, 'LV'],
  [/inter ?atrial sept|atrial septum/, 'RA'],
  [/(brachiocephalic|innominate) vein|azygos/, 'SVC'],
  [/brachiocephalic|innominate|carotid|subclavian/, 'aorta'],
]

export function surfaceRole(name: string): SurfaceRole {
  const words = plainWords(name)
  if (leaflets.test(words)) return { part: 'none', role: 'leaflets', ...rootOf(words) }
  if (coronary.test(words)) return { part: 'none', role: 'left-out' }
  const part = more.find(([pattern]) => pattern.test(words))?.[1] ?? partOfName(name) ?? 'none'
  if (blood.test(words)) return { part, role: 'blood' }
  return walls.test(words) ? { part, role: 'wall' } : { part }
}

const rootOf = (words: string): { root?: Part } =>
  /aort/.test(words) ? { root: 'aorta' } : /pulm/.test(words) ? { root: 'pulmonary-artery' } : {}

export const isChamber = (part: Part): boolean =>
  part === 'LV' || part === 'RV' || part === 'LA' || part === 'RA'
