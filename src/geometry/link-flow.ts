/** What is remembered of a flow, to begin the next one through the same place. */
export interface KnownFlow {
  /** Cells of the lattice, one a node. */
  readonly cells: Int32Array
  /** Of the links at each cell's +x, +y, +z side, positive along the axis. */
  readonly links: Int32Array
}

const none = -1
/** Whose tree a node is in; bits, so that both can be told of a terminal. */
const free = 0
const source = 1
const sink = 2
/** Parents beside the six ways: what gives or takes by itself, and nothing any more. */
const root = 6
const orphan = 7
const endless = 2 ** 30

/**
 * Maximum flow over the links of a lattice: nodes 0…n-1, each with up to six links (way 2a along axis a, 2a + 1
 * against it) of whole-number capacities under 2²⁹ each way.
 *
 * Two trees, from the source and from the sink, that are mended after each path (Boykov and Kolmogorov 2004, doi
 * 10.1109/TPAMI.2004.60). A flow that is known from before may be given, link by link: what it brings to a node too
 * much or too little is made good from and to that node (Kohli and Torr 2007, doi 10.1109/TPAMI.2007.1128). The side
 * of the source is the same whichever flow is found or given: the least set of nodes that every minimum cut leaves there.
 */
export class LinkFlow {
  /** Six a node. */
  readonly neighbour: Int32Array
  private readonly room: Int32Array
  private readonly terminal: Uint8Array
  /** What flows in less what flows out, of a flow that was given. */
  private readonly spare: Int32Array
  private readonly tree: Uint8Array
  /** Way to the parent. */
  private readonly parent: Uint8Array
  /** Links to the root, as known at a time. */
  private readonly distance: Int32Array
  private readonly stamp: Int32Array
  private time = 0
  /** Nodes whose links have to be looked at, in a ring. */
  private readonly active: Int32Array
  private readonly waits: Uint8Array
  private first = 0
  private waiting = 0
  private orphans: number[] = []

  constructor(readonly nodeCount: number) {
    this.neighbour = new Int32Array(6 * nodeCount).fill(none)
    this.room = new Int32Array(6 * nodeCount)
    this.terminal = new Uint8Array(nodeCount)
    this.spare = new Int32Array(nodeCount)
    this.tree = new Uint8Array(nodeCount)
    this.parent = new Uint8Array(nodeCount)
    this.distance = new Int32Array(nodeCount)
    this.stamp = new Int32Array(nodeCount)
    this.active = new Int32Array(nodeCount)
    this.waits = new Uint8Array(nodeCount)
  }

  /**
   * A link that carries up to `capacity` each way; `b` lies at the + side of `a`.
   * @param known flow from a to b to begin with, as far as it fits
   */
  join(a: number, b: number, axis: number, capacity: number, known = 0): void {
    const flow = Math.max(-capacity, Math.min(known, capacity))
    const [up, down] = [6 * a + 2 * axis, 6 * b + 2 * axis + 1]
    this.neighbour[up] = b
    this.neighbour[down] = a
    this.room[up] = capacity - flow
    this.room[down] = capacity + flow
    if (flow === 0) return
    this.spare[a] = (this.spare[a] as number) - flow
    this.spare[b] = (this.spare[b] as number) + flow
  }

  /**
   * @param from nodes that the flow starts from, `to` that it ends in; one that is both is neither
   * @returns per node, whether it is on the source's side of the minimum cut that lies nearest to the source
   */
  cut(from: ArrayLike<number>, to: ArrayLike<number>): Uint8Array {
    this.mark(from, to)
    this.plant()
    while (this.waiting > 0) {
      const n = this.active[this.first] as number
      const arc =
        this.tree[n] === source ? this.growSource(n) : this.tree[n] === sink ? this.growSink(n) : none
      if (arc === none) this.retire(n)
      else {
        this.augment(arc)
        this.time++
        while (this.orphans.length > 0) this.adopt(this.orphans.pop() as number)
      }
    }
    return this.tree.map((t) => (t === source ? 1 : 0))
  }

  /** What each link carries, as in `KnownFlow`. */
  links(): Int32Array {
    const { neighbour, room, nodeCount } = this
    const out = new Int32Array(3 * nodeCount)
    for (let n = 0, at = 0; n < nodeCount; n++)
      for (let axis = 0; axis < 3; axis++, at++) {
        const up = 6 * n + 2 * axis
        const other = neighbour[up] as number
        if (other !== none) out[at] = ((room[6 * other + 2 * axis + 1] as number) - (room[up] as number)) >> 1
      }
    return out
  }

  private mark(from: ArrayLike<number>, to: ArrayLike<number>): void {
    const { terminal } = this
    for (let n = 0; n < from.length; n++) terminal[from[n] as number] = source
    for (let n = 0; n < to.length; n++) {
      const node = to[n] as number
      terminal[node] = (terminal[node] as number) | sink
    }
  }

  /** Every node that gives or takes by itself is the root of a tree. */
  private plant(): void {
    const { terminal, spare, tree, parent } = this
    for (let n = 0; n < terminal.length; n++) {
      if (terminal[n] === (source | sink)) terminal[n] = free
      if (terminal[n]) spare[n] = 0
      const own = terminal[n] || ((spare[n] as number) > 0 ? source : (spare[n] as number) < 0 ? sink : free)
      if (own === free) continue
      tree[n] = own
      parent[n] = root
      this.wake(n)
    }
  }

  private wake(n: number): void {
    if (this.waits[n]) return
    this.waits[n] = 1
    this.active[(this.first + this.waiting++) % this.nodeCount] = n
  }

  /** The first of those that wait has nothing more to give. */
  private retire(n: number): void {
    this.waits[n] = 0
    this.first = (this.first + 1) % this.nodeCount
    this.waiting--
  }

