import { describe, expect, it } from 'vitest'
import type { Heart, Structure } from '../heart/heart'
import { tissueZones } from './tissue-zones'

const wall = (id: number, part: Structure['part'], name: string): Structure => ({
  id,
  name,
  kind: 'wall',
  part,
})
const blood = (id: number, part: Structure['part']): Structure => ({ id, name: part, kind: 'blood', part })
const n = 24

/** Along x: left ventricle, left atrium, aorta, fat; a layer of blood at the bottom. */
function bands(): Heart {
  const labels = new Uint8Array(n * 6 * 6)
  for (let c = 0; c < labels.length; c++) {
    const x = c % n
    const floor = Math.floor(c / (n * 6)) === 0
    labels[c] = floor ? (x < 12 ? 11 : 12) : 1 + Math.floor(x / 6)
  }
  return {
    frame: { size: [n, 6, 6], spacing: 1.5e-3, origin: [0, 0, 0] },
    labels,
    structures: [
      wall(1, 'LV', 'Left ventricle'),
      wall(2, 'LA', 'Left atrium'),
      wall(3, 'aorta', 'Aorta'),
      wall(4, 'none', 'Epicardial fat'),
      blood(11, 'LV'),
      blood(12, 'LA'),
    ],
  } as unknown as Heart
}

describe('the zones of the tissue', () => {
  const zones = tissueZones(bands())
  const at = (x: number) => 4 * (x + n * (3 + 6 * 3))

  it('knows each kind in the middle of its wall and blends at the border', () => {
    expect(zones.kinds[at(14)]).toBeGreaterThan(230)
    expect(zones.kinds[at(2)]).toBe(0)
    expect(zones.zones[at(9)]).toBeGreaterThan(230)
    const border = zones.kinds[at(12)]!
    expect(border).toBeGreaterThan(20)
    expect(border).toBeLessThan(235)
  })

  it('lays fat where atrium meets ventricle and where it was modelled, and takes it for no artery', () => {
    expect(zones.zones[at(6) + 1]).toBeGreaterThan(180)
    expect(zones.zones[at(22) + 1]).toBe(255)
    expect(zones.zones[at(22) + 3]).toBeGreaterThan(230)
    expect(zones.zones[at(6) + 3]).toBe(0)
    expect(zones.kinds[at(22)]).toBeLessThan(10)
  })

  it('points from the left atrium into the left ventricle', () => {
    expect(zones.axis).toEqual([expect.closeTo(-1, 6), expect.closeTo(0, 6), expect.closeTo(0, 6)])
  })
})
