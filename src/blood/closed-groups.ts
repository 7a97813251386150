import type { BloodLattice } from './blood-lattice'

/** Groups that the pressure solver can tell apart; compartments of further ones are left as they are. */
const mostGroups = 16

/**
 * Compartments joined by open gates that no pressure port reaches: there the pressure is known but for a constant,
 * which has to be taken out.
 * @returns closed group of each compartment (255: none) and the cells of each group
 */
export function closedGroups(
  lattice: BloodLattice,
  gateIsOpen: (gate: number) => boolean,
  holdsPressure: (port: number) => boolean,
): { groupOf: number[]; cells: number[] } {
  const root = lattice.compartments.map((_, c) => c)
  const find = (a: number): number => (root[a] === a ? a : find(root[a] as number))
  lattice.gates.forEach((gate, g) => {
    if (gateIsOpen(g)) for (const [a, b] of gate.joins) root[find(a)] = find(b)
  })
  const open = new Set<number>()
  lattice.compartments.forEach((compartment, c) => {
    if (compartment.ports.some(holdsPressure)) open.add(find(c))
  })
  const ids = new Map<number, number>()
  const cells: number[] = []
  const groupOf = lattice.compartments.map((compartment, c) => {
    const r = find(c)
    if (open.has(r)) return 255
    const id = ids.get(r) ?? ids.size
    ids.set(r, id)
    if (id >= mostGroups) return 255
    cells[id] = (cells[id] ?? 0) + compartment.cells
    return id
  })
  return { groupOf, cells }
}
