import { type Gpu, type Kernel, runPass, type Uniform, writeBuffer } from '../gpu'
import type { SolverBuffers } from './solver-buffers'

/** Room for the words of a common edit. */
const leastBytes = 1 << 18
/** Buffers that one dispatch patches. */
const goalsAGroup = 7
/** Most buffers that can be patched: the upload begins with a range for the heirs and one for each of them. */
const goalRoom = 2 * goalsAGroup
const rangeRoom = 1 + goalRoom

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
    if (2 * this.count === this.words.length) this.words = doubled(this.words)
    this.mirror = mirror
    this.words[2 * this.count++] = place
  }

  /** Forgets what was put: the buffer has been written whole. */
  drop(): void {
    this.count = 0
    this.generation++
  }

  /** Writes the (place, value) pairs from pair `first` of an upload on, and puts an end to them; returns their end. */
  take(upload: Uint32Array, first: number): number {
    const { words, mirror, count } = this
    if (mirror) for (let e = 0; e < 2 * count; e += 2) words[e + 1] = mirror[words[e]!]!
    upload.set(words.subarray(0, 2 * count), 2 * first)
    this.drop()
    return first + count
  }
}

/** Lists that one dispatch carries out. */
interface PatchGroup {
  readonly kernel: Kernel
  readonly own: Uniform
  /** Place of the first among the ranges. */
  readonly first: number
  readonly lists: BufferWords[]
  /** WGSL names of what the kernel writes to, and the buffers' names. */
  readonly to: [binding: string, buffer: string][]
  group: GPUBindGroup | null
  /** What `group` was bound to. */
  bound: readonly GPUBuffer[]
}

/**
 * Collects the words that an edit changes, whichever buffers they lie in, and writes them in one upload, one submission
 * and a dispatch for every seven buffers: an edit's cost on the GPU is what it touches.
 */
export class BufferPatch {
  private readonly lists = new Map<string, BufferWords>()
  private readonly groups: PatchGroup[] = []
  private readonly heirs: PatchGroup
  private upload = new Uint32Array(leastBytes / 4)

  constructor(
    private readonly gpu: Gpu,
    private readonly kernels: { readonly patch: Kernel; readonly inherit: Kernel },
    private readonly buffers: SolverBuffers,
  ) {
    this.heirs = this.addGroup(kernels.inherit, [
      ['position', 'position'],
      ['velocity', 'velocity'],
    ])
    this.heirs.lists.push(new BufferWords())
  }

  /** The words of a buffer, by its WGSL name. */
  of(name: string): BufferWords {
    return this.lists.get(name) ?? this.addList(name)
  }

  /** A node takes over the motion of another, in the order in which they come. */
  inherit(node: number, source: number): void {
    this.heirs.lists[0]!.put(node, source)
  }

  /** Sends everything; returns the number of words. */
  flush(): number {
    let total = 0
    for (const { lists } of this.groups) for (const words of lists) total += words.count
    if (total === 0) return 0
    const length = 2 * (rangeRoom + total)
    if (this.upload.length < length) this.upload = new Uint32Array(Math.ceil(1.5 * length))
    const counts = this.layOut()
    const bytes = Math.max(4 * length, leastBytes)
    writeBuffer(this.gpu, this.buffers.reserve('patch_words', bytes), this.upload.subarray(0, length))
    runPass(this.gpu, (pass) => {
      this.groups.forEach((group, n) => {
        if (counts[n] === 0) return
        const groups = group === this.heirs ? 1 : Math.ceil(counts[n]! / 64)
        group.kernel.dispatch(pass, this.bindingOf(group), groups)
      })
    })
    return total
  }

  destroy(): void {
    for (const { own } of this.groups) own.buffer.destroy()
  }

  /** Fills the upload; returns how many words each group has. */
  private layOut(): number[] {
    const { upload } = this
    let end = rangeRoom
    return this.groups.map(({ first, lists }) => {
      const begin = end
      const rangeCount = first === 0 ? 1 : goalsAGroup
      for (let n = 0; n < rangeCount; n++) {
        const range = 2 * (first + n)
        upload[range] = end
        upload[range + 1] = lists[n]?.count ?? 0
        end = lists[n]?.take(upload, end) ?? end
      }
      return end - begin
    })
  }

  private addList(name: string): BufferWords {
    if (this.lists.size === goalRoom) throw new Error(`no room to patch one more buffer, ${name}`)
    const place = this.lists.size % goalsAGroup
    const group = place > 0 ? this.groups.at(-1)! : this.addGroup(this.kernels.patch, noGoals())
    const words = new BufferWords()
    group.lists.push(words)
    group.to[place]![1] = name
    this.lists.set(name, words)
    return words
  }

  private addGroup(kernel: Kernel, to: PatchGroup['to']): PatchGroup {
    const first = this.groups.length === 0 ? 0 : 1 + goalsAGroup * (this.groups.length - 1)
    const own = kernel.uniform('own').set({ index: first })
    own.write()
    const group = { kernel, own, first, lists: [], to, group: null, bound: [] }
    this.groups.push(group)
    return group
  }

  private bindingOf(group: PatchGroup): GPUBindGroup {
    const { all } = this.buffers
    const names = group.to.map(([binding, name], n) => [binding, all[name] ? name : this.spare(n)] as const)
    const now = [this.buffers.get('patch_words'), ...names.map(([, name]) => all[name]!)]
    if (group.group && now.every((buffer, n) => buffer === group.bound[n])) return group.group
    const to = Object.fromEntries(names.map(([binding, name]) => [binding, all[name]!]))
    group.bound = now
    group.group = group.kernel.bind({ ...to, words: now[0]!, own: group.own.buffer })
    return group.group
  }

  /** What is bound where there is no buffer to patch (yet): no two bindings may be the same. */
  private spare(n: number): string {
    const name = `patch_spare_${n}`
    this.buffers.reserve(name, 4)
    return name
  }
}

const noGoals = (): PatchGroup['to'] => Array.from({ length: goalsAGroup }, (_, n) => [`goal_${n}`, ''])

function doubled(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(2 * words.length)
  out.set(words)
  return out
}
