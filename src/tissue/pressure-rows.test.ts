import { describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import { normalize, scale, type Vec3 } from '../core/vec3'
import { sweepBlade } from './blade'
import type { BufferPatch } from './buffer-patch'
import { planCut } from './cut'
import { buildTissueModel } from './model'
import { pressureLoads } from './pressure'
import { PressureRows } from './pressure-rows'
import { RowTable } from './row-table'
import { shellHeart } from './solids'
import type { SolverBuffers } from './solver-buffers'
import { type TissueTopology, uncut } from './topology'

/** A hollow ball with blood in it: 12 mm inside, 6 mm thick. */
const model = buildTissueModel(shellHeart(0.012, 0.018, 1e-3), { edge: 3e-3, anchored: false })

/** What the GPU's buffers would hold. */
class Mirror {
  readonly words: Record<string, Uint32Array> = {}
  readonly write = (name: string, data: Float32Array | Uint32Array): void => {
    this.words[name] = new Uint32Array(1 << 20)
    this.words[name].set(new Uint32Array(data.buffer, data.byteOffset, data.length))
  }
  readonly reserve = (): void => {}
  readonly grow = (): void => {}
  readonly of = (name: string) => ({
    drop: (): void => {},
    putAll: (place: number, values: Uint32Array): void => this.words[name]!.set(values, place),
  })
}

/** The records of every node, in order. */
function recordsOf(rows: Uint32Array, records: Uint32Array, nodeCount: number): number[][] {
  return Array.from({ length: nodeCount }, (_, n) => {
    const first = rows[2 * n]!
    return [...records.subarray(4 * first, 4 * (first + rows[2 * n + 1]!))]
  })
}

function anew(s: TissueTopology): number[][] {
  const { rows, records } = pressureLoads(s)
  return recordsOf(rows, new Uint32Array(records.buffer), s.nodeCount)
}

/** Blades through the wall in random places, now and then across each other. */
function* blades(): Generator<ReturnType<typeof sweepBlade>, never> {
  const random = seededRandom(9)
  const anywhere = (): Vec3 => normalize([random() - 0.5, random() - 0.5, random() - 0.5])
  for (;;) {
    const [a, b] = [anywhere(), anywhere()]
    const c = normalize([a[0] + 0.6 * b[0], a[1] + 0.6 * b[1], a[2] + 0.6 * b[2]])
    const at = (v: Vec3): readonly [Vec3, Vec3] => [scale(v, 20), scale(v, 10)]
    yield sweepBlade([at(a), at(c)], 3e-3)
  }
}

describe('the pressure on tissue that is cut', () => {
  it('is to the last bit, cut by cut, what all of it laid out anew has', () => {
    const mirror = new Mirror()
    let s = uncut(model)
    const table = new RowTable(s)
    const loads = new PressureRows(mirror as unknown as SolverBuffers, mirror as unknown as BufferPatch, s)
    const whole = anew(s)
    const all = blades()
    for (let cut = 0; cut < 12; cut++) {
      const plan = planCut(s, all.next().value)
      if (plan.refused) continue
      s = plan.topology
      table.update(s, plan.touched!.slots)
      loads.update(s, plan.touched!, table)
      const { load_rows, load_records } = mirror.words
      expect(recordsOf(load_rows!, load_records!, s.nodeCount)).toEqual(anew(s))
    }
    expect(anew(s).length).toBeGreaterThan(whole.length + 100)
  })
})
