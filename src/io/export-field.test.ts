import { expect, test } from 'vitest'
import { floatsPerCell } from '../geometry/blood-field'
import { exportLumen } from './export-lumen'
import { exportVti } from './export-vti'
import { readSurfaceFile } from './surfaces'

/** An array of a VTK XML file with inline binary data, by its name. */
function arrayOf(xml: string, name: string): number[] {
  const [, attributes, body] = xml.match(new RegExp(`<DataArray ([^>]*Name="${name}"[^>]*)>([^<]*)<`)) ?? []
  const bytes = Uint8Array.from(atob(body!), (c) => c.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  expect(view.getUint32(0, true)).toBe(bytes.length - 4)
  const isFloat = attributes!.includes('Float32')
  return Array.from({ length: (bytes.length - 4) / 4 }, (_, n) =>
    isFloat ? view.getFloat32(4 + 4 * n, true) : view.getInt32(4 + 4 * n, true),
  )
}

test('a field goes out as VTK image data cell by cell, zero where there is no blood', () => {
  const frame = { size: [3, 2, 2], spacing: 2e-3, origin: [-1e-3, 0, 5e-3] } as const
  const entryOf = new Uint32Array(12)
  entryOf[4] = 1
  entryOf[7] = 9 // a ghost outside of a port
  const values = new Float32Array(2 * floatsPerCell)
  values.set([0.1, 0.2, -0.3, 900, 0.75, 1.25, 1, 0], floatsPerCell)
  const xml = new TextDecoder().decode(exportVti({ lattice: { frame, entryOf }, time: 0.5, values }))
  expect(xml).toContain('WholeExtent="0 2 0 1 0 1" Origin="-1 0 5" Spacing="2 2 2"')
  expect(arrayOf(xml, 'TimeValue')).toEqual([0.5])
  const velocity = arrayOf(xml, 'velocity')
  expect(velocity.length).toBe(36)
  expect(velocity.slice(12, 15)).toEqual([0.1, 0.2, -0.3].map(Math.fround))
  for (const [name, value] of [
    ['pressure', 900],
    ['saturation', 0.75],
    ['age', 1.25],
    ['blood', 1],
  ] as const) {
    const data = arrayOf(xml, name)
    expect(data[4]).toBe(value)
    expect(data.filter((v) => v !== 0).length).toBe(1)
  }
})

test('a lumen is read back with its triangles, and its faces have ids and names', async () => {
  const surface = {
    positions: Float32Array.of(0, 0, 0, 4e-3, 0, 0, 0, 4e-3, 0, 0, 0, 4e-3),
    triangles: Uint32Array.of(0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2),
    face: Uint16Array.of(1, 0, 0, 2),
  }
  const bytes = exportLumen(surface, ['aorta', 'SVC'])
  const xml = new TextDecoder().decode(bytes)
  expect(arrayOf(xml, 'ModelFaceID')).toEqual([2, 1, 1, 3])
  const names = xml
    .match(/FaceNames"[^>]*>([^<]*)</)![1]!
    .split(' ')
    .map(Number)
  expect(
    String.fromCharCode(...names)
      .split('\0')
      .slice(0, 3),
  ).toEqual(['wall', 'aorta', 'SVC'])
  const read = await readSurfaceFile({ name: 'lumen.vtp', bytes })
  expect(read.reduce((n, part) => n + part.triangles.length, 0)).toBe(12)
  expect(Math.max(...read[0]!.positions)).toBeCloseTo(4, 6)
})