  /** Takes free neighbours into the source's tree; gives the link that leads to the sink's, if there is one. */
  private growSource(n: number): number {
    const { neighbour, room, tree } = this
    for (let way = 0; way < 6; way++) {
      const arc = 6 * n + way
      if ((room[arc] as number) <= 0) continue
      const m = neighbour[arc] as number
      if (tree[m] === sink) return arc
      this.reach(n, m, way, source)
    }
    return none
  }

  private growSink(n: number): number {
    const { neighbour, room, tree } = this
    for (let way = 0; way < 6; way++) {
      const m = neighbour[6 * n + way] as number
      if (m === none) continue
      const arc = 6 * m + (way ^ 1)
      if ((room[arc] as number) <= 0) continue
      if (tree[m] === source) return arc
      this.reach(n, m, way, sink)
    }
    return none
  }

  /** From n to its neighbour m: takes it where it is free, shortens its way to the root where that is longer. */
  private reach(n: number, m: number, way: number, own: number): void {
    const { tree, parent, distance, stamp } = this
    if (tree[m] === free) {
      tree[m] = own
      this.wake(m)
    } else if (
      (stamp[m] as number) > (stamp[n] as number) ||
      (distance[m] as number) <= (distance[n] as number) + 1
    )
      return
    parent[m] = way ^ 1
    stamp[m] = stamp[n] as number
    distance[m] = (distance[n] as number) + 1
  }

  /** Fills the way from root to root over a link between the trees. */
  private augment(between: number): void {
    const { neighbour, room, parent } = this
    const start = Math.floor(between / 6)
    const end = neighbour[between] as number
    let least = room[between] as number
    let n = start
    for (; parent[n] !== root; n = neighbour[6 * n + (parent[n] as number)] as number)
      least = Math.min(least, room[this.arcDown(n)] as number)
    least = Math.min(least, this.terminal[n] ? endless : (this.spare[n] as number))
    for (n = end; parent[n] !== root; n = neighbour[6 * n + (parent[n] as number)] as number)
      least = Math.min(least, room[6 * n + (parent[n] as number)] as number)
    least = Math.min(least, this.terminal[n] ? endless : -(this.spare[n] as number))
    this.push(between, least)
    this.fillSource(start, least)
    this.fillSink(end, least)
  }

  /** The link from a node's parent to it. */
  private arcDown(n: number): number {
    const way = this.parent[n] as number
    return 6 * (this.neighbour[6 * n + way] as number) + (way ^ 1)
  }

  private push(arc: number, flow: number): number {
    const { room, neighbour } = this
    const back = 6 * (neighbour[arc] as number) + ((arc % 6) ^ 1)
    room[back] = (room[back] as number) + flow
    const left = (room[arc] as number) - flow
    room[arc] = left
    return left
  }

  private fillSource(start: number, flow: number): void {
    const { parent, neighbour, spare } = this
    let n = start
    while (parent[n] !== root) {
      const above = neighbour[6 * n + (parent[n] as number)] as number
      if (this.push(this.arcDown(n), flow) === 0) this.cutOff(n)
      n = above
    }
    if (this.terminal[n]) return
    spare[n] = (spare[n] as number) - flow
    if (spare[n] === 0) this.cutOff(n)
  }

  private fillSink(start: number, flow: number): void {
    const { parent, neighbour, spare } = this
    let n = start
    while (parent[n] !== root) {
      const arc = 6 * n + (parent[n] as number)
      const below = neighbour[arc] as number
      if (this.push(arc, flow) === 0) this.cutOff(n)
      n = below
    }
    if (this.terminal[n]) return
    spare[n] = (spare[n] as number) + flow
    if (spare[n] === 0) this.cutOff(n)
  }

  private cutOff(n: number): void {
    this.parent[n] = orphan
    this.orphans.push(n)
  }

  /** Finds an orphan the nearest parent in its own tree, or sets it free and orphans its children. */
  private adopt(n: number): void {
    const { neighbour, tree, parent } = this
    const own = tree[n] as number
    let [best, nearest] = [none, endless]
    for (let way = 0; way < 6; way++) {
      const m = neighbour[6 * n + way] as number
      if (m === none || tree[m] !== own || this.roomFrom(n, m, way, own) <= 0) continue
      const far = this.distanceOf(m)
      if (far < nearest) [best, nearest] = [way, far]
    }
    if (best !== none) {
      parent[n] = best
      this.stamp[n] = this.time
      this.distance[n] = nearest + 1
      return
    }
    tree[n] = free
    for (let way = 0; way < 6; way++) {
      const m = neighbour[6 * n + way] as number
      if (m === none || tree[m] !== own) continue
      if (this.roomFrom(n, m, way, own) > 0) this.wake(m)
      if (parent[m] === (way ^ 1)) this.cutOff(m)
    }
  }

  /** What could pass between an orphan and a would-be parent, in its tree's direction. */
  private roomFrom(n: number, m: number, way: number, own: number): number {
    return this.room[own === source ? 6 * m + (way ^ 1) : 6 * n + way] as number
  }

  /** Links from a node to its root; endless where it hangs on an orphan. */
  private distanceOf(start: number): number {
    const { parent, neighbour, stamp, distance, time } = this
    let [n, links] = [start, 0]
    while (stamp[n] !== time) {
      const way = parent[n] as number
      if (way === orphan) return endless
      if (way === root) {
        stamp[n] = time
        distance[n] = 0
        break
      }
      links++
      n = neighbour[6 * n + way] as number
    }
    const total = links + (distance[n] as number)
    let far = total
    for (n = start; stamp[n] !== time; n = neighbour[6 * n + (parent[n] as number)] as number) {
      stamp[n] = time
      distance[n] = far--
    }
    return total
  }
}
