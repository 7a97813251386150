import { type Gpu, type Kernel, runPass, type Uniform, writeBuffer } from '../gpu'
import type { SolverBuffers } from './solver-buffers'

/** Room for the words of a common edit. */
const leastBytes = 1 << 18
/** Most buffers that can be patched: the upload begins with a range for each. */
const goalRoom = 16

/** Words to be changed in one buffer. */
export class BufferWords {
  /** Rises whenever the words have been sent or dropped. */
  generation = 1
  count = 0
  private words = new Uint32Array(1024)
  private mirror: Uint32Array | null = null

  /** One 32-bit word; a place may come only once before the next flush. */
  put(place: number, value: number): void {
    if (2 * this.count === this.words.length) this.words = doubled(this.words)
    const { words, count } = this
    words[2 * count] = place
    words[2 * count + 1] = value
    this.count = count + 1
  }

  putAll(place: number, values: ArrayLike<number>): void {
    for (let n = 0; n < values.length; n++) this.put(place + n, values[n]!)
  }

  /** A word of the array that the buffer mirrors, read when it is sent: as often as it changes. */
  mark(mirror: Uint32Array, place: number): void {
    this.mirror = mirror
    this.put(place, 0)
  }

  /** Forgets what was put: the buffer has been written whole. */
  drop(): void {
    this.count = 0
    this.generation++
  }

  /** (place, value) pairs, and an end to them. */
  take(): Uint32Array {
    const { words, mirror, count } = this
    if (mirror) for (let e = 0; e < 2 * count; e += 2) words[e + 1] = mirror[words[e]!]!
    this.drop()
    return words.subarray(0, 2 * count)
  }
}

/** How a list of words is carried out. */
interface Goal {
  readonly words: BufferWords
  readonly kernel: Kernel
  /** Its place among the ranges. */
  readonly index: number
  readonly own: Uniform
  /** WGSL names of what the kernel writes to, and the buffers' names. */
  readonly to: Readonly<Record<string, string>>
  group: GPUBindGroup | null
  /** What `group` was bound to. */
  bound: readonly GPUBuffer[]
  /** Workgroups of the words that are sent now. */
  groups: number
  readonly isSerial: boolean
}

/**
 * Collects the words that an edit changes, whichever buffers they lie in, and writes them in one upload and one
 * submission: an edit's cost on the GPU is what it touches.
 */
export class BufferPatch {
  private readonly goals = new Map<string, Goal>()
  private readonly heirGoal: Goal
  private upload = new Uint32Array(leastBytes / 4)

  constructor(
    private readonly gpu: Gpu,
    private readonly kernels: { readonly patch: Kernel; readonly inherit: Kernel },
    private readonly buffers: SolverBuffers,
  ) {
    const to = { position: 'position', velocity: 'velocity' }
    this.heirGoal = this.addGoal('', kernels.inherit, to, true)
  }

  /** The words of a buffer, by its WGSL name. */
  of(name: string): BufferWords {
    return (this.goals.get(name) ?? this.addGoal(name, this.kernels.patch, { goal: name }, false)).words
  }

  /** A node takes over the motion of another, in the order in which they come. */
  inherit(node: number, source: number): void {
    this.heirGoal.words.put(node, source)
  }

  /** True while something waits to be sent. */
  get isDue(): boolean {
    for (const { words } of this.goals.values()) if (words.count > 0) return true
    return false
  }

  /** Sends everything; returns the number of words. */
  flush(): number {
    const due = [...this.goals.values()].filter(({ words }) => words.count > 0)
    if (due.length === 0) return 0
    const total = due.reduce((sum, { words }) => sum + words.count, goalRoom)
    if (this.upload.length < 2 * total) this.upload = new Uint32Array(3 * total)
    const all = this.upload.subarray(0, 2 * total)
    let first = goalRoom
    for (const goal of due) {
      const { count } = goal.words
      all[2 * goal.index] = first
      all[2 * goal.index + 1] = count
      goal.groups = goal.isSerial ? 1 : Math.ceil(count / 64)
      all.set(goal.words.take(), 2 * first)
      first += count
    }
    const words = this.buffers.reserve('patch_words', Math.max(all.byteLength, leastBytes))
    writeBuffer(this.gpu, words, all)
    runPass(this.gpu, (pass) => {
      for (const goal of due) goal.kernel.dispatch(pass, this.groupOf(goal, words), goal.groups)
    })
    return total - goalRoom
  }

  destroy(): void {
    for (const { own } of this.goals.values()) own.buffer.destroy()
  }

  private addGoal(name: string, kernel: Kernel, to: Goal['to'], isSerial: boolean): Goal {
    const index = this.goals.size
    if (index === goalRoom) throw new Error(`no room to patch one more buffer, ${name}`)
    const own = kernel.uniform('own').set({ index })
    own.write()
    const words = new BufferWords()
    const goal = { words, kernel, index, own, to, isSerial, group: null, bound: [], groups: 0 }
    this.goals.set(name, goal)
    return goal
  }

  private groupOf(goal: Goal, words: GPUBuffer): GPUBindGroup {
    const names = Object.entries(goal.to)
    const now = [words, ...names.map(([, name]) => this.buffers.get(name))]
    if (!goal.group || now.some((buffer, n) => buffer !== goal.bound[n])) {
      const to = Object.fromEntries(names.map(([binding], n) => [binding, now[n + 1]!]))
      goal.group = goal.kernel.bind({ words, ...to, own: goal.own.buffer })
      goal.bound = now
    }
    return goal.group
  }
}

function doubled(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(2 * words.length)
  out.set(words)
  return out
}
