import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cellCentre } from '../core/lattice'
import { cross, dot, length, normalize, type Vec3 } from '../core/vec3'
import { readHeartCase } from '../geometry/parametric/heart-case'
import { parametricHeart } from '../geometry/parametric/parametric-heart'
import type { Heart } from '../heart/heart'
import { FibreRule, helixAngle } from './fibres'
import { gradient, sampler } from './field'
import { buildTissueModel } from './model'
import { shellHeart } from './solids'

/** Degrees of a fibre to the circumference, right-handed about an axis, and out of the wall. */
function angles(fibre: Vec3, axis: Vec3, normal: Vec3): { helix: number; out: number } {
  const around = normalize(cross(axis, normal))
  const up = cross(normal, around)
  const degrees = 180 / Math.PI
  const helix = Math.atan2(dot(fibre, up), dot(fibre, around)) * degrees
  // A fibre has no sense of direction.
  return {
    helix: helix > 90 ? helix - 180 : helix < -90 ? helix + 180 : helix,
    out: Math.asin(dot(fibre, normal)) * degrees,
  }
}

const asVentricle = (heart: Heart): Heart => ({
  ...heart,
  structures: heart.structures.map((s) => ({ ...s, part: 'LV' })),
  gates: [
    { id: 'mitral', from: 9, to: 2, centre: [0, 0, 0.02], normal: [0, 0, -1], radius: 5e-3, area: 1e-4 },
  ],
})

describe('the rule for fibres', () => {
  it('turns a hollow ball from 60° at the cavity to -60° outside, in the wall', () => {
    const heart = asVentricle(shellHeart(0.02, 0.03, 1e-3))
    const rule = new FibreRule(heart, 2e-3)
    for (const depth of [0.05, 0.3, 0.5, 0.8, 0.95])
      for (let n = 0; n < 12; n++) {
        const [polar, turn] = [0.6 + 0.16 * n, 1.7 * n]
        const normal: Vec3 = [
          Math.sin(polar) * Math.cos(turn),
          Math.sin(polar) * Math.sin(turn),
          Math.cos(polar),
        ]
        const r = 0.02 + 0.01 * depth
        const fibre = rule.at('LV', [r * normal[0], r * normal[1], r * normal[2]])
        const { helix, out } = angles(fibre, [0, 0, 1], normal)
        expect(length(fibre)).toBeCloseTo(1, 6)
        expect(Math.abs(helix - 60 * (1 - 2 * depth))).toBeLessThan(6)
        expect(Math.abs(out)).toBeLessThan(6)
      }
  })

  // x²/a² + y²/a² + z²/c² = 1 for the cavity and for the outside, both with the wall 8 mm thick on the axes.
  it('follows an ellipsoid without a valve about its longest direction', () => {
    const ball = shellHeart(0.03, 0.045, 1e-3)
    const level = (p: Vec3, a: number, c: number): number =>
      (Math.hypot(p[0] / a, p[1] / a, p[2] / c) - 1) * a
    const { frame } = ball
    const [nx, ny] = frame.size
    const lumen = ball.lumen.slice()
    const tissue = ball.tissue.slice()
    for (let o = 0; o < lumen.length; o++) {
      const p = cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny)))
      lumen[o] = level(p, 0.017, 0.034)
      tissue[o] = Math.max(level(p, 0.025, 0.042), -lumen[o]!)
    }
    const labels = tissue.map((d, o) => (d < 0 ? 1 : lumen[o]! < 0 ? 2 : 0))
    const heart = { ...asVentricle({ ...ball, lumen, tissue, labels: Uint8Array.from(labels) }), gates: [] }
    const rule = new FibreRule(heart, 2e-3)
    for (const z of [-0.015, 0, 0.015])
      for (let n = 0; n < 8; n++) {
        const [s, t] = [Math.cos(n), Math.sin(n)]
        const [inner, outer] = [
          0.017 * Math.sqrt(1 - (z / 0.034) ** 2),
          0.025 * Math.sqrt(1 - (z / 0.042) ** 2),
        ]
        for (const depth of [0.1, 0.5, 0.9]) {
          const r = inner + depth * (outer - inner)
          // Between the two surfaces the normal is that of the one the distance is measured from.
          const normal = normalize([(r * s) / 0.017 ** 2, (r * t) / 0.017 ** 2, z / 0.034 ** 2])
          const { helix, out } = angles(rule.at('LV', [r * s, r * t, z]), [0, 0, 1], normal)
          expect(Math.abs(helix - 60 * (1 - 2 * depth))).toBeLessThan(9)
          expect(Math.abs(out)).toBeLessThan(8)
        }
      }
  })

  it('runs round an atrium at every depth', () => {
    const ball = asVentricle(shellHeart(0.02, 0.03, 1e-3))
    const heart: Heart = {
      ...ball,
      structures: ball.structures.map((s) => ({ ...s, part: 'LA' })),
      gates: ball.gates.map((g) => ({ ...g, from: 2, to: 9 })),
    }
    const rule = new FibreRule(heart, 2e-3)
    for (const r of [0.021, 0.025, 0.029]) {
      const normal = normalize([1, 0.4, 0.3])
      const fibre = rule.at('LA', [r * normal[0], r * normal[1], r * normal[2]])
      expect(Math.abs(angles(fibre, [0, 0, 1], normal).helix)).toBeLessThan(4)
    }
  })

  it('says nothing where a heart has no such chamber', () => {
    const rule = new FibreRule(asVentricle(shellHeart(0.02, 0.03, 2e-3)), 3e-3)
    expect(rule.at('LA', [0.025, 0, 0])).toEqual([0, 0, 0])
  })
})

