import { Network } from '../network'
import { ValueReader } from './block'
import { blockKinds } from './blocks'
import type { NetworkFile } from './network-file'

/**
 * Assembles the network. Unknowns: flow and pressure of each connection in order, then the blocks' internal ones,
 * named as svZeroDSolver names them.
 * @param steady with mean boundary values and windkessels without compliance
 */
export function assembleNetwork(source: NetworkFile, steady: boolean): Network {
  const network = new Network()
  const ends = source.connections.map(([a, b]) => {
    const flow = network.unknown(`flow:${a}:${b}`)
    return { from: a, to: b, flow, pressure: network.unknown(`pressure:${a}:${b}`) }
  })
  for (const { name, type, values: parameters } of source.blocks) {
    const kind = blockKinds[type]!
    const inlets = ends.filter((e) => e.to === name)
    const outlets = ends.filter((e) => e.from === name)
    const unknowns = [...inlets, ...outlets].flatMap((e) => [e.pressure, e.flow])
    for (const inner of kind.internal) unknowns.push(network.unknown(`${inner}:${name}`))
    const rows = Array.from({ length: kind.equationCount(inlets.length, outlets.length) }, () =>
      network.row(),
    )
    const reader = new ValueReader(source.fileName, name, parameters, steady)
    const { period } = source
    const context = { name, unknowns, rows, values: reader, period }
    network.add(kind.create({ ...context, inletCount: inlets.length, outletCount: outlets.length }))
  }
  return network
}
