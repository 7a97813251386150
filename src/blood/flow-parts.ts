import type { BloodDomain } from '../geometry/blood-domain'
import { createStorage, type Gpu, type Uniform } from '../gpu'
import { BloodAge } from './blood-age'
import { type BloodLattice, packDomain } from './blood-lattice'
import type { FlowOptions } from './flow-options'
import { type Fluid, thinningOf } from './fluid'
import { bloodKernel } from './kernels'
import { cellThreads, chunk, sumsPerChunk } from './lattice-sizes'
import { buildPieces, type PieceHierarchy } from './piece-hierarchy'
import { PressureSolver } from './pressure-solver'
import { Sections } from './sections'
import { Tracers } from './tracers'
import { WallShear } from './wall-shear'

const squared = 0x80000000

/** Everything on the GPU that belongs to one anatomy; an edit builds it anew. */
export interface Parts {
  readonly lattice: BloodLattice
  readonly pieces: PieceHierarchy
  readonly params: Uniform
  readonly buffers: Record<
    | 'neighbours'
    | 'opening'
    | 'conduct'
    | 'walls'
    | 'tags'
    | 'velocity'
    | 'stage'
    | 'provisional'
    | 'pressure'
    | 'ghost_drag'
    | 'sources'
    | 'partials'
    | 'scales',
    GPUBuffer
  >
  readonly extra: readonly GPUBuffer[]
  readonly pressure: PressureSolver
  readonly sections: Sections
  readonly tracers: Tracers | null
  readonly wallShear: WallShear | null
  readonly age: BloodAge | null
  readonly structureCells: ReadonlyMap<number, number>
  encodeMomentum(pass: GPUComputePassEncoder): void
  encodeExtremes(pass: GPUComputePassEncoder): void
  encodeRescale(pass: GPUComputePassEncoder): void
}

export function destroyParts(parts: Parts): void {
  for (const buffer of [...Object.values(parts.buffers), ...parts.extra, parts.params.buffer])
    buffer.destroy()
  parts.pressure.destroy()
  parts.sections.destroy()
  parts.tracers?.destroy()
  parts.wallShear?.destroy()
  parts.age?.destroy()
}

/** Packs a domain, builds its pieces and uploads both. */
export async function buildParts(
  gpu: Gpu,
  domain: BloodDomain,
  fluid: Fluid,
  options: FlowOptions,
): Promise<Parts> {
  const lattice = packDomain(domain)
  const pieces = buildPieces(lattice)
  const { count } = lattice
  const storage = (label: string, data: Float32Array | Uint32Array | number) =>
    createStorage(gpu, `blood ${label}`, data)
  const ghosts = Math.max(1, count - lattice.ghostStart)
  const buffers = {
    neighbours: storage('neighbours', lattice.neighbours),
    opening: storage('opening', lattice.open),
    conduct: storage('conduct', lattice.conduct),
    walls: storage('walls', lattice.walls),
    tags: storage('tags', lattice.tags),
    velocity: storage('velocity', 12 * count),
    stage: storage('stage', 12 * count),
    provisional: storage('provisional', 12 * count),
    pressure: storage('pressure', 4 * count),
    ghost_drag: storage('ghost drag', 4 * (ghosts + (fluid.carreau ? count : 0))),
    sources: storage('sources', 4 * 512),
    partials: storage('partials', 16 * sumsPerChunk * Math.ceil(count / chunk)),
    scales: storage('scales', 4 * Math.max(1, lattice.gates.length + lattice.ports.length)),
  }
  const THINNING = fluid.carreau ? 1 : 0
  const stageOne = await bloodKernel(gpu, 'momentum', 'main', { WEIGHT: 1, THINNING })
  const stageTwo = await bloodKernel(gpu, 'momentum', 'main', { WEIGHT: 0.5, THINNING })
  const params = stageOne.uniform('params').set({
    count,
    ghost_start: lattice.ghostStart,
    dx: domain.frame.spacing,
    viscosity: fluid.viscosity / fluid.density,
    density: fluid.density,
    sliding: domain.walls?.velocity ?? [0, 0, 0],
  })
  params.write()
  const bound = { ...buffers, params: params.buffer }
  const groups = Math.ceil(count / cellThreads)
  const first = stageOne.bind({ ...bound, stage: buffers.velocity, result: buffers.stage })
  const second = stageTwo.bind({ ...bound, result: buffers.provisional })
  const thinning = fluid.carreau ? await thinner(gpu, fluid, bound, groups) : null
  const extremes = await bloodKernel(gpu, 'extremes')
  const extremesGroup = extremes.bind(bound)
  const pressure = await PressureSolver.create(gpu, lattice, pieces, params, buffers)
  const sections = await Sections.create(gpu, lattice, options.sections ?? [], params, buffers)
  const { encodeRescale, extra } = await rescaler(gpu, lattice, pieces, buffers, pressure.conductances)
  const tracers = options.tracers
    ? await Tracers.create(gpu, domain, lattice, params, buffers, options.tracers)
    : null
  const wallShear = options.wallShear
    ? await WallShear.create(gpu, domain, lattice, fluid, params, buffers)
    : null
  const age = options.age ? await BloodAge.create(gpu, lattice, params, buffers) : null
  const structureCells = new Map<number, number>()
  for (const tag of lattice.tags)
    if (tag & 0x20000) structureCells.set(tag & 0xff, (structureCells.get(tag & 0xff) ?? 0) + 1)
  return {
    lattice,
    pieces,
    params,
    buffers,
    extra: thinning ? [...extra, thinning.uniform] : extra,
    pressure,
    sections,
    tracers,
    wallShear,
    age,
    structureCells,
    encodeMomentum(pass) {
      thinning?.encode(pass)
      stageOne.dispatch(pass, first, groups, 3)
      stageTwo.dispatch(pass, second, groups, 3)
    },
    encodeExtremes: (pass) => extremes.dispatch(pass, extremesGroup, Math.ceil(count / chunk)),
    encodeRescale,
  }
}

