import type { Tie } from './ties'
import type { TissueTopology } from './topology'

/**
 * The connected pieces of tissue and shells that nothing holds, as lists of nodes. Tetrahedra and ties join nodes; a
 * held node, or a tie to a place (weights that do not sum to zero), holds all that it is joined to.
 * @param held nodes that do not move
 */
export function freePieces(
  topology: TissueTopology,
  ties: readonly Tie[],
  held: (node: number) => boolean,
): number[][] {
  const joins = new Joins()
  const { slotNodes, slotCount, slotVolume } = topology
  for (let slot = 0; slot < slotCount; slot++) {
    if (slotVolume[slot] === 0) continue
    for (let c = 1; c < 4; c++) joins.join(slotNodes[4 * slot]!, slotNodes[4 * slot + c]!)
  }
  const holding = new Set<number>()
  for (const tie of ties) {
    if (tie.mode === 'load') continue
    for (const node of tie.nodes) joins.join(tie.nodes[0]!, node)
    if (Math.abs(tie.weights.reduce((a, b) => a + b, 0)) > 1e-4) holding.add(tie.nodes[0]!)
  }
  for (const node of joins.nodes) if (held(node)) holding.add(node)
  const heldRoots = new Set([...holding].map((node) => joins.rootOf(node)))
  const pieces = new Map<number, number[]>()
  for (const node of joins.nodes) {
    const root = joins.rootOf(node)
    if (heldRoots.has(root)) continue
    const piece = pieces.get(root)
    if (piece) piece.push(node)
    else pieces.set(root, [node])
  }
  return [...pieces.values()]
}

/** Union of nodes by id, with holes between the ids. */
class Joins {
  private readonly owner: number[] = []

  /** Nodes that were joined to any, themselves included, in order. */
  get nodes(): number[] {
    const out: number[] = []
    this.owner.forEach((_, node) => {
      out.push(node)
    })
    return out
  }

  rootOf(node: number): number {
    let r = node
    while (this.owner[r] !== r) {
      this.owner[r] = this.owner[this.owner[r]!]!
      r = this.owner[r]!
    }
    return r
  }

  join(a: number, b: number): void {
    this.owner[a] ??= a
    this.owner[b] ??= b
    const [p, q] = [this.rootOf(a), this.rootOf(b)]
    if (p !== q) this.owner[Math.max(p, q)] = Math.min(p, q)
  }
}
