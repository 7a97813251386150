import { type Gpu, type Kernel, runPass, type Uniform, writeBuffer } from '../gpu'
import type { SolverBuffers } from './solver-buffers'

/** Room for the words of a common edit. */
const leastBytes = 1 << 18

/** Words to be changed in one buffer. */
export class BufferWords {
  private words = new Uint32Array(1024)
  private mirror: Uint32Array | null = null
  count = 0

  /** One 32-bit word; a place may come only once before the next flush. */
  put(place: number, value: number): void {
    if (2 * this.count === this.words.length) this.words = doubled(this.words)
    this.words[2 * this.count] = place
    this.words[2 * this.count + 1] = value
    this.count++
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
  }

  /** (place, value) pairs, and an end to them. */
  take(): Uint32Array {
    const { words, mirror, count } = this
    if (mirror) for (let e = 0; e < 2 * count; e += 2) words[e + 1] = mirror[words[e]!]!
    this.count = 0
    return words.subarray(0, 2 * count)
  }
}

/** How a buffer's words are written. */
interface Goal {
  readonly words: BufferWords
  readonly range: Uniform
  group: GPUBindGroup | null
  /** What `group` was bound to. */
  bound: readonly GPUBuffer[]
  groups: number
}

/**
 * Collects the words that an edit changes, whichever buffers they lie in, and writes them in one upload and one
 * dispatch a buffer: an edit's cost on the GPU is what it touches.
 */
export class BufferPatch {
  private readonly goals = new Map<string, Goal>()

  constructor(
    private readonly gpu: Gpu,
    private readonly kernel: Kernel,
    private readonly buffers: SolverBuffers,
  ) {}

  /** The words of a buffer, by its WGSL name. */
  of(name: string): BufferWords {
    let goal = this.goals.get(name)
    if (!goal) {
      goal = {
        words: new BufferWords(),
        range: this.kernel.uniform('range'),
        group: null,
        bound: [],
        groups: 0,
      }
      this.goals.set(name, goal)
    }
    return goal.words
  }

  /** Sends everything; returns the number of words. */
  flush(): number {
    const due = [...this.goals].filter(([, goal]) => goal.words.count > 0)
    if (due.length === 0) return 0
    const total = due.reduce((sum, [, goal]) => sum + goal.words.count, 0)
    const all = new Uint32Array(2 * total)
    let first = 0
    for (const [, goal] of due) {
      const { count } = goal.words
      goal.range.set({ first, count }).write()
      goal.groups = Math.ceil(count / 64)
      all.set(goal.words.take(), 2 * first)
      first += count
    }
    const words = this.buffers.reserve('patch_words', Math.max(all.byteLength, leastBytes))
    writeBuffer(this.gpu, words, all)
    runPass(this.gpu, (pass) => {
      for (const [name, goal] of due) this.kernel.dispatch(pass, this.groupOf(name, goal, words), goal.groups)
    })
    return total
  }

  destroy(): void {
    for (const { range } of this.goals.values()) range.buffer.destroy()
  }

  private groupOf(name: string, goal: Goal, words: GPUBuffer): GPUBindGroup {
    const to = this.buffers.get(name)
    if (!goal.group || goal.bound[0] !== words || goal.bound[1] !== to) {
      goal.group = this.kernel.bind({ words, goal: to, range: goal.range.buffer })
      goal.bound = [words, to]
    }
    return goal.group
  }
}

function doubled(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(2 * words.length)
  out.set(words)
  return out
}
