import { describe, expect, it } from 'vitest'
import { gridToPatient, patientToGrid } from '../../core/grid'
import type { Scan } from '../../io/scan'
import { ballsScan } from './intake.fixture'
import { paintSlice } from './paint-slice'
import { placePicture, zoomAbout, zoomToCrop } from './picture-zoom'
import {
  fromPicture,
  metres,
  millimetres,
  planeNames,
  sliceAt,
  slicePlanes,
  stepSlice,
  toPicture,
} from './slice-plane'

/*
 * Radiological convention: on axial and coronal pictures the patient’s right is at the left edge; sagittal pictures
 * have the front at the left; the head is up. The same must come out of every way in which voxels can be stored.
 */
const turns: readonly (readonly number[])[] = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  [0, 0, 1, -1, 0, 0, 0, -1, 0],
  [0.96, -0.28, 0, 0.28, 0.96, 0, 0, 0, -1],
]

describe.each(turns)('slices of a grid stored as %s %s %s / %s %s %s / %s %s %s', (...direction) => {
  const grid = ballsScan(direction)
  const planes = slicePlanes(grid)
  const middle = millimetres(gridToPatient(grid, [20, 15, 10]))

  it.each(planeNames)('%s: right edge, lower edge and letters agree with the patient', (name) => {
    const plane = planes[name]
    const slice = sliceAt(plane, middle)
    const centre = fromPicture(plane, plane.extent[0] / 2, plane.extent[1] / 2, slice)
    const right = fromPicture(plane, plane.extent[0], plane.extent[1] / 2, slice)
    const down = fromPicture(plane, plane.extent[0] / 2, plane.extent[1], slice)
    const letter = (a: readonly number[], b: readonly number[]) => {
      const d = a.map((v, n) => v - b[n]!)
      const axis = d.reduce((m, v, n) => (Math.abs(v) > Math.abs(d[m]!) ? n : m), 0)
      return ['RL', 'AP', 'FH'][axis]![d[axis]! > 0 ? 1 : 0]
    }
    const expected = { axial: ['L', 'P'], coronal: ['L', 'F'], sagittal: ['P', 'F'] }[name]
    expect([letter(right, centre), letter(down, centre)]).toEqual(expected)
    expect([plane.letters.right, plane.letters.bottom]).toEqual(expected)
  })

  it.each(planeNames)('%s: a place goes to the picture and back', (name) => {
    const plane = planes[name]
    const [x, y, depth] = toPicture(plane, middle, sliceAt(plane, middle))
    expect(depth).toBeCloseTo(0, 6)
    const back = fromPicture(plane, x, y, sliceAt(plane, middle))
    for (let a = 0; a < 3; a++) expect(back[a]).toBeCloseTo(middle[a]!, 6)
  })

  it('scrolls towards the head, one voxel a step, and stops at the end', () => {
    const up = stepSlice(planes.axial, middle, 1)
    expect(up[2]).toBeGreaterThan(middle[2])
    const end = stepSlice(planes.axial, middle, 1000)
    expect(sliceAt(planes.axial, end)).toBe(planes.axial.w.sign > 0 ? planes.axial.w.count - 1 : 0)
  })

  it('draws at each pixel the voxel that lies there', () => {
    const scan: Scan = { ...grid, values: Int16Array.from(grid.values, (_, n) => n % 251) }
    const look = { window: [125, 250] as const, labels: null, mask: null }
    for (const name of planeNames) {
      const plane = planes[name]
      const slice = sliceAt(plane, middle)
      const out = new Uint32Array(plane.u.count * plane.v.count)
      paintSlice(scan, plane, slice, look, out)
      for (const [s, t] of [
        [0, 0],
        [3, 7],
        [plane.u.count - 1, plane.v.count - 1],
      ] as const) {
        const place = fromPicture(plane, (s + 0.5) * plane.u.step, (t + 0.5) * plane.v.step, slice)
        const [i, j, k] = patientToGrid(scan, metres(place)).map(Math.round) as [number, number, number]
        const value = scan.values[i + scan.size[0] * (j + scan.size[1] * k)]!
        expect(out[s + plane.u.count * t]! & 255, name).toBe(Math.floor((value * 255) / 250))
      }
    }
  })
})

it('draws labels of a turned and finer grid over the voxels in which they lie', () => {
  const scan = ballsScan([-1, 0, 0, 0, -1, 0, 0, 0, 1])
  const planes = slicePlanes(scan)
  const place = millimetres(gridToPatient(scan, [13, 15, 10]))
  const grid = { ...ballsScan(), spacing: [1e-3, 1e-3, 1e-3] as const, size: [80, 60, 40] as const }
  const origin = gridToPatient(scan, [scan.size[0] - 1, scan.size[1] - 1, 0])
  const own = { ...grid, origin }
  const labels = new Uint8Array(80 * 60 * 40)
  const [i, j, k] = patientToGrid(own, metres(place)).map(Math.round) as [number, number, number]
  labels[i + 80 * (j + 60 * k)] = 3
  const colours = new Uint32Array(256).fill(0xffffff)
  const plane = planes.axial
  const out = new Uint32Array(plane.u.count * plane.v.count)
  const look = { window: [1000, 1] as const, mask: null, labels: { grid: own, labels, colours, opacity: 1 } }
  paintSlice(scan, plane, sliceAt(plane, place), look, out)
  const lit = [...out.keys()].filter((n) => (out[n]! & 255) > 0)
  const [x, y] = toPicture(plane, place)
  expect(lit).toEqual([Math.floor(x / 2) + plane.u.count * Math.floor(y / 2)])
})

it('zooms about the pointer and onto a box', () => {
  const plane = slicePlanes(ballsScan()).axial
  const size = [400, 300] as const
  const under = (zoom: { scale: number; x: number; y: number }) => {
    const p = placePicture(plane, zoom, size)
    return [(100 - p.left) / p.pixels, (50 - p.top) / p.pixels]
  }
  const before = { scale: 1.3, x: 2, y: -1 }
  const after = zoomAbout(plane, before, size, [100, 50], 1.7)
  expect(after.scale).toBeCloseTo(2.21)
  expect(under(after)[0]).toBeCloseTo(under(before)[0]!, 9)
  expect(under(after)[1]).toBeCloseTo(under(before)[1]!, 9)
  const zoom = zoomToCrop(plane, { low: [-30, -20, 100], high: [-10, 0, 120] })
  const p = placePicture(plane, zoom, size)
  const [x, y] = toPicture(plane, [-20, -10, 110])
  expect(p.left + x * p.pixels).toBeCloseTo(200, 6)
  expect(p.top + y * p.pixels).toBeCloseTo(150, 6)
})
