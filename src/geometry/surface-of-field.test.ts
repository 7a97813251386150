import { expect, test } from 'vitest'
import { cellCentre, type LatticeFrame } from '../core/lattice'
import { surfaceOfField } from './surface-of-field'
import { meshDefects, meshVolume, type TriangleMesh } from './triangle-mesh'
import { lumenFromSurfaces, OpenSurface } from './voxelise-surface'

const frame: LatticeFrame = { size: [34, 36, 38], spacing: 1e-3, origin: [-0.0163, -0.0171, -0.0182] }
const R = 0.0121

function field(f: (x: number, y: number, z: number) => number): Float32Array {
  const out = new Float32Array(frame.size[0] * frame.size[1] * frame.size[2])
  for (let k = 0, o = 0; k < frame.size[2]; k++)
    for (let j = 0; j < frame.size[1]; j++)
      for (let i = 0; i < frame.size[0]; i++)
        out[o++] = f(...(cellCentre(frame, i, j, k) as [number, number, number]))
  return out
}

const meshOf = (values: Float32Array): TriangleMesh => {
  const { positions, triangles } = surfaceOfField(frame, values)
  return { name: 'test', positions: Float64Array.from(positions), triangles }
}

// V = 4/3 π R³; a positive volume means that the triangles face outward.
test('the surface of a sphere is closed, faces outward and holds its volume', () => {
  const mesh = meshOf(field((x, y, z) => Math.hypot(x, y, z) - R))
  expect(meshDefects(mesh)).toEqual({ open: 0, branched: 0 })
  expect(Math.abs(meshVolume(mesh) / ((4 / 3) * Math.PI * R ** 3) - 1)).toBeLessThan(0.005)
})

test('a shape that the lattice cuts is closed at the rim, and a ragged one stays a manifold', () => {
  const cut = meshOf(field((x) => x))
  expect(meshDefects(cut)).toEqual({ open: 0, branched: 0 })
  const ragged = meshOf(
    field((x, y, z) => Math.sin(x * 1900) * Math.sin(y * 2100) * Math.sin(z * 1700) * 1e-3),
  )
  expect(meshDefects(ragged).open).toBe(0)
})

// d = |p| - R, V = 4/3 π R³, from triangles alone.
test('a closed surface gives the signed distance that it was made from', () => {
  const mesh = meshOf(field((x, y, z) => Math.hypot(x, y, z) - R))
  const { frame: lattice, lumen } = lumenFromSurfaces([mesh], 0.7e-3, 4e-3)
  let volume = 0
  let worst = 0
  lumen.forEach((d, o) => {
    const [nx, ny] = lattice.size
    const p = cellCentre(lattice, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny)))
    worst = Math.max(worst, Math.abs(d - (Math.hypot(...p) - R)))
    volume += Math.min(1, Math.max(0, 0.5 - d / lattice.spacing)) * lattice.spacing ** 3
  })
  expect(worst).toBeLessThan(0.1e-3)
  expect(Math.abs(volume / ((4 / 3) * Math.PI * R ** 3) - 1)).toBeLessThan(0.005)
})

test('a surface with a triangle missing is refused', () => {
  const mesh = meshOf(field((x, y, z) => Math.hypot(x, y, z) - R))
  expect(() => lumenFromSurfaces([{ ...mesh, triangles: mesh.triangles.slice(3) }], 1e-3, 4e-3)).toThrow(
    OpenSurface,
  )
})
