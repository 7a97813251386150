import { expect, test } from 'vitest'
import { cellCentre, cellCount, type LatticeFrame } from '../core/lattice'
import { distance, dot, normalize, subtract, type Vec3 } from '../core/vec3'
import { findVesselEnds, openMouths } from './find-vessel-ends'

const h = 1e-3
const frame: LatticeFrame = { size: [70, 60, 80], spacing: h, origin: [-0.035, -0.03, -0.04] }
const limits = { length: 6e-3, radius: 1.5e-3 }
const nowhere = () => null

/** A tube with round caps along a line of points, metres. */
function tube(path: readonly Vec3[], radius: number, inside: (p: Vec3) => boolean = () => true) {
  return (p: Vec3) => {
    for (let n = 1; n < path.length; n++) {
      const a = path[n - 1] as Vec3
      const ab = subtract(path[n] as Vec3, a)
      const t = Math.min(1, Math.max(0, dot(subtract(p, a), ab) / dot(ab, ab)))
      if (distance(p, [a[0] + t * ab[0], a[1] + t * ab[1], a[2] + t * ab[2]]) < radius && inside(p))
        return true
    }
    return false
  }
}

function labelled(shapes: readonly ((p: Vec3) => boolean)[], wall?: (p: Vec3) => boolean) {
  const labels = new Uint8Array(cellCount(frame))
  const cells: number[] = []
  for (let k = 0, o = 0; k < frame.size[2]; k++)
    for (let j = 0; j < frame.size[1]; j++)
      for (let i = 0; i < frame.size[0]; i++, o++) {
        const p = cellCentre(frame, i, j, k)
        if (shapes.some((s) => s(p))) {
          labels[o] = 1
          cells.push(o)
        } else if (wall?.(p)) labels[o] = 2
      }
  return { labels, cells }
}

const lowest = (cells: readonly number[]) => cells.slice(0, 20)

// An arch: up, over and down, of radius 6 mm, with a branch of 3 mm at its top. The ends are known from the drawing.
const arch: Vec3[] = Array.from({ length: 9 }, (_, n) => {
  const t = (Math.PI * n) / 8
  return [-0.018 * Math.cos(t), 0, 0.005 + 0.018 * Math.sin(t)]
})
const down: Vec3 = [0.018, 0, -0.025]

test('an arch with a branch has two ends beside its root: across its line, where it still has its full section', () => {
  const { labels, cells } = labelled([
    tube([[-0.018, 0, -0.03], ...arch, down], 6e-3),
    tube(
      [
        [0, 0, 0.02],
        [0, 0, 0.036],
      ],
      3e-3,
    ),
  ])
  const { ends, grazes } = findVesselEnds(
    frame,
    labels,
    cells,
    lowest(cells),
    new Uint8Array(256),
    nowhere,
    limits,
  )
  expect(grazes).toEqual([])
  expect(ends).toHaveLength(2)
  const [descending, branch] = [...ends].sort((a, b) => a.centre[2] - b.centre[2]) as [
    (typeof ends)[0],
    (typeof ends)[0],
  ]
  expect(descending.kind).toBe('blind')
  // Round caps: full section up to the cap's middle, three quarters of it up to half a radius beyond.
  expect(distance(descending.centre, [0.018, 0, -0.028])).toBeLessThan(2.2e-3)
  expect(dot(descending.normal, [0, 0, -1])).toBeGreaterThan(0.98)
  expect(descending.radius).toBeGreaterThan(4.5e-3)
  expect(descending.radius).toBeLessThan(7.5e-3)
  expect(descending.beyond.length).toBeGreaterThan(50)
  expect(distance(branch.centre, [0, 0, 0.0375])).toBeLessThan(1.6e-3)
  expect(dot(branch.normal, [0, 0, 1])).toBeGreaterThan(0.95)
})

test('a vessel that is cut off askew ends in the plane of its cut, and nothing of it is lost', () => {
  const normal = normalize([0.3, 0, -1])
  const { labels, cells } = labelled([
    tube(
      [
        [0, 0, 0.03],
        [0, 0, -0.036],
      ],
      7e-3,
      (p) => dot(p, normal) < 0.02,
    ),
  ])
  const root = cells.slice(-20)
  const { ends } = findVesselEnds(frame, labels, cells, root, new Uint8Array(256), nowhere, limits)
  expect(ends).toHaveLength(1)
  expect(ends[0]?.kind).toBe('flat')
  expect(ends[0]?.beyond).toEqual([])
  expect(dot(ends[0]?.normal as Vec3, normal)).toBeGreaterThan(0.99)
  expect(Math.abs(dot(ends[0]?.centre as Vec3, normal) - 0.02)).toBeLessThan(0.8e-3)
})

test('a vessel that leaves the volume ends at its border, once', () => {
  const floor = -0.03
  const { labels, cells } = labelled([
    tube(
      [
        [0, 0, 0.03],
        [0, 0, -0.05],
      ],
      7e-3,
      (p) => p[2] > floor,
    ),
  ])
  const borderAt = (p: Vec3): Vec3 | null => (p[2] < floor + h ? [0, 0, -1] : null)
  const { ends } = findVesselEnds(
    frame,
    labels,
    cells,
    cells.slice(-20),
    new Uint8Array(256),
    borderAt,
    limits,
  )
  expect(ends).toHaveLength(1)
  expect(ends[0]?.kind).toBe('border')
  expect(ends[0]?.normal).toEqual([0, 0, -1])
  expect(Math.abs((ends[0]?.radius as number) - 7e-3)).toBeLessThan(h)
})

test('a vessel that runs into another lumen does not end there', () => {
  const trunk = tube(
    [
      [0, 0, 0.03],
      [0, 0, -0.02],
    ],
    5e-3,
  )
  const { labels, cells } = labelled([(p) => trunk(p) && p[2] > -0.015])
  for (let o = 0; o < labels.length; o++) {
    const p = cellCentre(frame, o % 70, Math.floor(o / 70) % 60, Math.floor(o / 4200))
    if (p[2] <= -0.015 && Math.hypot(p[0], p[1]) < 0.012 && p[2] > -0.03) labels[o] = 3
  }
  const others = new Uint8Array(256)
  others[3] = 1
  expect(findVesselEnds(frame, labels, cells, cells.slice(-20), others, nowhere, limits).ends).toEqual([])
})

test('where the map has walls, a vessel ends where its wall is open', () => {
  const inside = (p: Vec3) => Math.hypot(p[0], p[1]) < 5e-3 && Math.abs(p[2]) < 0.0152
  const { labels, cells } = labelled(
    [inside],
    (p) => Math.hypot(p[0], p[1]) < 7e-3 && p[2] < 0.0152 && p[2] > -0.018,
  )
  const isWall = new Uint8Array(256)
  isWall[2] = 1
  const mouths = openMouths(frame, labels, cells, isWall)
  expect(mouths).toHaveLength(1)
  expect(dot(mouths[0]?.normal as Vec3, [0, 0, 1])).toBeGreaterThan(0.999)
  expect(Math.abs((mouths[0]?.centre[2] as number) - 0.0155)).toBeLessThan(0.6e-3)
  const bare = labelled([inside])
  expect(openMouths(frame, bare.labels, bare.cells, isWall)).toEqual([])
})