/** The viscosity of each cell, worked out anew from the flow before each step. */
async function thinner(gpu: Gpu, fluid: Fluid, bound: Record<string, GPUBuffer>, groups: number) {
  const kernel = await bloodKernel(gpu, 'thinning')
  const blood = kernel.uniform('blood').set({ carreau: thinningOf(fluid) })
  blood.write()
  const group = kernel.bind({ ...bound, blood: blood.buffer })
  const encode = (pass: GPUComputePassEncoder) => kernel.dispatch(pass, group, groups)
  return { encode, uniform: blood.buffer }
}

async function rescaler(
  gpu: Gpu,
  lattice: BloodLattice,
  pieces: PieceHierarchy,
  buffers: Pick<Parts['buffers'], 'opening' | 'conduct' | 'scales' | 'walls'>,
  conductances: GPUBuffer,
) {
  const table = (at: ArrayLike<number>, full: ArrayLike<number>, scale: (i: number) => number) => {
    const bytes = new ArrayBuffer(12 * at.length)
    const words = new Uint32Array(bytes)
    const floats = new Float32Array(bytes)
    for (let i = 0; i < at.length; i++) {
      words[3 * i] = at[i] as number
      floats[3 * i + 1] = full[i] as number
      words[3 * i + 2] = scale(i)
    }
    return words
  }
  const faces = lattice.gates.flatMap((gate, g) => [...gate.faces].map((face) => ({ face, g })))
  const extra: GPUBuffer[] = []
  const runs: ((pass: GPUComputePassEncoder) => void)[] = []
  const add = async (entryPoint: string, words: Uint32Array) => {
    if (words.length === 0) return
    const kernel = await bloodKernel(gpu, 'rescale', entryPoint)
    const scaled = createStorage(gpu, `blood scaled ${entryPoint}`, words)
    extra.push(scaled)
    const group = kernel.bind({ ...buffers, conductances, scaled })
    runs.push((pass) => kernel.dispatch(pass, group, Math.ceil(words.length / 3 / 64)))
  }
  await add(
    'faces',
    table(
      faces.map((f) => f.face),
      faces.map((f) => lattice.open[f.face] as number),
      (i) => faces[i]?.g ?? 0,
    ),
  )
  const { entry, full, scale } = pieces.scaled
  await add(
    'rows',
    table(entry, full, (i) => {
      const s = scale[i] as number
      // A gate's links lead by the square of its openness: see rescale.wgsl.
      return s < lattice.gates.length ? (s | squared) >>> 0 : s
    }),
  )
  const encodeRescale = (pass: GPUComputePassEncoder) => {
    for (const run of runs) run(pass)
  }
  return { encodeRescale, extra }
}
