import { describe, expect, it } from 'vitest'
import { cellCount, type LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import { narrowestSection } from './openings'
import { type DeformedTissue, rasteriseTissue, rasterState } from './rasterise-tissue'
import { openGaps } from './rasterise-tissue-gaps'
import { twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'

/** A box of cubes, six tetrahedra each, round the cube's diagonal. */
function boxOfTets(low: Vec3, counts: readonly number[], edge: number) {
  const [nx, ny, nz] = counts as [number, number, number]
  const at = (i: number, j: number, k: number) => i + (nx + 1) * (j + (ny + 1) * k)
  const rest: number[] = []
  for (let k = 0; k <= nz; k++)
    for (let j = 0; j <= ny; j++)
      for (let i = 0; i <= nx; i++) rest.push(low[0] + i * edge, low[1] + j * edge, low[2] + k * edge)
  const tets: number[] = []
  const paths = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++)
        for (const path of paths) {
          const p = [i, j, k]
          tets.push(at(i, j, k))
          for (const a of path) {
            p[a]!++
            tets.push(at(p[0]!, p[1]!, p[2]!))
          }
        }
  return { rest: Float32Array.from(rest), tets: Uint32Array.from(tets) }
}

const cellPlace = (f: LatticeFrame, n: number): Vec3 => [
  f.origin[0] + (n % f.size[0]) * f.spacing,
  f.origin[1] + (Math.floor(n / f.size[0]) % f.size[1]) * f.spacing,
  f.origin[2] + Math.floor(n / (f.size[0] * f.size[1])) * f.spacing,
]

describe('rasterising deformed tissue', () => {
  const frame: LatticeFrame = { size: [40, 40, 40], spacing: 1e-3, origin: [-0.0197, -0.0196, -0.0199] }
  const mesh = boxOfTets([-0.012, -0.012, -0.012], [8, 8, 8], 3e-3)
  // A ball of tissue with a ball of blood in it: both distances are known everywhere.
  const lumen = (p: Vec3) => Math.hypot(...p) - 4e-3
  const tissue = (p: Vec3) => Math.max(Math.hypot(...p) - 9e-3, -lumen(p))

  it('reproduces the distance field under rigid motion: φ(R x + t) = φ₀(x)', () => {
    const [c, s] = [Math.cos(0.5), Math.sin(0.5)]
    const shift: Vec3 = [2.1e-3, -1.3e-3, 0.7e-3]
    const move = (p: Vec3): Vec3 => [
      c * p[0] - s * p[1] + shift[0],
      s * p[0] + c * p[1] + shift[1],
      p[2] + shift[2],
    ]
    const deformed = new Float32Array(mesh.rest.length)
    for (let v = 0; v < deformed.length; v += 3)
      deformed.set(move([mesh.rest[v]!, mesh.rest[v + 1]!, mesh.rest[v + 2]!]), v)
    const raster = rasteriseTissue(frame, { ...mesh, deformed }, lumen, tissue)
    let worst = 0
    let count = 0
    for (let n = 0; n < cellCount(frame); n++) {
      const x = cellPlace(frame, n)
      const d = Math.hypot(x[0] - shift[0], x[1] - shift[1], x[2] - shift[2])
      if (d > 11e-3) continue
      count++
      worst = Math.max(worst, Math.abs((raster.phi[n] as number) - (d - 4e-3)))
      expect(raster.state[n]).toBe(
        d < 4e-3 ? rasterState.lumen : d < 9e-3 ? rasterState.wall : rasterState.outside,
      )
    }
    expect(count).toBeGreaterThan(5000)
    expect(worst).toBeLessThan(1e-8)
  })

  it('opens a parted slit between two chambers, and leaves a closed one closed', () => {
    const heart = twoChambers(1e-3)
    const base = baseDomain(heart)
    const wall = boxOfTets([-0.006, -0.027, -0.027], [4, 18, 18], 3e-3)
    // The wall is cut across z = 0 from y = -6 to 6 mm, through and through; the part above is lifted.
    const parted = (height: number): DeformedTissue => {
      const own: number[] = []
      const tets: number[] = []
      const rest = [...wall.rest]
      const copy = new Map<number, number>()
      for (let t = 0; t < wall.tets.length; t += 4) {
        const ids = [...wall.tets.subarray(t, t + 4)]
        const above = ids.reduce((z, v) => z + wall.rest[3 * v + 2]!, 0) > 0
        if (!above) tets.push(...ids)
        else
          tets.push(
            ...ids.map((v) => {
              const onCut = Math.abs(wall.rest[3 * v + 2]!) < 1e-9 && Math.abs(wall.rest[3 * v + 1]!) < 6e-3
              if (!onCut) return v
              if (!copy.has(v)) {
                copy.set(v, rest.length / 3)
                rest.push(wall.rest[3 * v]!, wall.rest[3 * v + 1]!, wall.rest[3 * v + 2]!)
              }
              return copy.get(v) as number
            }),
          )
        own.push(above ? 1 : 0)
      }
      const deformed = Float32Array.from(rest)
      for (const v of copy.values()) deformed[3 * v + 2]! += height
      for (let v = 0; v < wall.rest.length; v += 3)
        if (wall.rest[v + 2]! > 1e-9 && Math.abs(wall.rest[v + 1]!) < 6e-3)
          deformed[v + 2]! += height * (1 - wall.rest[v + 2]! / 27e-3)
      return { rest, deformed, tets }
    }
    const apply = (height: number) => {
      const raster = rasteriseTissue(
        base.frame,
        parted(height),
        (p) => wallDistance(p),
        (p) => -wallDistance(p),
      )
      return openGaps(base, raster, (n) => heart.tissue[n] as number)
    }
    const wallDistance = (p: Vec3) => 3e-3 - Math.abs(p[0])
    expect(narrowestSection(apply(0), [2], [3])).toBeNull()
    const torn = apply(6e-3)
    const opening = narrowestSection(torn, [2], [3])!
    // The lips form a polygon between the copied nodes at y = -3, 0, 3 mm (lifted by 6) and the ends at ±6 mm.
    const area = 6e-3 * 6e-3 + 2 * 0.5 * 3e-3 * 6e-3
    console.info(`parted slit: area error ${(100 * (opening.area / area - 1)).toFixed(1)} %`)
    expect(Math.abs(opening.area / area - 1)).toBeLessThan(0.15)
  })
})
