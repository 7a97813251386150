import { describe, expect, it } from 'vitest'
import { sweepBlade } from './blade'
import { planCut } from './cut'
import { embedSurface } from './embed-surface'
import { buildTissueModel } from './model'
import { boxHeart } from './solids'
import { latticeNode, uncut } from './topology'

const model = buildTissueModel(boxHeart([0.015, 0.015, 0.004], 1e-3), { edge: 3e-3 })
const slitAt = (y: number) =>
  sweepBlade(
    [
      [
        [-8, y, -6],
        [-8, y, 6],
      ],
      [
        [8, y, -6],
        [8, y, 6],
      ],
    ],
    1e-3,
  )

// At .5 mm the blade's own vertices lie exactly on vertices of the drawn surface.
describe.each([0.3, 0.5])('the drawn surface of a cut at %f mm', (y_mm) => {
  const { topology } = planCut(uncut(model), slitAt(y_mm))
  const surface = embedSurface(topology)

  it('keeps every vertex at its rest place', () => {
    for (let v = 0; v < surface.rest.length / 3; v++)
      for (let d = 0; d < 3; d++) {
        let x = 0
        for (let c = 0; c < 4; c++)
          x +=
            surface.weights[4 * v + c]! *
            model.rest[3 * latticeNode(topology, surface.nodes[4 * v + c]!) + d]!
        expect(Math.abs(x - surface.rest[3 * v + d]!)).toBeLessThan(1e-6)
      }
  })

  it('opens along the blade: pulled apart, no triangle spans the gap', () => {
    // Move every real and virtual node by the side of the slit that its copies are on, where the slit is open.
    const moved = new Float32Array(3 * topology.nodeCount)
    const count = new Float32Array(topology.nodeCount)
    for (let slot = 0; slot < topology.slotCount; slot++)
      for (let c = 0; c < 4; c++) {
        if (!(topology.slotMask[slot]! & (1 << c))) continue
        const real = topology.slotNodes[4 * slot + c]!
        const side = Math.sign(model.rest[3 * real + 1]! - y_mm * 1e-3)
        for (let k = 0; k < 4; k++) {
          moved[3 * topology.slotNodes[4 * slot + k]! + 1]! += side
          count[topology.slotNodes[4 * slot + k]!]! += 1
        }
      }
    const y = (v: number): number => {
      let sum = 0
      for (let k = 0; k < 4; k++) {
        const n = surface.nodes[4 * v + k]!
        sum += surface.weights[4 * v + k]! * (moved[3 * n + 1]! / count[n]!)
      }
      return sum
    }
    let faces = 0
    for (let t = 0; t < surface.triangles.length; t += 3) {
      const ids = [0, 1, 2].map((c) => surface.triangles[t + c]!)
      if (ids.some((v) => Math.abs(surface.rest[3 * v]!) > 3e-3)) continue
      const sides = ids.map((v) => y(v))
      if (ids.every((v) => surface.side[v] === 2)) faces++
      else if (ids.some((v) => Math.abs(surface.rest[3 * v + 1]! - y_mm * 1e-3) > 2e-3)) continue
      expect(Math.min(...sides) * Math.max(...sides)).toBeGreaterThan(0)
    }
    expect(faces).toBeGreaterThan(40)
  })

  // Two faces of length × thickness; the lattice closes the slit up to an edge short of each end.
  it('makes faces of the area of the slit', () => {
    let area = 0
    for (let t = 0; t < surface.triangles.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => surface.triangles[t + k]!) as [number, number, number]
      if (surface.side[a] !== 2) continue
      const p = (v: number): number[] => [0, 1, 2].map((d) => surface.rest[3 * v + d]!)
      const [u, w] = [b, c].map((v) => p(v).map((x, d) => x - p(a)[d]!)) as [number[], number[]]
      area +=
        Math.hypot(
          u[1]! * w[2]! - u[2]! * w[1]!,
          u[2]! * w[0]! - u[0]! * w[2]!,
          u[0]! * w[1]! - u[1]! * w[0]!,
        ) / 2
    }
    expect(area).toBeGreaterThan(2 * 10e-3 * 8e-3)
    expect(area).toBeLessThan(2 * 16e-3 * 8.2e-3)
  })
})
