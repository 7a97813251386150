import { type Gpu, type Kernel, runPass, type Uniform, writeBuffer } from '../gpu'
import type { SolverBuffers } from './solver-buffers'

/** Room for the words of a common edit. */
const leastBytes = 1 << 18

/** Words to be changed in one buffer. */
interface Goal {
  /** (place, value) pairs in the order they were put. */
  words: Uint32Array
  count: number
  readonly range: Uniform
  group: GPUBindGroup | null
  /** What `group` was bound to. */
  bound: readonly GPUBuffer[]
}

/**
 * Collects the words that an edit changes, whichever buffers they lie in, and writes them in one upload and one
 * dispatch a buffer: an edit's cost on the GPU is what it touches. A word put twice takes the later value.
 */
export class BufferPatch {
  private readonly goals = new Map<string, Goal>()

  constructor(
    private readonly gpu: Gpu,
    private readonly kernel: Kernel,
    private readonly buffers: SolverBuffers,
  ) {}

  /** One 32-bit word. */
  put(name: string, place: number, value: number): void {
    const goal = this.goalOf(name)
    if (2 * goal.count === goal.words.length) goal.words = doubled(goal.words)
    goal.words[2 * goal.count] = place
    goal.words[2 * goal.count + 1] = value
    goal.count++
  }

  putAll(name: string, place: number, values: ArrayLike<number>): void {
    for (let n = 0; n < values.length; n++) this.put(name, place + n, values[n]!)
  }

  /** Forgets what was put for a buffer: it has been written whole. */
  drop(name: string): void {
    this.goalOf(name).count = 0
  }

  /** Sends everything; returns the number of words. */
  flush(): number {
    const due = [...this.goals].filter(([, goal]) => goal.count > 0)
    if (due.length === 0) return 0
    for (const [, goal] of due) keepLast(goal)
    const total = due.reduce((sum, [, goal]) => sum + goal.count, 0)
    const all = new Uint32Array(2 * total)
    let first = 0
    for (const [, goal] of due) {
      all.set(goal.words.subarray(0, 2 * goal.count), 2 * first)
      goal.range.set({ first, count: goal.count }).write()
      first += goal.count
    }
    const words = this.buffers.reserve('patch_words', Math.max(all.byteLength, leastBytes))
    writeBuffer(this.gpu, words, all)
    runPass(this.gpu, (pass) => {
      for (const [name, goal] of due) {
        this.kernel.dispatch(pass, this.groupOf(name, goal, words), Math.ceil(goal.count / 64))
        goal.count = 0
      }
    })
    return total
  }

  destroy(): void {
    for (const { range } of this.goals.values()) range.buffer.destroy()
  }

  private goalOf(name: string): Goal {
    let goal = this.goals.get(name)
    if (!goal) {
      const range = this.kernel.uniform('range')
      goal = { words: new Uint32Array(512), count: 0, range, group: null, bound: [] }
      this.goals.set(name, goal)
    }
    return goal
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

function doubled(words: Uint32Array): Uint32Array {
  const out = new Uint32Array(2 * words.length)
  out.set(words)
  return out
}

/** Leaves the last value of every place. */
function keepLast(goal: Goal): void {
  const { words, count } = goal
  const at = new Map<number, number>()
  for (let n = 0; n < count; n++) {
    const known = at.get(words[2 * n]!)
    const to = known ?? at.size
    at.set(words[2 * n]!, to)
    words[2 * to] = words[2 * n]!
    words[2 * to + 1] = words[2 * n + 1]!
  }
  goal.count = at.size
}
