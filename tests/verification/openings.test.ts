import { describe, expect, it } from 'vitest'
import type { LatticeFrame } from '../../src/core/lattice'
import { seededRandom } from '../../src/core/random'
import { dot, normalize, scale, subtract, tangents, type Vec3 } from '../../src/core/vec3'
import { areaError } from '../../src/findings/opening-error'
import { narrowestSection } from '../../src/geometry/openings'
import { heartFrom } from '../../src/geometry/resolve-anatomy.fixture'
import { baseDomain } from '../../src/geometry/resolve-anatomy-base'
import type { Heart } from '../../src/heart/heart'
import { runsLong } from '../support/long'

/*
 * Reference: two balls of blood joined by a prism whose cross-section is known. Its narrowest section is that
 * cross-section whatever its angle to the lattice: a disc π d²/4, a slit (L - d) d + π d²/4.
 */
const spacing = 1.5e-3
const structures = [
  { id: 1, name: 'wall', kind: 'wall', part: 'none' },
  { id: 2, name: 'LV', kind: 'blood', part: 'LV' },
  { id: 3, name: 'RV', kind: 'blood', part: 'RV' },
] as const

interface Prism {
  readonly axis: Vec3
  readonly roll: number
  /** Across, and along where it is a slit, m. */
  readonly across: number
  readonly along: number
  /** Of the prism between the two balls, m. */
  readonly length: number
}

const areaOf = ({ across, along }: Prism): number => (along - across) * across + (Math.PI * across ** 2) / 4

function joined({ axis, roll, across, along, length }: Prism): Heart {
  const ball = 0.65 * along + 5e-3
  const away = length / 2 + Math.sqrt(ball ** 2 - (along / 2) ** 2)
  const [u, v] = tangents(axis)
  const wide: Vec3 = [0, 1, 2].map((a) => Math.cos(roll) * u[a]! + Math.sin(roll) * v[a]!) as unknown as Vec3
  const prism = (p: Vec3) => {
    const s = dot(p, axis)
    const flat = subtract(p, scale(axis, s))
    const t = dot(flat, wide)
    const half = (along - across) / 2
    const off = subtract(flat, scale(wide, Math.min(Math.max(t, -half), half)))
    return Math.max(Math.hypot(...off) - across / 2, Math.abs(s) - away)
  }
  const balls = (p: Vec3) => {
    const s = dot(p, axis)
    const flat = Math.hypot(...subtract(p, scale(axis, s)))
    return Math.hypot(flat, Math.abs(s) - away) - ball
  }
  const lumen = (p: Vec3) => Math.min(prism(p), balls(p))
  const reach = away + ball + 4e-3
  const n = Math.ceil((2 * reach) / spacing)
  const frame: LatticeFrame = {
    size: [n, n, n],
    spacing,
    origin: [-reach + 0.37 * spacing, -reach + 0.11 * spacing, -reach + 0.71 * spacing],
  }
  const label = (p: Vec3) => (lumen(p) < 0 ? (dot(p, axis) < 0 ? 2 : 3) : 1)
  return heartFrom(frame, lumen, (p) => -lumen(p), label, structures)
}

/** Relative error of the area, and how many cells the prism has across. */
function errorOf(prism: Prism): number {
  const opening = narrowestSection(baseDomain(joined(prism)), [2], [3])
  return (opening?.area ?? 0) / areaOf(prism) - 1
}

const random = seededRandom(11)
const direction = (): Vec3 => normalize([random() - 0.5, random() - 0.5, random() - 0.5])
const prisms = (cells: number, slit: number, length: number, count: number): Prism[] =>
  Array.from({ length: count }, () => ({
    axis: direction(),
    roll: Math.PI * random(),
    across: cells * spacing,
    along: slit * cells * spacing,
    length,
  }))

const percent = (x: number) => `${(100 * x).toFixed(1)} %`

const everyAngle = runsLong('the narrowest section at sixty angles')

describe('narrowest section at random angles', () => {
  it.each([
    ['a tube', 1, 14e-3],
    ['a hole in a wall', 1, 5e-3],
    ['a slit', 1.8, 8e-3],
  ] as const)('%s: within 5 %% from six cells across', (name, slit, length) => {
    const errors = (everyAngle ? [6, 7, 8.5] : [6])
      .flatMap((cells) => prisms(cells, slit, length, everyAngle ? 4 : 2))
      .map(errorOf)
    console.info(`${name}, from 6 cells across, ${errors.length} angles: ${errors.map(percent).join(' ')}`)
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(0.05)
  })

  it('below six cells within the error that is shown beside it', () => {
    for (const [name, slit, length] of [
      ['tube', 1, 10e-3],
      ['hole', 1, 4e-3],
      ['slit', 1.8, 6e-3],
    ] as const)
      for (const cells of everyAngle ? [2, 3, 4, 5] : [2, 4]) {
        const errors = prisms(cells, slit, length, everyAngle ? 3 : 1).map(errorOf)
        console.info(
          `${name} ${cells} cells across: ${errors.map(percent).join(' ')}, shown ± ${percent(areaError(cells))}`,
        )
        for (const error of errors) expect(Math.abs(error)).toBeLessThan(areaError(cells))
      }
  })
})
