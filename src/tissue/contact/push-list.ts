import type { Vec3 } from '../../core/vec3'
import { tieModes, tieNumbers } from '../ties'

/** Points of the tissue or of shells: four nodes and weights each, one after the other; unused weights are 0. */
export interface MaterialPoints {
  readonly nodes: Uint32Array
  readonly weights: Float32Array
}

/** One contact: point `i` of `points` keeps clear of point `j` of `others`, or of something that does not yield. */
export interface Push {
  /** The same contact has the same key from frame to frame. */
  readonly key: number
  readonly points: MaterialPoints
  readonly i: number
  readonly others: MaterialPoints | null
  readonly j: number
  /** Unit vector along which `points` are pushed away. */
  readonly normal: Vec3
  /** Distance along the normal left before they touch, metres; negative: they overlap. */
  readonly gap: number
  /** N/m */
  readonly stiffness: number
  readonly friction: number
  /** How far what does not yield has moved since the frame before, metres. */
  readonly moved?: Vec3
}

const anchorAt = 8

/**
 * The contacts of a frame as the GPU takes them: ties of the mode `push`, without an object each. Room is fixed; what
 * does not fit is left out and counted.
 */
export class PushList {
  readonly nodes: Uint32Array
  readonly data: Float32Array
  readonly keys: Float64Array
  count = 0
  dropped = 0
  private readonly moved: Float32Array
  private positions: ArrayLike<number> = []

  constructor(readonly room: number) {
    this.nodes = new Uint32Array(8 * room)
    this.data = new Float32Array(tieNumbers * room)
    this.keys = new Float64Array(room)
    this.moved = new Float32Array(3 * room)
  }

  /** Empties the list for a frame; `positions` holds xyzw of every node now. */
  begin(positions: ArrayLike<number>): void {
    this.count = 0
    this.dropped = 0
    this.positions = positions
  }

  add({ key, points, i, others, j, normal, gap, stiffness, friction, moved }: Push): void {
    if (this.count === this.room) {
      this.dropped++
      return
    }
    const n = this.count++
    const d = tieNumbers * n
    this.keys[n] = key
    this.side(n, 0, points, i, 1)
    if (others) this.side(n, 4, others, j, -1)
    else {
      this.nodes.fill(0, 8 * n + 4, 8 * n + 8)
      this.data.fill(0, d + 4, d + 8)
    }
    for (let c = 0; c < 3; c++) {
      this.data[d + anchorAt + c] = this.sum(n, c)
      this.data[d + 16 + c] = normal[c]!
      this.moved[3 * n + c] = moved ? moved[c]! : 0
    }
    this.data[d + 11] = stiffness
    this.data[d + 12] = -gap
    this.data[d + 13] = 0
    // Nodes of one colour may share it.
    this.data[d + 14] = 2
    this.data[d + 15] = tieModes.push
    this.data[d + 19] = friction
  }

  /** How far contact `n` of the frame before has come from its anchor by now, component `c`. */
  slipOf(n: number, c: number, positions: ArrayLike<number>): number {
    return this.sum(n, c, positions) - this.data[tieNumbers * n + anchorAt + c]!
  }

  /** How far what does not yield has moved under contact `n`, component `c`. */
  movedOf(n: number, c: number): number {
    return this.moved[3 * n + c]!
  }

  /** Sets the tangential way that contact `n` has come from its anchor. */
  setSlip(n: number, x: number, y: number, z: number): void {
    const o = tieNumbers * n + anchorAt
    this.data[o]! -= x
    this.data[o + 1]! -= y
    this.data[o + 2]! -= z
  }

  private side(n: number, half: 0 | 4, { nodes, weights }: MaterialPoints, i: number, sign: number): void {
    for (let c = 0; c < 4; c++) {
      this.nodes[8 * n + half + c] = nodes[4 * i + c]!
      this.data[tieNumbers * n + half + c] = sign * weights[4 * i + c]!
    }
  }

  private sum(n: number, c: number, positions = this.positions): number {
    let sum = 0
    for (let k = 0; k < 8; k++)
      sum += this.data[tieNumbers * n + k]! * positions[4 * this.nodes[8 * n + k]! + c]!
    return sum
  }
}
