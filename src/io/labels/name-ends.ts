import type { Vec3 } from '../../core/vec3'
import { meanOf } from '../../geometry/slab-section'
import type { StubEnd } from '../../geometry/vessel-stubs'
import type { Part } from '../../heart/heart'
import { type LabelWork, lumenOf, structureOf } from './label-work'

/** The ends, each with a name of its own: the vessel’s where it has one end, else by where it lies in the patient. */
export function nameEnds(work: LabelWork): StubEnd[] {
  const named: StubEnd[] = []
  const partOf = (e: StubEnd): Part => structureOf(work, e.structure)?.part ?? 'none'
  for (const part of new Set(work.ends.map(partOf))) {
    const ends = work.ends.filter((e) => partOf(e) === part)
    const alone = (e: StubEnd) => ends.filter((f) => f.structure === e.structure).length === 1
    named.push(...ends.filter(alone))
    named.push(
      ...byPlace(
        work,
        part,
        ends.filter((e) => !alone(e)),
      ),
    )
  }
  return unique(work, named)
}

function byPlace(work: LabelWork, part: Part, ends: readonly StubEnd[]): StubEnd[] {
  const root = ends.length > 1 ? rootOf(work, part, ends) : undefined
  const others = ends.filter((e) => e !== root)
  const places = placeNames(
    part,
    others.map((e) => e.end),
  )
  return ends.map((e) => {
    if (e.name) return e
    const place = e === root ? (part === 'aorta' ? 'root' : 'trunk') : places[others.indexOf(e)]
    return { ...e, name: `${structureOf(work, e.structure)?.name ?? 'Vessel'}, ${place}` }
  })
}

/** Of a great artery without its ventricle, the end that faces the heart: the foremost (LPS: y grows to the back). */
function rootOf(work: LabelWork, part: Part, ends: readonly StubEnd[]): StubEnd | undefined {
  const ventricle = lumenOf(work, 'LV') ?? lumenOf(work, 'RV')
  if (ventricle || (part !== 'aorta' && part !== 'pulmonary-artery')) return undefined
  return ends.reduce((best, e) => (e.end[1] < best.end[1] ? e : best))
}

/** LPS: x grows to the patient’s left, z to the head. */
function placeNames(part: Part, at: readonly Vec3[]): string[] {
  if (part === 'aorta') return aorticNames(at)
  const middle = meanOf(at)
  const sides = at.map((p) => (p[0] > middle[0] ? 'left' : 'right'))
  if (part !== 'pulmonary-vein') return sides
  return at.map((p, n) => {
    const side = at.filter((_, m) => sides[m] === sides[n])
    if (side.length < 2) return sides[n] as string
    return `${sides[n]} ${p[2] >= meanOf(side)[2] ? 'superior' : 'inferior'}`
  })
}

/** The lowest end is the descending aorta; the others are branches, from right to left. */
function aorticNames(at: readonly Vec3[]): string[] {
  const lowest = at.reduce((best, p, n) => (p[2] < (at[best] as Vec3)[2] ? n : best), 0)
  const branches = at.map((p, n) => ({ p, n })).filter(({ n }) => n !== lowest)
  const order = branches.sort((a, b) => a.p[0] - b.p[0]).map(({ n }) => n)
  return at.map((_, n) => (n === lowest ? 'descending' : `branch ${order.indexOf(n) + 1} from the right`))
}

function unique(work: LabelWork, ends: readonly StubEnd[]): StubEnd[] {
  const taken = new Map<string, number>()
  return ends.map((e) => {
    const name = e.name ?? structureOf(work, e.structure)?.name ?? 'Vessel'
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    return count === 1 ? { ...e, name } : { ...e, name: `${name} ${count}` }
  })
}
