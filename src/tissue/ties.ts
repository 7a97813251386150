import type { Vec3 } from '../core/vec3'

/** How a tie pulls; the numbers of `lib/tie.wgsl`. */
export const tieModes = { spring: 0, thread: 1, rod: 2, load: 3, push: 4, running: 5, membrane: 6 } as const
/** Numbers that the GPU holds of a tie; see `tieData`. */
export const tieNumbers = 20

/**
 * A force between up to eight nodes: q = Σ w_k x_k - anchor; see `lib/tie.wgsl` for the energy of each mode.
 * SI: metres, N/m, N.
 */
export interface Tie {
  readonly mode: keyof typeof tieModes
  readonly nodes: readonly number[]
  readonly weights: readonly number[]
  readonly anchor: Vec3
  readonly stiffness: number
  /** Rest length of a thread or rod; for a segment of a running thread, which thread. */
  readonly length?: number
  /** Unit normal of a push, and its coefficient of friction. */
  readonly normal?: Vec3
  readonly friction?: number
  /** Greatest tension of a thread. */
  readonly cap?: number
  /** 2 where two nodes of one colour may share the tie, so that moving both at once does not overshoot. */
  readonly factor?: number
  /** Of a membrane: its own nine numbers, in place of weights and anchor (`membraneTie`). */
  readonly numbers?: readonly number[]
}

/** Pulls a node towards a place. */
export const spring = (node: number, anchor: Vec3, stiffness: number): Tie => ({
  mode: 'spring',
  nodes: [node],
  weights: [1],
  anchor,
  stiffness,
})

export interface PackedTies {
  /** Eight node ids a tie. */
  readonly nodes: Uint32Array
  /** `tieNumbers` a tie (`tieData`). */
  readonly data: Float32Array
  /** tie · 8 + k, grouped by node. */
  readonly entries: Uint32Array
  /** Tied nodes grouped by colour: node, first entry, entry count, 0. */
  readonly tiedNodes: Uint32Array
  /** First tied node and their number, per colour. */
  readonly ranges: readonly (readonly [number, number])[]
}

/** Lays ties out for the GPU; nodes of colour 255 (held) are left out. */
export function packTies(
  ties: readonly Tie[],
  colourOf: (node: number) => number,
  colours: number,
): PackedTies {
  const nodes = new Uint32Array(8 * ties.length)
  const data = new Float32Array(tieNumbers * ties.length)
  const byNode = new Map<number, number[]>()
  ties.forEach((tie, t) => {
    nodes.set(tie.nodes, 8 * t)
    data.set(tieData(tie), tieNumbers * t)
    tie.nodes.forEach((node, k) => {
      const list = byNode.get(node) ?? []
      list.push(8 * t + k)
      byNode.set(node, list)
    })
  })
  const entries: number[] = []
  const tiedNodes: number[] = []
  const ranges: [number, number][] = []
  const byColour = Array.from({ length: colours }, () => [] as number[])
  for (const node of byNode.keys()) byColour[colourOf(node)]?.push(node)
  for (const list of byColour) {
    ranges.push([tiedNodes.length / 4, list.length])
    for (const node of list) {
      const own = byNode.get(node)!
      tiedNodes.push(node, entries.length, own.length, 0)
      for (const e of own) entries.push(e)
    }
  }
  return { nodes, data, entries: Uint32Array.from(entries), tiedNodes: Uint32Array.from(tiedNodes), ranges }
}

/** A tie's numbers: eight weights, anchor, stiffness, length, cap, factor, mode, normal, friction. */
export function tieData(tie: Tie): Float32Array {
  const out = new Float32Array(tieNumbers)
  out.set(tie.weights)
  out.set(tie.anchor, 8)
  if (tie.numbers) out.set(tie.numbers)
  out.set([tie.stiffness, tie.length ?? 0, tie.cap ?? 3e38, tie.factor ?? 1, tieModes[tie.mode]], 11)
  if (tie.normal) out.set(tie.normal, 16)
  out[19] = tie.friction ?? 0
  return out
}
