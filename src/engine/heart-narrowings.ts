import { type NarrowingSpec, narrowingLaw, outflowLaw } from '../circulation'
import type { Narrowing } from '../findings'
import { type ArchSection, archSection } from '../geometry/arch-section'
import type { BloodDomain } from '../geometry/blood-domain'
import type { KnownFlow } from '../geometry/link-flow'
import { type WayRecord, wayHolds } from '../geometry/narrowest-way'
import { type OutflowSection, outflowSection } from '../geometry/outflow-section'
import type { Heart } from '../heart/heart'

/** The narrowest sections of a heart's ways out. */
export interface HeartSections {
  readonly outflows: readonly OutflowSection[]
  readonly arch: ArchSection | null
}

/** An arch under this share of the descending aorta is followed as narrowed: .7 of its diameter. */
const narrowedArch = 0.5

interface Found {
  readonly way: WayRecord
}

/** Sections found before, by heart: looked for again only where an edit has changed a link on the way. */
const memo = new WeakMap<Heart, Map<string, readonly Found[]>>()
/** As many are kept of each way: an edit taken back finds the one before it. */
const mostKept = 4

function kept<T extends Found>(
  heart: Heart,
  domain: BloodDomain,
  name: string,
  find: (known?: KnownFlow) => T | null,
): T | null {
  const own = memo.get(heart) ?? new Map<string, readonly Found[]>()
  memo.set(heart, own)
  const key = `${name} ${domain.frame.spacing}`
  const known = (own.get(key) ?? []) as readonly T[]
  const before = known.find((found) => wayHolds(domain, found.way))
  if (before) return before
  const section = find(known[0]?.way.flow)
  if (section) own.set(key, [section, ...known].slice(0, mostKept))
  return section
}

/** Measures the ways out of both ventricles and the arch. */
export function sectionsOf(heart: Heart, domain: BloodDomain): HeartSections {
  const outflow = (gate: OutflowSection['gate']) =>
    kept(heart, domain, gate, (known) => outflowSection(domain, heart, gate, known))
  return {
    outflows: [outflow('aortic'), outflow('pulmonary')].filter((s): s is OutflowSection => s !== null),
    arch: kept(heart, domain, 'arch', (known) => archSection(domain, heart, known)),
  }
}

/** Whether the arch of a heart is narrow enough to be followed from edit to edit. */
export const hasNarrowArch = ({ arch }: HeartSections): boolean =>
  arch !== null && arch.area < narrowedArch * arch.descendingArea

/** Their laws for the circulation. */
export function narrowingsOf({ outflows, arch }: HeartSections, followArch: boolean): NarrowingSpec[] {
  const out: NarrowingSpec[] = outflows.map((s) => ({
    id: `${s.gate}-outflow`,
    place: `${s.gate}-valve`,
    law: outflowLaw(s.area, s.arteryArea),
  }))
  if (!arch || !followArch) return out
  const { area, descendingArea, effectiveDiameter } = arch
  const referenceArea = Math.max(descendingArea, area)
  const law = narrowingLaw({ area, referenceArea, length: effectiveDiameter })
  return [...out, { id: 'arch', place: 'arch', law, inertance: law.inertance }]
}

/** The arch as the figures speak of it. */
export const archNarrowing = ({ arch }: HeartSections, followArch: boolean): Narrowing | undefined =>
  arch && followArch
    ? {
        id: 'arch',
        label: 'Aortic arch',
        area: arch.area,
        referenceArea: arch.descendingArea,
        centre: arch.centre,
        cellsAcross: arch.cellsAcross,
      }
    : undefined
