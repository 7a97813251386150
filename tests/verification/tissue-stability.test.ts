import { describe, expect, it } from 'vitest'
import normalFile from '../../assets/hearts/normal.json'
import { seededRandom } from '../../src/core/random'
import { computeAnswer, patientOf } from '../../src/engine/answer'
import { endDiastole, wallPressures } from '../../src/engine/wall-pressures'
import { readHeartCase } from '../../src/geometry/parametric/heart-case'
import { parametricHeart } from '../../src/geometry/parametric/parametric-heart'
import { baseDomain } from '../../src/geometry/resolve-anatomy-base'
import { elastic } from '../../src/tissue/energy'
import { buildTissueModel, type TissueModel } from '../../src/tissue/model'
import { prestress } from '../../src/tissue/prestress'
import { nodeMasses, uncut } from '../../src/tissue/topology'
import { runsLong } from '../support/long'

/**
 * Least and greatest eigenvalue of M^-½ H M^-½ where the model lies, 1/s²: H are the second derivatives of the elastic
 * energy and of the bed's springs, by differences of forces (Lanczos, every vector made orthogonal to all before).
 */
function extremes(model: TissueModel, steps = 150): readonly [number, number] {
  const body = uncut(model)
  const mass = nodeMasses(body)
  const scale = Float64Array.from(model.rest, (_, o) => {
    const n = Math.floor(o / 3)
    return model.fixed[n] || mass[n] === 0 ? 0 : 1 / Math.sqrt(mass[n]!)
  })
  const apply = (v: Float64Array): Float64Array => {
    const step = 1e-7 / v.reduce((m, e, o) => Math.max(m, Math.abs(e * scale[o]!)), 0)
    const forces = (sign: number) =>
      elastic(
        body,
        Float64Array.from(model.rest, (x, o) => x + sign * step * scale[o]! * v[o]!),
      ).forces
    const [ahead, behind] = [forces(1), forces(-1)]
    return v.map(
      (e, o) =>
        ((behind[o]! - ahead[o]!) / (2 * step) + model.support[Math.floor(o / 3)]! * scale[o]! * e) *
        scale[o]!,
    )
  }
  const random = seededRandom(3)
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, e, o) => sum + e * b[o]!, 0)
  const unit = (v: Float64Array): Float64Array => {
    const length = Math.sqrt(dot(v, v))
    return v.map((e) => e / length)
  }
  const basis = [unit(scale.map((s) => (s ? random() - 0.5 : 0)))]
  const [diagonal, beside]: [number[], number[]] = [[], []]
  for (let k = 0; k < steps; k++) {
    const u = apply(basis[k]!)
    diagonal.push(dot(basis[k]!, u))
    for (const q of basis) {
      const along = dot(q, u)
      q.forEach((e, o) => {
        u[o]! -= along * e
      })
    }
    beside.push(Math.sqrt(dot(u, u)))
    basis.push(unit(u))
  }
  return [eigenvalue(diagonal, beside, 1), eigenvalue(diagonal, beside, steps)]
}

/** The n-th eigenvalue from below of a tridiagonal matrix, by Sturm's count. */
function eigenvalue(diagonal: readonly number[], beside: readonly number[], n: number): number {
  const below = (x: number): number => {
    let [count, d] = [0, 1]
    diagonal.forEach((a, k) => {
      d = a - x - (k ? beside[k - 1]! ** 2 / d : 0)
      if (d < 0) count++
    })
    return count
  }
  const most = Math.max(...diagonal.map((a, k) => Math.abs(a) + beside[k]! + (beside[k - 1] ?? 0)))
  let [low, high] = [-most, most]
  for (let k = 0; k < 80; k++) {
    const middle = (low + high) / 2
    if (below(middle) >= n) high = middle
    else low = middle
  }
  return high
}

// A shape at rest is stable where no small change of it gives energy back: no eigenvalue below rounding.
describe.runIf(runsLong('the stability of the normal heart'))('the normal heart', () => {
  it('lies stably, unloaded and with the stress that it was imaged with', async () => {
    const heart = parametricHeart(readHeartCase(normalFile, 'normal.json'))
    const domain = baseDomain(heart)
    const patient = patientOf(heart, domain)
    const { waveforms } = computeAnswer({ heart, domain, edits: [], device: '', patient }).answer
    const pressures = wallPressures(heart, waveforms, waveforms ? endDiastole(waveforms) : 0)
    const model = buildTissueModel(heart, { tetTarget: 2000 })
    const loaded = await prestress(model, { pressures, gravity: [0, 9.81, 0] })
    for (const [name, each] of [
      ['unloaded', model],
      ['as imaged', loaded.model],
    ] as const) {
      const [least, greatest] = extremes(each)
      console.log(
        `${name}, ${each.tetCount} tetrahedra: ${least.toExponential(2)} to ${greatest.toExponential(2)} 1/s²`,
      )
      expect(least).toBeGreaterThan(-1e-6 * greatest)
    }
  }, 900_000)
})
