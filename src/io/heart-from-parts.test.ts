import { expect, test } from 'vitest'
import { surfaceOfField } from '../geometry/surface-of-field'
import type { TriangleMesh } from '../geometry/triangle-mesh'
import { heartFromSurfaces } from './heart-from-surfaces'
import { enclosesLumen } from './surfaces/encloses-lumen'

const size = 64
const frame = { size: [size, size, size] as const, spacing: 1e-3, origin: [-32e-3, -32e-3, -26e-3] as const }

/** Surface of what lies below 0 of a function of mm. */
function solid(name: string, distance: (rho: number, z: number) => number): TriangleMesh & { unit: 'm' } {
  const field = new Float32Array(size ** 3)
  for (let k = 0, o = 0; k < size; k++)
    for (let j = 0; j < size; j++)
      for (let i = 0; i < size; i++, o++) field[o] = 1e-3 * distance(Math.hypot(i - 32, j - 32), k - 26)
  const { positions, triangles } = surfaceOfField(frame, field)
  return { positions: Float64Array.from(positions), triangles, name, unit: 'm' }
}

const tubeWall = (inner: number, from: number, to: number) =>
  solid('VH aorta', (rho, z) => Math.max(Math.abs(rho - inner - 1) - 1, from + 0.3 - z, z - to - 0.3))

/** A ball of a ventricle with a hole at its top. */
const ventricle = (hole: number) =>
  solid('VH left ventricle', (rho, z) =>
    Math.max(Math.abs(Math.hypot(rho, z) - 18) - 2, z > 0 ? hole - rho : -1e3),
  )

test('a tube open at both ends is a wall however short it is; a solid one is a lumen', () => {
  expect(enclosesLumen(tubeWall(12, 0, 12))).toBe(true)
  expect(enclosesLumen(solid('VH aorta', (rho, z) => Math.max(rho - 12.2, 0.3 - z, z - 12.3)))).toBe(false)
})

// π 2.5² = 20 mm²: less than any great vessel of an adult has.
test('vessel ends that are too narrow for an adult are named', () => {
  const heart = heartFromSurfaces([ventricle(2.5), tubeWall(2.5, 17, 32)], { spacing: 1e-3 })
  expect(heart.ports).toHaveLength(1)
  expect(heart.ports[0]!.area * 1e6).toBeLessThan(40)
  expect(heart.warnings.join('\n')).toMatch(/1 vessel end is very narrow.*Aorta \d+ mm²/)
})

test('an end of usual width is not named, the valve has the lumen’s area, and the way to the heart can be cancelled', () => {
  const parts = [ventricle(8), tubeWall(8, 16, 30)]
  const heart = heartFromSurfaces(parts, { spacing: 1e-3 })
  // π 8² = 201 mm²
  expect(Math.abs((heart.ports[0]!.area * 1e6) / 201 - 1)).toBeLessThan(0.1)
  expect(heart.warnings.join('\n')).not.toMatch(/very narrow/)
  const [aortic] = heart.gates
  expect(aortic!.id).toBe('aortic')
  expect(Math.abs((aortic!.area * 1e6) / 201 - 1)).toBeLessThan(0.08)
  expect(heart.warnings.join('\n')).toMatch(/16 mm across at the valve/)
  for (const at of [/Mending/, /Naming vessels/]) {
    const stop = new AbortController()
    const onProgress = (label: string) => {
      if (at.test(label)) stop.abort()
    }
    expect(() => heartFromSurfaces(parts, { spacing: 1e-3, onProgress, signal: stop.signal })).toThrow(
      /abort/i,
    )
  }
})
