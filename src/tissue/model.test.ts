import { describe, expect, it } from 'vitest'
import { locateTet, shapeGradients, tetLinks } from './bcc'
import { tetFinder } from './embed'
import { embedSurface } from './embed-surface'
import { buildTissueModel, type TissueModel } from './model'
import { boxHeart, shellHeart } from './solids'

const corner = (m: TissueModel, t: number, c: number): number[] => {
  const n = 3 * m.tets[4 * t + c]!
  return [m.rest[n]!, m.rest[n + 1]!, m.rest[n + 2]!]
}

describe('buildTissueModel', () => {
  const model = buildTissueModel(shellHeart(0.012, 0.02, 1e-3), { edge: 3e-3 })

  it('fills a³/12 with each tetrahedron, positively oriented', () => {
    for (let t = 0; t < model.tetCount; t += 7) {
      const [p, q, r, s] = [0, 1, 2, 3].map((c) => corner(model, t, c)) as [
        number[],
        number[],
        number[],
        number[],
      ]
      const [u, v, w] = [q, r, s].map((e) => e.map((x, d) => x - p[d]!)) as [number[], number[], number[]]
      const six =
        u[0]! * (v[1]! * w[2]! - v[2]! * w[1]!) -
        u[1]! * (v[0]! * w[2]! - v[2]! * w[0]!) +
        u[2]! * (v[0]! * w[1]! - v[1]! * w[0]!)
      expect(six / 6 / 3e-3 ** 3).toBeCloseTo(1 / 12, 4)
    }
  })

  it('never gives two linked nodes one colour', () => {
    for (let t = 0; t < model.tetCount; t++)
      for (const [a, b] of tetLinks)
        if (model.colour[model.tets[4 * t + a]!] === model.colour[model.tets[4 * t + b]!])
          expect.fail(`tet ${t}`)
  })

  // V = 4/3 pi (R³ - r³)
  it('holds the volume of the shell within 2 % and its mass exactly', () => {
    const volume = model.fraction.reduce((sum, f) => sum + (f * 3e-3 ** 3) / 12, 0)
    expect(volume / ((4 / 3) * Math.PI * (0.02 ** 3 - 0.012 ** 3))).toBeCloseTo(1, 1)
    const mass = model.mass.reduce((a, b) => a + b, 0)
    expect(mass / (model.volume.reduce((a, b) => a + b, 0) * 1060)).toBeCloseTo(1, 5)
  })

  it('has hat functions that are one at their corner and zero at the others', () => {
    const g = shapeGradients(model.lattice.edge)
    for (let t = 0; t < model.tetCount; t += 11)
      for (let c = 0; c < 4; c++)
        for (let d = 0; d < 4; d++) {
          const [p, q] = [corner(model, t, c), corner(model, t, d)]
          const o = (model.shape[t]! * 4 + c) * 3
          const rise = p.reduce((sum, v, k) => sum + (v - q[k]!) * g[o + k]!, 0)
          expect(rise).toBeCloseTo(c === d ? 0 : 1, 3)
        }
  })

  it('finds the tetrahedron of a point', () => {
    const find = tetFinder(model)
    for (let t = 0; t < model.tetCount; t += 5) {
      const w = [0.1, 0.2, 0.3, 0.4]
      const p = [0, 1, 2].map((d) => w.reduce((sum, v, c) => sum + v * corner(model, t, c)[d]!, 0))
      expect(model.tetOfCode[locateTet(model.lattice, p[0]!, p[1]!, p[2]!)]).toBe(t)
      find(p[0]!, p[1]!, p[2]!)!.weights.forEach((v, c) => {
        expect(v).toBeCloseTo(w[c]!, 3)
      })
    }
  })

  it('stays under the tetrahedron budget by itself', () => {
    const box = buildTissueModel(boxHeart([0.03, 0.03, 0.02], 2e-3), { tetTarget: 4000 })
    expect(box.tetCount).toBeGreaterThan(1500)
    expect(box.tetCount).toBeLessThan(6000)
  })
})

describe('embedSurface', () => {
  const heart = shellHeart(0.012, 0.02, 1e-3)
  const model = buildTissueModel(heart, { edge: 3e-3 })
  const surface = embedSurface(model)

  it('puts each vertex where its nodes and weights say, on the spheres', () => {
    for (let v = 0; v < surface.rest.length / 3; v++) {
      const p = [0, 1, 2].map((d) =>
        [0, 1, 2, 3].reduce(
          (s, c) => s + surface.weights[4 * v + c]! * model.rest[3 * surface.nodes[4 * v + c]! + d]!,
          0,
        ),
      )
      p.forEach((x, d) => {
        expect(x).toBeCloseTo(surface.rest[3 * v + d]!, 6)
      })
      const radius = Math.hypot(p[0]!, p[1]!, p[2]!)
      expect(Math.min(Math.abs(radius - 0.012), Math.abs(radius - 0.02))).toBeLessThan(1e-4)
      expect(surface.side[v]).toBe(radius < 0.016 ? 1 : 0)
      const outward = [0, 1, 2].reduce((s, d) => s + surface.normals[3 * v + d]! * p[d]!, 0)
      expect(Math.sign(outward)).toBe(radius < 0.016 ? -1 : 1)
    }
  })

  it('is closed: each edge is walked once each way', () => {
    const walked = new Set<string>()
    for (let t = 0; t < surface.triangles.length; t += 3)
      for (let e = 0; e < 3; e++)
        walked.add(`${surface.triangles[t + e]} ${surface.triangles[t + ((e + 1) % 3)]}`)
    expect(walked.size).toBe(surface.triangles.length)
    for (const key of walked) expect(walked.has(key.split(' ').reverse().join(' '))).toBe(true)
  })
})
