import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { closestOnTriangle } from '../geometry/closest-on-triangle'
import { surfaceOfField } from '../geometry/surface-of-field'
import { meshVolume, type TriangleMesh, triangleCorners } from '../geometry/triangle-mesh'
import { distanceToSurface, frameRound, repaired } from '../geometry/voxelise-surface'
import type { Port } from '../heart/heart'
import { exportStl } from './export-surface'
import { heartFromSurfaces } from './heart-from-surfaces'
import { readSurfaceFile } from './surfaces'
import { surfaceRole } from './surfaces/surface-role'

const data = `${process.cwd()}/../shared/data`
const present = existsSync(`${data}/atlas-heart`)
if (!present) console.warn(`Skipped: ${data} is not there, so the real surfaces are not read.`)
const read = (path: string) =>
  readSurfaceFile({ name: path.split('/').at(-1)!, bytes: new Uint8Array(readFileSync(`${data}/${path}`)) })

/** Distances of every nth vertex of the lumen's exported surface from a mesh [m], away from ports. */
function distances(
  exported: TriangleMesh,
  original: TriangleMesh,
  ports: readonly Port[],
  every: number,
): number[] {
  const found: number[] = []
  const c = new Float64Array(9)
  const q = new Float64Array(3)
  for (let v = 0; v < exported.positions.length; v += 3 * every) {
    const [x, y, z] = [0, 1, 2].map((a) => exported.positions[v + a]!) as [number, number, number]
    const p = [x, y, z]
    if (ports.some((t) => Math.hypot(...p.map((s, a) => s - t.centre[a]!)) < t.radius + 3e-3)) continue
    let best = Infinity
    for (let t = 0; t < original.triangles.length / 3; t++) {
      triangleCorners(original, t, c)
      closestOnTriangle(c, x, y, z, q)
      best = Math.min(best, (q[0]! - x) ** 2 + (q[1]! - y) ** 2 + (q[2]! - z) ** 2)
    }
    found.push(Math.sqrt(best))
  }
  return found.sort((a, b) => a - b)
}

const inMetres = (m: TriangleMesh, unit = 1e-3): TriangleMesh => ({
  ...m,
  positions: m.positions.map((x) => x * unit),
})

// d = | |p| - R | of every vertex of the exported lumen.
test('a closed cavity goes to a lattice and back within half a spacing', async () => {
  const frame = {
    size: [44, 44, 44] as const,
    spacing: 1e-3,
    origin: [-21.5e-3, -21.5e-3, -21.5e-3] as const,
  }
  const field = new Float32Array(44 ** 3)
  for (let o = 0; o < field.length; o++)
    field[o] =
      Math.hypot(
        ...[o % 44, Math.floor(o / 44) % 44, Math.floor(o / 44 ** 2)].map((i) => (i - 21.5) * 1e-3),
      ) - 15e-3
  const [ball] = await readSurfaceFile({
    name: 'LV cavity.stl',
    bytes: exportStl(surfaceOfField(frame, field)),
  })
  const heart = heartFromSurfaces([ball!], { spacing: 1e-3 })
  expect(heart.structures[0]).toMatchObject({ kind: 'blood', part: 'LV' })
  const [again] = await readSurfaceFile({
    name: 'a.stl',
    bytes: exportStl(surfaceOfField(heart.frame, heart.lumen)),
  })
  const p = again!.positions
  const off = Array.from({ length: p.length / 3 }, (_, v) =>
    Math.abs(Math.hypot(p[3 * v]!, p[3 * v + 1]!, p[3 * v + 2]!) - 15),
  ).sort((a, b) => a - b)
  expect(off[Math.floor(0.95 * off.length)]).toBeLessThan(0.5)
})

test('names of an atlas are understood, coronary vessels told from great ones', () => {
  const roles: [string, string, string | undefined][] = [
    ['VH_M_left_cardiac_atrium', 'LA', undefined],
    ['VH_M_heart_right_ventricle', 'RV', undefined],
    ['VH_M_interventricular_septum', 'LV', 'wall'],
    ['VH_M_mitral_valve', 'none', 'leaflets'],
    ['VH_M_descending_aorta_a', 'aorta', undefined],
    ['VH_M_left_anterior_descending_artery', 'none', 'left-out'],
    ['VH_M_posterior_vein_of_left_ventricle', 'none', 'left-out'],
    ['VH_M_brachiocephalic_vein_L', 'SVC', undefined],
    ['VH_M_pulmonary_vein_R_inf', 'pulmonary-vein', undefined],
    ['VH_M_pulmonary_trunk', 'pulmonary-artery', undefined],
    ['LV blood pool', 'LV', 'blood'],
  ]
  for (const [name, part, role] of roles)
    expect(surfaceRole(name), name).toMatchObject(role ? { part, role } : { part })
})

describe.runIf(present)('real surfaces', () => {
  // 121.6 mL is a known fact of the data; the others are the triangles' own volumes.
  test('closed parts of the atlas keep their volume on the lattice, the right atrium after its repair', async () => {
    const parts = await read('atlas-heart/VH_M_Heart.glb')
    const spacing = 1e-3
    for (const [name, mL] of [
      ['heart_left_ventricle', 121.6],
      ['heart_right_ventricle', 73.99],
      ['interventricular_septum', 28.09],
      ['right_cardiac_atrium', 27.71],
    ] as const) {
      const part = parts.find((p) => p.name.endsWith(name))!
      expect(part.unit).toBe('m')
      const { mesh, repair } = repaired([part], spacing)
      if (name === 'right_cardiac_atrium') expect(repair.degenerate + repair.duplicate).toBeGreaterThan(1000)
      let volume = 0
      for (const d of distanceToSurface(frameRound([mesh], spacing, 3e-3), mesh))
        volume += Math.min(1, Math.max(0, 0.5 - d / spacing)) * spacing ** 3 * 1e6
      expect(Math.abs(volume / mL - 1), `${name} ${volume.toFixed(2)} mL`).toBeLessThan(0.01)
      expect(Math.abs((meshVolume(mesh) * 1e6) / mL - 1), name).toBeLessThan(0.01)
    }
  })

  test('a vessel given without its end discs opens at its rims, and goes back within half a spacing', async () => {
    const [wall] = await read('coarctation/wall_aorta.stl')
    const spacing = 1e-3
    const heart = heartFromSurfaces([wall!], { spacing })
    expect(heart.kind).toBe('vessel')
    // The areas of the discs that the data give for these ends.
    expect(heart.ports.map((p) => Math.round(p.area * 1e6))).toEqual([100, 40, 29, 18, 11])
    const [again] = await readSurfaceFile({
      name: 'a.stl',
      bytes: exportStl(surfaceOfField(heart.frame, heart.lumen)),
    })
    const off = distances(inMetres(again!), inMetres(wall!), heart.ports, 700)
    expect(off.length).toBeGreaterThan(40)
    expect(off[Math.floor(0.95 * off.length)]).toBeLessThan(spacing / 2)
  })
})