describe('the fibres of a built-in heart', () => {
  const file = new URL('../../assets/hearts/normal.json', import.meta.url)
  const heart = parametricHeart(readHeartCase(JSON.parse(readFileSync(file, 'utf8')), 'normal.json'))
  const before = performance.now()
  const model = buildTissueModel(heart, { tetTarget: 20_000 })
  console.log(`model of ${model.tetCount} tetrahedra in ${(performance.now() - before).toFixed(0)} ms`)
  const fibreOf = (t: number): Vec3 => [model.fibre[3 * t]!, model.fibre[3 * t + 1]!, model.fibre[3 * t + 2]!]
  const centreOf = (t: number): Vec3 =>
    [0, 1, 2].map((d) =>
      [0, 1, 2, 3].reduce((s, c) => s + model.rest[3 * model.tets[4 * t + c]! + d]! / 4, 0),
    ) as unknown as Vec3
  const partOf = new Map(heart.structures.map((s) => [s.id, s.part]))

  it('are of unit length in the chambers and nowhere else', () => {
    for (let t = 0; t < model.tetCount; t++) {
      const part = partOf.get(model.structure[t]!)!
      const isMuscle = ['LV', 'RV', 'LA', 'RA'].includes(part)
      expect(Math.abs(length(fibreOf(t)) - (isMuscle ? 1 : 0))).toBeLessThan(1e-5)
    }
  })

  it('lie in the wall: along the surface near the outside of the ventricles', () => {
    const [tissue, lumen] = [sampler(heart.frame, heart.tissue), sampler(heart.frame, heart.lumen)]
    const lifts: number[] = []
    for (let t = 0; t < model.tetCount; t++) {
      const p = centreOf(t)
      const d = tissue(...p)
      if (!['LV', 'RV'].includes(partOf.get(model.structure[t]!)!)) continue
      if (d > -1e-3 || d < -3e-3 || lumen(...p) < 3e-3) continue
      const normal = normalize(gradient(tissue, ...p, heart.frame.spacing))
      lifts.push((Math.abs(Math.asin(dot(fibreOf(t), normal))) * 180) / Math.PI)
    }
    lifts.sort((a, b) => a - b)
    console.log(
      `fibres out of the surface: median ${lifts[lifts.length >> 1]!.toFixed(1)}°, 90 % under ${lifts[Math.floor(0.9 * lifts.length)]!.toFixed(1)}°, of ${lifts.length}`,
    )
    expect(lifts[lifts.length >> 1]!).toBeLessThan(10)
  })

  it('turn through the wall of the left ventricle by about 120°', () => {
    const rule = new FibreRule(heart, model.lattice.edge)
    const sums = Array.from({ length: 4 }, () => ({ helix: 0, count: 0 }))
    for (let t = 0; t < model.tetCount; t++) {
      if (partOf.get(model.structure[t]!) !== 'LV') continue
      const [own, wall] = rule.wallAt('LV', centreOf(t))
      const bin = sums[Math.min(3, Math.floor(4 * wall!.depth))]!
      bin.helix += angles(fibreOf(t), own!.axis, wall!.normal).helix
      bin.count++
    }
    const means = sums.map((s) => s.helix / s.count)
    console.log(
      `helix by quarter of depth: ${means.map((m) => m.toFixed(0)).join('°, ')}°; tetrahedra ${sums.map((s) => s.count)}`,
    )
    expect(means[0]! - means[3]!).toBeGreaterThan(70)
    expect(helixAngle(0.5)).toBe(0)
  })
})
