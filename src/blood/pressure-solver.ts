import { createStorage, type Gpu, type Kernel, type Uniform } from '../gpu'
import type { BloodLattice } from './blood-lattice'
import { bloodKernel } from './kernels'
import { cellThreads, chunk, sumsPerChunk } from './lattice-sizes'
import type { PieceHierarchy } from './piece-hierarchy'

/** Levels of at most this many rows are finished by one workgroup in one dispatch. */
const bottomRows = 4096
const groupsOf = (n: number, size: number) => Math.ceil(n / size)

export interface PressureBuffers {
  readonly neighbours: GPUBuffer
  readonly conduct: GPUBuffer
  readonly opening: GPUBuffer
  readonly tags: GPUBuffer
  readonly velocity: GPUBuffer
  readonly provisional: GPUBuffer
  readonly pressure: GPUBuffer
  readonly sources: GPUBuffer
  readonly partials: GPUBuffer
}

type Dispatch = (pass: GPUComputePassEncoder) => void

/**
 * Makes the provisional velocity divergence-free: conjugate gradients on the pressure increment, preconditioned by
 * one red-black V(2,2) cycle on connected pieces, begun along the increment of the step before. A fixed number of
 * iterations, no readback.
 */
export class PressureSolver {
  private readonly dispatches: Record<
    'begin' | 'centre' | 'recall' | 'first' | 'next' | 'project' | 'residual',
    Dispatch[]
  >

  private constructor(
    private readonly gpu: Gpu,
    private readonly groups: GPUBuffer,
    readonly scalars: GPUBuffer,
    /** The increment found last, where the next search starts. */
    readonly increment: GPUBuffer,
    /** Conductances of the pieces' rows: gates and ports rescale some. */
    readonly conductances: GPUBuffer,
    private readonly owned: readonly GPUBuffer[],
    dispatches: PressureSolver['dispatches'],
    private readonly lattice: BloodLattice,
  ) {
    this.dispatches = dispatches
  }

  /** Dispatches of one step with the given number of iterations. */
  dispatchCount(iterations: number, closed: boolean): number {
    const d = this.dispatches
    return (
      d.begin.length +
      (closed ? d.centre.length : 0) +
      d.recall.length +
      d.first.length +
      (iterations - 1) * d.next.length +
      d.project.length
    )
  }

