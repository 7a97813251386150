import type { EmbeddedSurface } from './surface'

/** Triangles in a leaf. */
const leafSize = 24

/**
 * Boxes round clusters of a surface's triangles, for rays and nearest points on a surface that moves at frame rate.
 * The clusters are made once from the rest shape (Morton order); a box is the bound of the lattice nodes that carry
 * its triangles, so that following the tissue costs one pass over the nodes and no vertex is skinned before it is
 * asked for. The bound holds because a vertex is a mean of its nodes with weights of 0 to 1.
 */
export class SurfaceTree {
  /** Triangle ids, cluster after cluster. */
  readonly order: Uint32Array
  readonly leafCount: number
  /** Heap-ordered boxes: node 1 is the root, leaves begin at `firstLeaf`; low xyz, high xyz. */
  readonly boxes: Float32Array
  readonly firstLeaf: number
  private readonly nodeStart: Uint32Array
  private readonly nodeIds: Uint32Array
  private positions: Float32Array | null = null

  constructor(surface: EmbeddedSurface) {
    this.order = mortonOrder(surface)
    this.leafCount = Math.max(1, Math.ceil(this.order.length / leafSize))
    this.firstLeaf = 2 ** Math.ceil(Math.log2(this.leafCount))
    this.boxes = new Float32Array(6 * 2 * this.firstLeaf)
    const { start, ids } = nodesOfLeaves(surface, this.order, this.leafCount)
    this.nodeStart = start
    this.nodeIds = ids
  }

  /** Range of `order` that a leaf holds. */
  leafRange(leaf: number): readonly [number, number] {
    return [leaf * leafSize, Math.min((leaf + 1) * leafSize, this.order.length)]
  }

  /** Follows the tissue: does nothing while the array is the same one. */
  refit(positions: Float32Array): void {
    if (positions === this.positions) return
    this.positions = positions
    for (let leaf = 0; leaf < this.firstLeaf; leaf++) this.boundLeaf(leaf, positions)
    for (let n = this.firstLeaf - 1; n >= 1; n--) this.boundPair(n)
  }

  private boundLeaf(leaf: number, p: Float32Array): void {
    const o = 6 * (this.firstLeaf + leaf)
    const { boxes, nodeIds } = this
    boxes.fill(Number.POSITIVE_INFINITY, o, o + 3)
    boxes.fill(Number.NEGATIVE_INFINITY, o + 3, o + 6)
    if (leaf >= this.leafCount) return
    const end = this.nodeStart[leaf + 1]!
    for (let m = this.nodeStart[leaf]!; m < end; m++) {
      const q = 3 * nodeIds[m]!
      for (let a = 0; a < 3; a++) {
        const x = p[q + a]!
        if (x < boxes[o + a]!) boxes[o + a] = x
        if (x > boxes[o + 3 + a]!) boxes[o + 3 + a] = x
      }
    }
  }

  private boundPair(n: number): void {
    const { boxes } = this
    const o = 6 * n
    const l = 12 * n
    for (let a = 0; a < 3; a++) {
      boxes[o + a] = Math.min(boxes[l + a]!, boxes[l + 6 + a]!)
      boxes[o + 3 + a] = Math.max(boxes[l + 3 + a]!, boxes[l + 9 + a]!)
    }
  }
}

/** Triangles sorted along a space-filling curve through their first corners at rest. */
function mortonOrder({ rest, triangles }: EmbeddedSurface): Uint32Array {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let extent = 1e-9
  for (let n = 0; n < rest.length; n++) low[n % 3] = Math.min(low[n % 3]!, rest[n]!)
  for (let n = 0; n < rest.length; n++) extent = Math.max(extent, rest[n]! - low[n % 3]!)
  const count = triangles.length / 3
  const keys = new Float64Array(count)
  for (let t = 0; t < count; t++) {
    const v = 3 * triangles[3 * t]!
    let code = 0
    for (let a = 0; a < 3; a++) {
      const x = Math.min(1023, Math.floor(((rest[v + a]! - low[a]!) / extent) * 1024))
      code += spread(x) * 2 ** a
    }
    keys[t] = code * 2 ** 22 + t
  }
  keys.sort()
  return Uint32Array.from(keys, (key) => key % 2 ** 22)
}

/** Ten bits, two empty places between each. */
function spread(x: number): number {
  let v = x
  v = (v | (v << 16)) & 0x030000ff
  v = (v | (v << 8)) & 0x0300f00f
  v = (v | (v << 4)) & 0x030c30c3
  return (v | (v << 2)) & 0x09249249
}

function nodesOfLeaves(
  { nodes, weights, triangles }: EmbeddedSurface,
  order: Uint32Array,
  leafCount: number,
) {
  const start = new Uint32Array(leafCount + 1)
  const ids: number[] = []
  const stamp = new Int32Array(nodes.reduce((most, id) => Math.max(most, id), 0) + 1).fill(-1)
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const end = Math.min((leaf + 1) * leafSize, order.length)
    for (let n = leaf * leafSize; n < end; n++)
      for (let corner = 0; corner < 3; corner++) {
        const v = triangles[3 * order[n]! + corner]!
        for (let k = 4 * v; k < 4 * v + 4; k++) {
          const id = nodes[k]!
          if (weights[k] === 0 || stamp[id] === leaf) continue
          stamp[id] = leaf
          ids.push(id)
        }
      }
    start[leaf + 1] = ids.length
  }
  return { start, ids: Uint32Array.from(ids) }
}
