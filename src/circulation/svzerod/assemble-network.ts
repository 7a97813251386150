import { Fault } from '../../core/fault'
import { Network } from '../network'
import { type BlockContext, type RunStart, ValueReader } from './block'
import { blockKinds } from './blocks'
import type { NetworkFile } from './network-file'

/**
 * Assembles the network. Unknowns: flow and pressure of each connection in order, then the blocks' internal ones,
 * named as svZeroDSolver names them.
 * @param start where the run starts; null: the steady network that seeks it, with mean boundary values and
 *   windkessels without compliance
 */
export function assembleNetwork(source: NetworkFile, start: RunStart | null): Network {
  const network = new Network()
  const contexts = placeBlocks(source, network, start)
  for (const [i, { type }] of source.blocks.entries()) network.add(blockKinds[type]!.create(contexts[i]!))
  return network
}

/** Gives every block its unknowns and equations before any is made: a block may read another one's. */
function placeBlocks(source: NetworkFile, network: Network, start: RunStart | null): BlockContext[] {
  const { fileName, period } = source
  const ends = source.connections.map(([a, b]) => {
    const flow = network.unknown(`flow:${a}:${b}`)
    return { from: a, to: b, flow, pressure: network.unknown(`pressure:${a}:${b}`) }
  })
  const reader = (name: string) => {
    const block = source.blocks.find((b) => b.name === name)
    if (!block) throw missing(fileName, name)
    return new ValueReader(fileName, name, block.values, start === null)
  }
  const unknownNamed = (name: string) => {
    const index = network.names.indexOf(name)
    if (index < 0) throw missing(fileName, name.slice(name.indexOf(':') + 1))
    return index
  }
  return source.blocks.map(({ name, type }) => {
    const kind = blockKinds[type]!
    const inlets = ends.filter((e) => e.to === name)
    const outlets = ends.filter((e) => e.from === name)
    const unknowns = [...inlets, ...outlets].flatMap((e) => [e.pressure, e.flow])
    for (const inner of kind.internal) unknowns.push(network.unknown(`${inner}:${name}`))
    const equations = kind.equationCount(inlets.length, outlets.length)
    const rows = Array.from({ length: equations }, () => network.row())
    const counts = { inletCount: inlets.length, outletCount: outlets.length }
    const values = reader(name)
    return { name, unknowns, rows, values, period, start, unknownNamed, valuesOf: reader, ...counts }
  })
}

function missing(fileName: string, block: string): Fault {
  return new Fault(fileName, `a block needs the block '${block}', which is not there`, `Add '${block}'`)
}