  static async create(
    gpu: Gpu,
    lattice: BloodLattice,
    pieces: PieceHierarchy,
    params: Uniform,
    shared: PressureBuffers,
  ): Promise<PressureSolver> {
    const { count } = lattice
    const rows = pieces.parents.length
    const storage = (label: string, data: Float32Array | Uint32Array | number) =>
      createStorage(gpu, `blood ${label}`, data)
    const own = {
      psi: storage('psi', 4 * count),
      residual: storage('residual', 4 * count),
      preconditioned: storage('preconditioned', 4 * count),
      direction: storage('direction', 4 * count),
      image: storage('image', 4 * count),
      scalars: storage('scalars', 4 * (5 + 256)),
      groups: storage('groups', 4 * (2 + 256 + 16)),
      chunk_compartment: storage('chunk compartments', chunkCompartments(lattice)),
      entry_parents: storage('entry parents', pieces.entryParents),
      row_start: storage('row start', pieces.rowStart),
      columns: storage('columns', pieces.columns),
      conductances: storage('conductances', pieces.conductances),
      child_start: storage('child start', pieces.childStart),
      child_list: storage('child list', pieces.childList),
      parents: storage('parents', pieces.parents),
      coarse: storage('coarse', 4 * rows),
      coarse_right: storage('coarse right', 4 * rows),
    }
    const buffers = { ...shared, ...own, velocity_in: shared.provisional, params: params.buffer }
    const uniforms: GPUBuffer[] = []
    const kernel = (file: string, entryPoint?: string, constants?: Record<string, number>) =>
      bloodKernel(gpu, file, entryPoint, constants)
    const run = (k: Kernel, x: number, y = 1, extra: Record<string, GPUBuffer> = {}): Dispatch => {
      const group = k.bind({ ...buffers, ...extra })
      return (pass) => k.dispatch(pass, group, x, y)
    }
    const onCells = async (entryPoint: string, y = 1, constants?: Record<string, number>) =>
      run(await kernel('pressure', entryPoint, constants), groupsOf(count, cellThreads), y)
    const summing = async (entryPoint: string) =>
      run(await kernel('pressure', entryPoint), groupsOf(count, chunk))
    const reduce = async (entryPoint: string, constants?: Record<string, number>) =>
      run(await kernel('reduce', entryPoint, constants), 1)
    const onRows = async (path: string, entryPoint: string, first: number, last: number) => {
      const k = await kernel(path, entryPoint)
      const range = k.uniform('range').set({ first, last })
      range.write()
      uniforms.push(range.buffer)
      return run(k, Math.max(1, groupsOf(last - first, 64)), 1, { range: range.buffer })
    }

    const { levels } = pieces
    const span = (l: number) => {
      const c = (levels[l] as { colours: readonly number[] }).colours
      return [c[0] as number, c[4] as number] as const
    }
    const firstSmall = Math.max(
      0,
      levels.findIndex((_, l) => span(l)[1] - span(l)[0] <= bottomRows),
    )
    const cycle: Dispatch[] = []
    const smoothCells = async (colour: number, fromZero = false) =>
      cycle.push(await onCells('smooth_cells', 1, { COLOUR: colour, FROM_ZERO: fromZero ? 1 : 0 }))
    const smoothRows = async (l: number, forward: boolean) => {
      const c = (levels[l] as { colours: readonly number[] }).colours
      for (let pass = 0; pass < 2; pass++)
        for (let i = 0; i < 4; i++) {
          const colour = forward ? i : 3 - i
          const [first, last] = [c[colour] as number, c[colour + 1] as number]
          if (last > first) cycle.push(await onRows('pieces', 'smooth_rows', first, last))
        }
    }
    await smoothCells(0, true)
    for (const colour of [1, 0, 1]) await smoothCells(colour)
    cycle.push(await onRows('restrict', 'main', ...span(0)))
    for (let l = 0; l < firstSmall; l++) {
      await smoothRows(l, true)
      cycle.push(await onRows('pieces', 'restrict_rows', ...span(l + 1)))
    }
    const bottom = await kernel('pieces', 'bottom', { LEVELS: levels.length - firstSmall })
    const small = bottom.uniform('small')
    const colours = new Uint32Array(80)
    levels.slice(firstSmall).forEach((level, l) => {
      colours.set(level.colours, 5 * l)
    })
    small.set({ colours: colours as unknown as number[] })
    small.write()
    uniforms.push(small.buffer)
    cycle.push(run(bottom, 1, 1, { small: small.buffer }))
    for (let l = firstSmall - 1; l >= 0; l--) {
      cycle.push(await onRows('pieces', 'prolong_rows', ...span(l)))
      await smoothRows(l, false)
    }
    cycle.push(await onCells('prolong'))
    for (const colour of [1, 0, 1, 0]) await smoothCells(colour)

    const alongDirection = async () => [
      await summing('apply'),
      await reduce('step_by'),
      await onCells('advance'),
    ]
    const iteration = async (first: boolean) => [
      ...cycle,
      await summing('dot_preconditioned'),
      await reduce('turn_by', { FIRST: first ? 1 : 0 }),
      await onCells('turn'),
      ...(await alongDirection()),
    ]
    const dispatches = {
      begin: [await summing('begin'), await reduce('means')],
      centre: [await onCells('centre')],
      recall: [await summing('recall'), await reduce('turn_by', { FIRST: 1 }), ...(await alongDirection())],
      first: await iteration(true),
      next: await iteration(false),
      project: [await onCells('project', 4)],
      residual: [await summing('measure_residual'), await reduce('remember')],
    }
    return new PressureSolver(
      gpu,
      own.groups,
      own.scalars,
      own.psi,
      own.conductances,
      [...Object.values(own), ...uniforms],
      dispatches,
      lattice,
    )
  }

  /**
   * @param groupOf closed group of each compartment (no open port reaches it), or 255
   * @param cells number of cells of each closed group; at most 16 groups
   */
  setClosedGroups(groupOf: readonly number[], cells: readonly number[]): void {
    const bytes = new ArrayBuffer(4 * (2 + 256 + 16))
    const words = new Uint32Array(bytes)
    words[0] = sumsPerChunk * Math.ceil(this.lattice.count / chunk)
    words[1] = Math.min(cells.length, 16)
    words.fill(255, 2, 258)
    words.set(groupOf, 2)
    new Float32Array(bytes).set(cells.slice(0, 16), 258)
    this.gpu.device.queue.writeBuffer(this.groups, 0, bytes)
  }

  /** Records the projection of the provisional velocity. */
  encode(pass: GPUComputePassEncoder, iterations: number, closed: boolean, measureResidual: boolean): void {
    const d = this.dispatches
    const record = (list: readonly Dispatch[]) => {
      for (const dispatch of list) dispatch(pass)
    }
    record(d.begin)
    if (closed) record(d.centre)
    record(d.recall)
    record(d.first)
    for (let k = 1; k < iterations; k++) record(d.next)
    if (measureResidual) record(d.residual)
    record(d.project)
  }

  destroy(): void {
    for (const buffer of this.owned) buffer.destroy()
  }
}

/** Compartment of each chunk of entries (254: none). */
function chunkCompartments(lattice: BloodLattice): Uint32Array {
  return Uint32Array.from({ length: Math.ceil(lattice.count / chunk) }, (_, c) => {
    const tag = lattice.tags[c * chunk] as number
    return tag & 0x20000 ? (tag >> 8) & 0xff : 254
  })
}
