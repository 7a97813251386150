import type { CutPlan, Touched } from './cut'
import type { SolverParts } from './solver-parts'
import type { TissueTopology } from './topology'

/** Lets the solver's parts take over a cut, by what it touched. */
export function takeOverCut(
  parts: SolverParts,
  topology: TissueTopology,
  inherits: CutPlan['inherits'],
  touched: Touched,
): void {
  const { lattice, bodyLoads, colours, contacts, coarse, nodes, rigid, ties } = parts
  const changed = lattice.update(topology, touched)
  contacts.setTopology(topology)
  nodes.forget()
  if (!colours.update(topology, changed)) colours.write(topology, ties.sewing.nodes)
  coarse.extend(topology, inherits, touched)
  nodes.inherit(inherits)
  bodyLoads.update(topology, touched, lattice.rows)
  if (ties.holdsAny(changed)) ties.holdAnew()
  else rigid.edited()
}

/** Sends all of a topology to the parts that lay it out; masses, colours, coarse levels and ties come after it. */
export function layOutAnew(
  { lattice, bodyLoads, contacts, nodes, patch }: SolverParts,
  topology: TissueTopology,
  inherits: CutPlan['inherits'],
): void {
  lattice.write(topology)
  bodyLoads.setTopology(topology)
  contacts.setTopology(topology)
  nodes.forget()
  nodes.inherit(inherits)
  patch.flush()
}
