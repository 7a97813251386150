import { describe, expect, it } from 'vitest'
import { blockMatrix } from './block-matrix'
import { elastic } from './energy'
import { imagedBalance } from './imaged-balance'
import { buildTissueModel, type TissueModel } from './model'
import { pressureLoads } from './pressure'
import { prestress } from './prestress'
import { shellHeart } from './solids'
import { uncut } from './topology'

const heart = shellHeart(0.02, 0.026, 2e-3)
const ball = ((): TissueModel => {
  const base = buildTissueModel(heart, { edge: 6e-3, anchored: false })
  // A weak bed holds the ball in its place.
  return { ...base, support: base.support.map(() => 0.05) }
})()
const pressures = new Map([[2, 1e3]])

describe('pressure on the walls', () => {
  // A closed surface: Σ N dA = 0, and Σ x·N dA = -3 V of the cavity that it surrounds (N points into it).
  it('has the area vectors of a closed cavity', () => {
    const { rows, records } = pressureLoads(uncut(ball))
    const sum = [0, 0, 0]
    let volume = 0
    for (let n = 0; n < ball.nodeCount; n++)
      for (let e = rows[2 * n]!; e < rows[2 * n]! + rows[2 * n + 1]!; e++)
        for (let d = 0; d < 3; d++) {
          sum[d]! += records[4 * e + d]!
          volume -= (records[4 * e + d]! * ball.rest[3 * n + d]!) / 3
        }
    const sphere = (4 / 3) * Math.PI * 0.02 ** 3
    expect(Math.hypot(...sum)).toBeLessThan(1e-6 * 4 * Math.PI * 0.02 ** 2)
    expect(volume / sphere).toBeGreaterThan(0.98)
    expect(volume / sphere).toBeLessThan(1.001)
  })

  it('cancels where one blood stands on both sides of a wall', () => {
    const { records } = pressureLoads(uncut(buildTissueModel(filmHeart(), { edge: 4e-3, anchored: false })))
    const sum = [0, 0, 0]
    let size = 0
    for (let o = 0; o < records.length; o += 4) {
      for (let d = 0; d < 3; d++) sum[d]! += records[o + d]!
      size += Math.hypot(records[o]!, records[o + 1]!, records[o + 2]!)
    }
    expect(size).toBeGreaterThan(0)
    expect(Math.hypot(...sum)).toBeLessThan(1e-5 * size)
  })
})

describe('the prestress of a filled ball', () => {
  it('balances pressure and weight in the imaged shape', async () => {
    const found = await prestress(ball, { pressures, gravity: [0, 9.81, 0] })
    console.log(
      `${ball.tetCount} tetrahedra: ${found.rounds} rounds, ${found.ms.toFixed(0)} ms, remaining ${(1e3 * found.remaining).toFixed(4)} mm, dead loads ${(100 * found.deadShare).toFixed(3)} %`,
    )
    expect(found.remaining).toBeLessThan(2e-5)
    expect(found.deadShare).toBeLessThan(0.01)
  })

  // Virial theorem: ∫ tr σ dV = ∮ x·t dA = 4 π A³ p, whatever the wall is made of.
  it('holds the stress that statics ask for', async () => {
    const { model } = await prestress(
      { ...ball, support: ball.support.map(() => 1e-3) },
      { pressures, gravity: [0, 0, 0] },
    )
    let [along, volume] = [0, 0]
    for (let t = 0; t < model.tetCount; t++) {
      along += model.volume[t]! * traceOfStress(model, t)
      volume += model.volume[t]!
    }
    const [a, b] = [0.02 ** 3, 0.026 ** 3]
    const wanted = (3 * 1e3 * a) / (b - a)
    expect(Math.abs(along / volume / wanted - 1)).toBeLessThan(0.03)
  })

  it('has the derivative of its forces', () => {
    const matrix = blockMatrix(ball.nodeCount, ball.tets)
    const prestretch = Float32Array.from({ length: 9 * ball.tetCount }, (_, n) =>
      n % 9 === 0 ? 1.2 : n % 9 === 4 ? 0.95 : n % 9 === 8 ? 1.05 : n % 9 === 3 ? 0.1 : 0,
    )
    const model = { ...ball, prestretch }
    const force = imagedBalance(model, matrix)
    const twin = elastic(uncut(model), model.rest)
    const size = Math.max(...force.map(Math.abs))
    force.forEach((f, o) => {
      if (Math.abs(f - twin.forces[o]!) > 1e-4 * size) throw new Error(`force ${o}: ${f}, ${twin.forces[o]}`)
    })
    const [node, axis, step] = [Math.floor(model.nodeCount / 2), 1, 1e-5]
    const moved = Float64Array.from(model.rest)
    const at = (sign: number): Float64Array => {
      moved[3 * node + axis] = model.rest[3 * node + axis]! + sign * step
      return elastic(uncut(model), moved).forces
    }
    const [ahead, behind] = [at(1), at(-1)]
    for (let e = matrix.start[node]!; e < matrix.start[node + 1]!; e++) {
      const other = matrix.column[e]!
      for (let d = 0; d < 3; d++) {
        const wanted = (behind[3 * other + d]! - ahead[3 * other + d]!) / (2 * step)
        const own = matrix.value[9 * e + 3 * axis + d]!
        expect(Math.abs(own - wanted), `block ${other} ${d}`).toBeLessThan(
          1e-3 * Math.abs(matrix.value[9 * matrix.diagonal[node]!]!),
        )
      }
    }
  })
})

/** Trace of the Cauchy stress of a tetrahedron in its imaged shape, by the energy without fibres, Pa. */
function traceOfStress(model: TissueModel, t: number): number {
  const f = model.prestretch!.subarray(9 * t, 9 * t + 9)
  const j =
    f[0]! * (f[4]! * f[8]! - f[5]! * f[7]!) -
    f[3]! * (f[1]! * f[8]! - f[2]! * f[7]!) +
    f[6]! * (f[1]! * f[5]! - f[2]! * f[4]!)
  const { young, poisson } = model.materials[model.material[t]!]!
  const mu = young / (2 * (1 + poisson))
  const lambda = (young * poisson) / ((1 + poisson) * (1 - 2 * poisson)) + mu
  return (mu / j) * f.reduce((sum, v) => sum + v * v, 0) + 3 * (lambda * (j - 1) - mu)
}

/** A flat wall 2 mm thick in blood on both sides. */
function filmHeart() {
  const { frame } = heart
  const count = heart.labels.length
  const tissue = new Float32Array(count)
  const lumen = new Float32Array(count)
  const labels = new Uint8Array(count)
  for (let n = 0; n < count; n++) {
    const at = [
      n % frame.size[0],
      Math.floor(n / frame.size[0]) % frame.size[1],
      Math.floor(n / (frame.size[0] * frame.size[1])),
    ]
    const [x, y, z] = at.map((v, d) => frame.origin[d]! + v * frame.spacing) as [number, number, number]
    tissue[n] = Math.max(Math.abs(z) - 1e-3, Math.hypot(x, y) - 0.02)
    lumen[n] = -tissue[n]!
    labels[n] = tissue[n]! < 0 ? 1 : 2
  }
  return { ...heart, tissue, lumen, labels }
}
