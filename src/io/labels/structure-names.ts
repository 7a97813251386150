import type { GateName, Part } from '../../heart/heart'
import type { StructureRole } from './structure-codes'

/** Camel case, underscores, dots and accents as plain words in lower case: `heart_atriumLeft` → `heart atrium left`. */
export function plainWords(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase()
}

const left = 'left|lt|links|linke[rsn]?|izquierd[oa]|gauche|sinist(er|ra|rum)'
const right = 'right|rt|rechts|rechte[rsn]?|derech[oa]|droite?|dext(er|ra|rum)'
const ventricle = 'ventric\\w*|ventrikel|herzkammer|kammer|lower chamber'
const atrium = 'atri(um|o|al|a)|auricula|auricle|vorhof\\w*|oreillette|aurícula'

/** A side and a chamber in either order, not further apart than two words. */
const sided = (side: string, chamber: string) =>
  new RegExp(`\\b(${side})( \\w+){0,2} (${chamber})\\b|\\b(${chamber})( \\w+){0,1} (${side}|l|r)\\b`)

const gateNames: readonly (readonly [RegExp, GateName])[] = [
  [/tri[ck]uspid|\btv\b/, 'tricuspid'],
  [/mitral|bicuspid av|\bmv\b/, 'mitral'],
  [/\baort|\bav\b/, 'aortic'],
  [/pulm|\bpv\b/, 'pulmonary'],
]
const valveWords = /valve|valvula|klappe|annulus|anulus|leaflet|cusps?\b|\b(tv|mv) (slab|plane)/

const sideless = (chamber: string, side: 'l' | 'r') => new RegExp(`\\b(${chamber}) ${side}\\b`)

const partNames: readonly (readonly [RegExp, Part])[] = [
  [
    /pulm\w* (\w+ ){0,2}(vein|ven)|lungenvene|vena[es]? pulm|\b[lr]?[siu]?p(vs?)\b|veine pulm/,
    'pulmonary-vein',
  ],
  [
    /pulm\w* (\w+ ){0,2}(art|trunk|tronc|stamm)|arteri\w* pulm|lungenarterie|lungenschlagader|truncus pulm|\b[lrm]?pa\b|pulmonalis|\bmpa\b/,
    'pulmonary-artery',
  ],
  [
    /\bsvc\b|superior (vena )?cava|vena cava (superior|sup)|cava superior|obere hohlvene|cranial vena cava|\bvcs\b/,
    'SVC',
  ],
  [/\bivc\b|inferior (vena )?cava|vena cava (inferior|inf)|cava inferior|untere hohlvene|\bvci\b/, 'IVC'],
  [/\baort|\bao\b|hauptschlagader/, 'aorta'],
  [/\blv\w?\b|lvot/, 'LV'],
  [/\brv\w?\b|rvot/, 'RV'],
  [sided(left, ventricle), 'LV'],
  [sided(right, ventricle), 'RV'],
  [sideless(ventricle, 'l'), 'LV'],
  [sideless(ventricle, 'r'), 'RV'],
  [/\bla\b|\blaa\b|\blap\b|left appendage|atrial appendage left/, 'LA'],
  [/\bra\b|\braa\b|right appendage/, 'RA'],
  [sided(left, atrium), 'LA'],
  [sided(right, atrium), 'RA'],
  [sideless(atrium, 'l'), 'LA'],
  [sideless(atrium, 'r'), 'RA'],
]
const wallWords =
  /wall|leaflet|myo|muscle|muskel|septum|epicard|tissue|wand\b|pared|musculo|papillar|endocard|\bfat\b|fett/
const bloodWords = /blood|cavity|lumen|pool|chamber|blut|sangre|cavidad|\bbp\b/
const stubWords = /stub|conduit|vessel|\bveins?\b|vena|orifice|inlet|outlet|gefass|vaso/
/** Near the heart but no part of its blood or wall: left out, not guessed at. */
const others =
  /coronar|pericard|lung(?!en)|esoph|oesoph|trachea|\brib|spine|vertebra|liver|azygos|thymus|scan|background|calci|stent|catheter|pacemaker|carotid|subclavian|brachioceph|portal|hepatic/

const first = <T>(names: readonly (readonly [RegExp, T])[], words: string): T | undefined =>
  names.find(([pattern]) => pattern.test(words))?.[1]

/** The part that a file’s or segment’s name speaks of. */
export const partOfName = (name: string): Part | undefined => first(partNames, plainWords(name))

/** The valve that a name speaks of. */
export const gateOfName = (name: string): GateName | undefined => first(gateNames, plainWords(name))

/**
 * What a name says a structure is; undefined where it does not tell. Coronary arteries count as tissue, which they run
 * in; the coronary sinus as the right atrium that it opens into. Vessels without a name of their own are blood of
 * part 'none'; a muscle without one is the left ventricle’s (as in MM-WHS, ACDC and TotalSegmentator).
 */
export function roleOfName(name: string): StructureRole | undefined {
  const words = plainWords(name)
  if (valveWords.test(words)) {
    const gate = first(gateNames, words)
    if (gate) return { kind: 'valve', part: 'none', gate }
  }
  if (/coronary sinus|sinus coronarius|koronarsinus|seno coronario/.test(words))
    return { kind: 'blood', part: 'RA' }
  const part = first(partNames, words)
  const isWall = wallWords.test(words) && !bloodWords.test(words)
  if (others.test(words) && !part && !/coronar/.test(words)) return undefined
  if (/pericard|calci|stent/.test(words)) return undefined
  if (/coronar|koronar/.test(words)) return { kind: 'wall', part: 'none' }
  if (part) return { kind: isWall ? 'wall' : 'blood', part }
  if (isWall) return { kind: 'wall', part: /myo|muscle|muskel/.test(words) ? 'LV' : 'none' }
  return stubWords.test(words) ? { kind: 'blood', part: 'none' } : undefined
}
