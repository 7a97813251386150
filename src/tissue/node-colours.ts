import { type Gpu, writeBuffer } from '../gpu'
import type { BufferPatch } from './buffer-patch'
import type { ColourSweeps } from './colour-sweeps'
import { floatBits } from './float-bits'
import type { LatticeStore } from './lattice-store'
import type { Sewing } from './sewing'
import { shellColours } from './shell'
import type { SolverBuffers } from './solver-buffers'
import { latticeNode, nodeMasses, nodeRoom, type TissueTopology } from './topology'

/** Colours of the lattice's nodes; those of shells follow. */
const latticeColours = 4
export const colourCount = latticeColours + shellColours
const heldColour = 255

/** The mass of every node and the colour that it is swept with; a held one has neither. */
export class NodeColours {
  private readonly held: Uint8Array
  private readonly shellBase: number
  private shellColour: Uint8Array = new Uint8Array(0)
  /** Nodes before this one have been given their colour. */
  private listed = 0

  constructor(
    private readonly gpu: Gpu,
    private readonly buffers: SolverBuffers,
    private readonly patch: BufferPatch,
    private readonly lattice: LatticeStore,
    private readonly sweeps: ColourSweeps,
    private topology: TissueTopology,
  ) {
    this.held = topology.model.fixed.slice()
    this.shellBase = nodeRoom(topology.model)
  }

  colourOf(node: number): number {
    if (node >= this.shellBase) return latticeColours + this.shellColour[node - this.shellBase]!
    const lattice = latticeNode(this.topology, node)
    return this.held[lattice] ? heldColour : this.topology.model.colour[lattice]!
  }

  isHeld(node: number): boolean {
    return this.colourOf(node) === heldColour
  }

  /** Holds the lattice nodes marked 1, frees the others; `write` sends it. */
  setFixed(fixed: Uint8Array): void {
    this.held.set(fixed)
  }

  /** Masses and colour lists of all nodes. */
  write(topology: TissueTopology, shells: Sewing['nodes']): void {
    this.topology = topology
    const mass = nodeMasses(topology)
    const lists: number[][] = Array.from({ length: colourCount }, () => [])
    mass.forEach((m, node) => {
      const colour = this.colourOf(node)
      if (colour === heldColour || m === 0) mass[node] = 0
      else lists[colour]!.push(node)
    })
    this.shellColour = shells.colour
    shells.mass.forEach((_, n) => {
      lists[this.colourOf(this.shellBase + n)]!.push(this.shellBase + n)
    })
    writeBuffer(this.gpu, this.buffers.get('mass'), mass)
    writeBuffer(this.gpu, this.buffers.get('mass'), shells.mass, 4 * this.shellBase)
    this.sweeps.write(lists)
    for (const name of ['mass', 'colour_nodes']) this.patch.of(name).drop()
    this.listed = topology.nodeCount
  }

  /** Masses of some nodes, and the colours of those that are new; false where a colour has no room: `write` all. */
  update(topology: TissueTopology, nodes: ReadonlySet<number>): boolean {
    this.topology = topology
    const grown = new Set<number>()
    for (const node of nodes) {
      const colour = this.colourOf(node)
      const mass = colour === heldColour ? 0 : this.lattice.massOf(topology, node)
      this.patch.of('mass').put(node, floatBits(mass))
      if (node < this.listed || mass === 0) continue
      const place = this.sweeps.add(colour, node)
      if (place < 0) return false
      this.patch.of('colour_nodes').put(place, node)
      grown.add(colour)
    }
    this.sweeps.setRanges(grown)
    this.listed = topology.nodeCount
    return true
  }
}
