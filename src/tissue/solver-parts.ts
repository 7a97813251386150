import type { Gpu, Uniform } from '../gpu'
import { BodyLoads } from './body-loads'
import { BufferPatch } from './buffer-patch'
import { CoarseCorrection } from './coarse-correction'
import { ColourSweeps } from './colour-sweeps'
import { Contacts } from './contact/contacts'
import { LastingTies } from './lasting-ties'
import { LatticeStore } from './lattice-store'
import { colourCount, NodeColours } from './node-colours'
import { NodeMotion } from './node-motion'
import { NodeState } from './node-state'
import { RigidCorrection } from './rigid-correction'
import { SharedStrain } from './shared-strain'
import { SolverBuffers } from './solver-buffers'
import type { SolverKernels } from './solver-kernels'
import type { SolverOptions } from './solver-options'
import { createTables } from './solver-tables'
import { movingTieRoom } from './tie-store'
import { nodeRoom, type TissueTopology } from './topology'

/** Most nodes of all shells. */
export const shellRoom = 8192

/** What the solver is made of. */
export interface SolverParts {
  readonly buffers: SolverBuffers
  readonly patch: BufferPatch
  readonly tables: Uniform
  readonly lattice: LatticeStore
  readonly sweeps: ColourSweeps
  readonly colours: NodeColours
  readonly nodes: NodeState
  readonly ties: LastingTies
  readonly coarse: CoarseCorrection
  readonly rigid: RigidCorrection
  readonly bodyLoads: BodyLoads
  readonly motion: NodeMotion
  readonly shared: SharedStrain
  readonly contacts: Contacts
}

/** @param now the topology at the moment of asking */
export function createParts(
  gpu: Gpu,
  kernels: SolverKernels,
  options: Required<SolverOptions>,
  now: () => TissueTopology,
): SolverParts {
  const { model } = now()
  const shellBase = nodeRoom(model)
  const buffers = new SolverBuffers(gpu, shellBase + shellRoom, model.tetCount)
  const patch = new BufferPatch(gpu, kernels, buffers)
  const lattice = new LatticeStore(buffers, patch, now())
  const tables = createTables(kernels, model, options)
  const sweeps = new ColourSweeps(kernels, buffers, tables, colourCount)
  const colours = new NodeColours(gpu, buffers, patch, lattice, sweeps, now())
  const nodes = new NodeState(gpu, buffers, patch, () => ({
    latticeNodes: now().nodeCount,
    shellBase,
    shellNodes: ties.sewing.shellNodeCount,
  }))
  const rigid = new RigidCorrection(kernels, buffers, options.gravity, options.substep)
  const tissue = {
    get topology() {
      return now()
    },
    get rows() {
      return lattice.rows
    },
    colourOf: (node: number) => colours.colourOf(node),
    lastPlaceOf: (point: Parameters<NodeState['lastPlaceOf']>[0]) => nodes.lastPlaceOf(point),
  }
  const ties = new LastingTies(gpu, kernels, buffers, colourCount, tissue, () => rigid.edited())
  return {
    buffers,
    patch,
    tables,
    lattice,
    sweeps,
    colours,
    nodes,
    ties,
    rigid,
    contacts: new Contacts(now(), movingTieRoom),
    coarse: new CoarseCorrection(kernels, buffers, patch, tables, options.levels),
    bodyLoads: new BodyLoads(kernels.loads, kernels.shellLoads, buffers, patch, model.lattice.edge),
    motion: new NodeMotion(kernels, buffers, options),
    shared: new SharedStrain(kernels, buffers, tables),
  }
}

export function destroyParts(parts: SolverParts): void {
  const { buffers, tables, motion, shared, ties, bodyLoads, coarse, rigid, patch, sweeps } = parts
  for (const part of [buffers, motion, shared, ties, bodyLoads, coarse, rigid, patch, sweeps]) part.destroy()
  tables.buffer.destroy()
}
