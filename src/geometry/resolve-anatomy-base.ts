import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import { closeFalseHoles } from './false-holes'
import type { CutGape } from './gaping-cut'
import type { LumenShape } from './resolve-anatomy-lumen'
import { domainGates, frameAtSpacing, lumenPieces } from './resolve-anatomy-pieces'
import { cutAtPorts } from './resolve-anatomy-ports'
import type { SheetPlan } from './sheets'
import type { RimGap } from './sheets-rim'

type Leak = BloodDomain['leaks'][number]

/** How a domain came about: what the next edit needs to know of the ones before. */
interface Trace {
  readonly edits: readonly Edit[]
  readonly shapes: readonly LumenShape[]
  readonly plans: ReadonlyMap<string, SheetPlan>
  readonly leaks: ReadonlyMap<string, readonly Leak[]>
  /** Where tissue at rest has shown rims to stand off. */
  readonly gaps: readonly RimGap[]
  /** How far tissue at rest has shown the lips of cuts to stand apart. */
  readonly gapes: readonly CutGape[]
  /** Open fraction of the wall under the sheets, by face key. */
  readonly under: ReadonlyMap<number, number>
  /** 1 for cells beyond a port. */
  readonly beyond: Uint8Array
  readonly baseWarnings: readonly string[]
}

/** A blood domain that remembers its edits, so that one more costs only its own neighbourhood. */
export interface ResolvedDomain extends BloodDomain {
  readonly trace: Trace
}

/**
 * The blood of the unedited heart on a lattice of any spacing: lumen resampled trilinearly, a structure for each cell,
 * gates and ports as faces, lumen beyond the ports cut off. The result is constant; keep it and apply edits to it.
 * @param spacing metres; the heart's own when left out
 */
export function baseDomain(heart: Heart, spacing = heart.frame.spacing): ResolvedDomain {
  const pieces = lumenPieces(heart, frameAtSpacing(heart.frame, spacing))
  const closed = closeFalseHoles(heart, pieces)
  const { ports, beyond, warnings } = cutAtPorts(heart.ports, pieces)
  const gates = domainGates(heart, pieces)
  for (const gate of gates)
    if (gate.cell.length === 0) warnings.push(`The ${gate.id} valve lies between no two cells of blood`)
  const name = (id: string) => heart.structures.find((s) => s.id === Number(id))?.name ?? id
  for (const [pair, count] of closed) {
    const [a, b] = pair.split('-') as [string, string]
    warnings.push(
      `The wall between ${name(a)} and ${name(b)} is thinner than a cell; ${count} faces were closed`,
    )
  }
  const trace: Trace = {
    edits: [],
    shapes: [],
    plans: new Map(),
    leaks: new Map(),
    gaps: [],
    gapes: [],
    under: new Map(),
    beyond,
    baseWarnings: warnings,
  }
  return { ...pieces, gates, ports, sheets: [], leaks: [], warnings, trace }
}
