import { unzlibSync } from 'fflate'
import { expect, it } from 'vitest'
import { segmentScan } from '../geometry/segmentation'
import { inBall, recipeOf, scanOf } from '../geometry/segmentation/synthetic.fixture'
import { crc32 } from './crc32'
import { heartFromRecipe } from './heart-from-recipe'
import type { Scan } from './scan'
import { slicePictures } from './slice-pictures'

const voxels = scanOf([30, 24, 20], inBall(12, 12, 10, 6))
const scan: Scan = {
  ...voxels,
  name: 'ball',
  modality: 'CT',
  range: [100, 400],
  window: [250, 300],
  warnings: [],
}
const recipe = recipeOf({ seeds: [{ part: 'LV', points: [[12, 12, 10]] }] })

// PNG (ISO 15948): signature, chunks with CRC-32, rows of RGB after a filter byte.
it('each place of the recipe becomes a picture of three slices with the labels over them', () => {
  const [picture, ...others] = slicePictures(scan, recipe, segmentScan(scan, recipe))
  expect(others).toEqual([])
  expect(picture!.name).toBe('01-seed-LV.png')
  const bytes = picture!.bytes
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  // Axial 30 × 24, coronal 30 × 20 and sagittal 24 × 20 cells of 4 pixels, 8 between them.
  expect([width, height]).toEqual([4 * (30 + 30 + 24) + 16, 4 * 24])
  const size = view.getUint32(33)
  expect(view.getUint32(33 + 8 + size)).toBe(crc32(bytes.subarray(37, 41 + size)))
  const rows = unzlibSync(bytes.subarray(41, 41 + size))
  expect(rows.length).toBe(height * (1 + 3 * width))
  const at = (x: number, y: number) => [...rows.subarray(y * (1 + 3 * width) + 1 + 3 * x).subarray(0, 3)]
  const [r, g] = at(4 * 15, 4 * 15) as [number, number]
  expect(r).toBeGreaterThan(g + 20)
  const [corner, green] = at(4 * 28, 4 * 22) as [number, number]
  expect(corner).toBe(green)
})

it('no heart is made where nothing grew', () => {
  expect(() => heartFromRecipe(scan, recipeOf({ seeds: [{ part: 'LV', points: [[28, 2, 2]] }] }))).toThrow(
    /no chamber or vessel grew/,
  )
})
