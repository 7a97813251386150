import { describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import { cross, type Vec3 } from '../core/vec3'
import { shapeGradients } from './bcc'
import { buildTissueModel } from './model'
import { pressureLoads } from './pressure'
import { shellHeart } from './solids'
import { uncut } from './topology'

const radius = 0.012
/** The lattice holds all of this surface; slivers that one misses move with a neighbour and leave 1e-6 of p A. */
const model = buildTissueModel(shellHeart(radius, 0.018, 1e-3), { edge: 3e-3, anchored: false })

/** -cof(F) a of every record at a pressure of 1, with the node it acts on, for a shape. */
function* forces(x: Float64Array): Generator<{ node: number; force: Vec3 }> {
  const { rows, records } = pressureLoads(uncut(model))
  const bits = new Uint32Array(records.buffer)
  const gradients = shapeGradients(model.lattice.edge)
  for (let node = 0; node < model.nodeCount; node++)
    for (let e = rows[2 * node]!; e < rows[2 * node]! + rows[2 * node + 1]!; e++) {
      const tet = bits[4 * e + 3]! & 0xffffff
      const column = (c: number): Vec3 => {
        const of = (d: number): number =>
          [0, 1, 2, 3].reduce(
            (sum, k) =>
              sum + x[3 * model.tets[4 * tet + k]! + d]! * gradients[12 * model.shape[tet]! + 3 * k + c]!,
            0,
          )
        return [of(0), of(1), of(2)]
      }
      const [u, v, w] = [column(0), column(1), column(2)]
      const [a, b, c] = [cross(v, w), cross(w, u), cross(u, v)]
      const area = records.subarray(4 * e, 4 * e + 3)
      const force = [0, 1, 2].map((d) => -(a[d]! * area[0]! + b[d]! * area[1]! + c[d]! * area[2]!))
      yield { node, force: force as unknown as Vec3 }
    }
}

describe('the pressure in a closed cavity', () => {
  // Σ f = -p ∮ n da = 0, and Σ f·x = 3 p V, of the deformed surface: each piece's image is a flat piece of it.
  it('pushes nothing away, however the wall is bent', () => {
    const random = seededRandom(3)
    const { edge } = model.lattice
    const x = Float64Array.from(model.rest, (v) => 1.2 * v + 0.2 * edge * (random() - 0.5))
    const sum = [0, 0, 0]
    let virial = 0
    for (const { node, force } of forces(x))
      for (let d = 0; d < 3; d++) {
        sum[d]! += force[d]!
        virial += force[d]! * x[3 * node + d]!
      }
    // The records are 32-bit numbers: 1e-7 of p A.
    expect(Math.hypot(...sum)).toBeLessThan(1e-6 * 4 * Math.PI * (1.2 * radius) ** 2)
    expect(virial / (4 * Math.PI * (1.2 * radius) ** 3)).toBeGreaterThan(0.97)
    expect(virial / (4 * Math.PI * (1.2 * radius) ** 3)).toBeLessThan(1.005)
  })
})
