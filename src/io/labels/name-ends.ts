import type { Vec3 } from '../../core/vec3'
import { meanOf } from '../../geometry/slab-section'
import type { StubEnd } from '../../geometry/vessel-stubs'
import type { Part } from '../../heart/heart'
import { type LabelWork, structureOf } from './label-work'

/** The ends, each with a name of its own: the vessel’s where it has one end, else by where it lies in the patient. */
export function nameEnds(work: LabelWork): StubEnd[] {
  const named: StubEnd[] = []
  for (const part of new Set(work.ends.map((e) => partOf(work, e)))) {
    const ends = work.ends.filter((e) => partOf(work, e) === part)
    const own = ends.filter((e) => ends.filter((f) => f.structure === e.structure).length === 1)
    const shared = ends.filter((e) => !own.includes(e))
    named.push(...own, ...byPlace(work, part, shared))
  }
  return unique(work, named)
}

const partOf = (work: LabelWork, e: StubEnd): Part => structureOf(work, e.structure)?.part ?? 'none'

function byPlace(work: LabelWork, part: Part, ends: readonly StubEnd[]): StubEnd[] {
  const nameOf = (e: StubEnd) => structureOf(work, e.structure)?.name ?? 'Vessel'
  const names = placeNames(
    part,
    ends.map((e) => e.end),
  )
  return ends.map((e, n) => (e.name ? e : { ...e, name: `${nameOf(e)}, ${names[n]}` }))
}

/** LPS: x grows to the patient’s left, z to the head. */
function placeNames(part: Part, at: readonly Vec3[]): string[] {
  if (part === 'aorta') return aorticNames(at)
  const middle = meanOf(at)
  const sides = at.map((p) => (p[0] > middle[0] ? 'left' : 'right'))
  if (part !== 'pulmonary-vein') return sides
  return at.map((p, n) => {
    const side = at.filter((_, m) => sides[m] === sides[n])
    return side.length < 2
      ? (sides[n] as string)
      : `${sides[n]} ${p[2] >= meanOf(side)[2] ? 'superior' : 'inferior'}`
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
