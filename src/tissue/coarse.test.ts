import { describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import type { Vec3 } from '../core/vec3'
import { sweepBlade } from './blade'
import { BufferWords } from './buffer-patch'
import { buildCoarse, CoarseLevels } from './coarse'
import { noVertex } from './coarse-numbering'
import { type CutPlan, planCut } from './cut'
import { buildTissueModel } from './model'
import { RowTable } from './row-table'
import { boxHeart } from './solids'
import { nodeRows, type TissueTopology, uncut } from './topology'

const edges = [8, 4, 2]
const model = buildTissueModel(boxHeart([0.016, 0.012, 0.003], 1e-3), { edge: 3e-3, anchored: false })
const held = (node: number): boolean => node < model.nodeCount && model.rest[3 * node]! < -0.014

/** Slits through a sheet, some of them across each other, so that flaps and whole pieces come off. */
function* cuts(count: number): Generator<CutPlan> {
  const random = seededRandom(5)
  let s = uncut(model)
  for (let n = 0; n < count; n++) {
    const at = (): [number, number] => [(random() - 0.5) * 36, (random() - 0.5) * 28]
    const [p, q] = [at(), at()]
    const position = ([x, y]: [number, number]): [Vec3, Vec3] => [
      [x, y, -5],
      [x, y, 5],
    ]
    const plan = planCut(s, sweepBlade([position(p), position(q)], 3e-3))
    s = plan.topology
    yield plan
  }
}

/** Each vertex of a colour as the set of its nodes, sorted. */
function pieces(levels: CoarseLevels, s: TissueTopology, pass: number): string[] {
  const nodesOf = new Map<number, number[]>()
  for (let n = 0; n < s.nodeCount; n++) {
    const vertex = levels.ofNode[2 * (pass * levels.nodeRoom + n)]!
    if (vertex === noVertex) continue
    const list = nodesOf.get(vertex)
    if (list) list.push(n)
    else nodesOf.set(vertex, [n])
  }
  return [...nodesOf.values()].map((nodes) => nodes.join(' ')).sort()
}

/** Items that the lists name for each vertex: slots, or nodes. */
function itemsOf(levels: CoarseLevels, vertex: number, areNodes: boolean): number[] {
  const { lists, vertexChunks } = levels
  const out: number[] = []
  for (let part = 0; part < 2; part++) {
    const [first, count] = vertexChunks.subarray(4 * vertex + 2 * part, 4 * vertex + 2 * part + 2)
    for (let chunk = first!; chunk < first! + count!; chunk++) {
      const [owner, start, slots, nodes] = lists.subarray(4 * chunk, 4 * chunk + 4)
      if (owner !== vertex) throw new Error(`chunk ${chunk} of ${vertex} belongs to ${owner}`)
      const [from, length] = areNodes ? [start! + slots!, nodes!] : [start!, slots!]
      out.push(...lists.subarray(from, from + length))
    }
  }
  return out
}

/** Throws unless each slot and node is named exactly once by the vertices that it is in. */
function checkLists(levels: CoarseLevels, s: TissueTopology): void {
  const named = new Set<string>()
  for (const range of levels.passes)
    for (let vertex = range.firstVertex; vertex < range.firstVertex + range.vertexCount; vertex++)
      for (const areNodes of [false, true])
        for (const item of itemsOf(levels, vertex, areNodes)) {
          const name = `${vertex} ${areNodes} ${item}`
          if (named.has(name)) throw new Error(`${name} is named twice`)
          named.add(name)
        }
  for (let pass = 0; pass < levels.passes.length; pass++) {
    const vertexOf = (node: number): number => levels.ofNode[2 * (pass * levels.nodeRoom + node)]!
    const must = (node: number, item: number, isNode: boolean): void => {
      const vertex = vertexOf(node)
      if (vertex !== noVertex && !named.has(`${vertex} ${isNode} ${item}`)) throw new Error(`lost ${item}`)
    }
    for (let n = 0; n < s.nodeCount; n++) must(n, n, true)
    for (let e = 0; e < 4 * s.slotCount; e++) must(s.slotNodes[e]!, e >> 2, false)
  }
}

describe('the coarse levels of tissue that is cut', () => {
  const words = { ofNode: new BufferWords(), lists: new BufferWords(), vertexChunks: new BufferWords() }
  const levels = new CoarseLevels(uncut(model), held, edges, 12)
  const table = new RowTable(uncut(model))
  let [s, last] = [uncut(model), 0]
  const isHeld = (n: number): boolean => held(n < model.nodeCount ? n : s.virtualOrigin[n - model.nodeCount]!)

  it('hold the pieces that levels built anew hold, cut by cut, and list what is in them once', () => {
    for (const plan of cuts(16)) {
      if (plan.refused) continue
      s = plan.topology
      table.update(s, plan.touched!.slots)
      expect(levels.extend(s, plan.inherits, plan.touched!, words)).toBe(true)
      // Some cuts are taken over together, some in parts.
      last++
      if (last % 3 === 0) expect(levels.part(s, table, 7)).toBe(true)
      if (last % 4 !== 0) continue
      expect(levels.part(s, table, 24)).toBe(true)
      expect(levels.isDue).toBe(false)
      const anew = buildCoarse(s, isHeld, edges)
      for (let pass = 0; pass < 24; pass++) expect(pieces(levels, s, pass)).toEqual(pieces(anew, s, pass))
      checkLists(levels, s)
    }
    expect(last).toBeGreaterThan(9)
    expect(levels.vertexCount).toBeGreaterThan(buildCoarse(uncut(model), held, edges).vertexCount + 50)
  })

  it('and the rows kept slot by slot are those made anew', () => {
    const anew = nodeRows(s)
    const row = (of: typeof anew, n: number) => [
      ...of.entries.subarray(of.start[n]!, of.start[n]! + of.count[n]!),
    ]
    for (let n = 0; n < s.nodeCount; n++) expect(row(table, n)).toEqual(row(anew, n))
  })
})
