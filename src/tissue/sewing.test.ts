import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { runningThreads } from './running-suture'
import { Sewing } from './sewing'
import type { Bite, Stitch } from './stitch'
import { overloadedBite, tensionOf } from './tear-out'

/** Bites stand where they rest, opened along x by `gap(y)`. */
const bite = (node: number, x: number, y: number): Bite => ({ nodes: [node], weights: [1], rest: [x, y, 0] })
const pitch = 2.5e-3
/** Five stitches along y from one lip (x < 0 once open) to the other. */
const stitches: Stitch[] = Array.from({ length: 5 }, (_, n) => ({
  edit: 'suture-1',
  ofPatch: false,
  from: bite(2 * n, 0, n * pitch),
  to: bite(2 * n + 1, 0, n * pitch),
  stiffness: 1000,
  cap: 0.5,
}))
const opened =
  (gap: (y: number) => number) =>
  ({ nodes, rest }: Bite): Vec3 => [(nodes[0]! % 2 ? 0.5 : -0.5) * gap(rest[1]), rest[1], rest[2]]
const second = (sewing: Sewing) => {
  for (let n = 0; n < 60; n++) sewing.draw(1 / 60)
}

describe('interrupted stitches', () => {
  it('tear out where the tissue gives way for longer than .2 s, and are reported once', () => {
    const sewing = new Sewing()
    // .5 N at 1000 N/m: .5 mm. Only the last two gaps are wider.
    const place = opened((y) => (y > 6e-3 ? 0.6e-3 : 0.4e-3))
    sewing.addStitches(stitches, place)
    second(sewing)
    sewing.tearOut(opened(() => 0))
    for (const time of [0.1, 0.1]) {
      sewing.draw(time)
      expect(sewing.tearOut(place)).toEqual([])
    }
    sewing.draw(0.1)
    const torn = sewing.tearOut(place)
    expect(torn[0]!.rests).toHaveLength(2)
    expect(torn).toMatchObject([{ edit: 'suture-1', place: [0.3e-3, 7.5e-3, 0] }])
    sewing.draw(1)
    expect(sewing.tearOut(place)).toEqual([])
    expect(sewing.threadTies).toHaveLength(3)
  })

  // Reference: 1000 N/m times the gap beyond its drawn length, over a limit of .5 N.
  it('tell which of them pulls hardest, and how hard', () => {
    const sewing = new Sewing()
    const place = opened((y) => (y > 9e-3 ? 0.3e-3 : 0.1e-3))
    sewing.addStitches(stitches, place)
    second(sewing)
    const [load] = sewing.loads(place)
    expect(load).toMatchObject({ edit: 'suture-1', count: 5, place: [0.15e-3, 10e-3, 0] })
    expect(load!.share).toBeCloseTo(0.6, 6)
  })

  it('start to count anew when the pull lets up', () => {
    const sewing = new Sewing()
    sewing.addStitches(
      stitches,
      opened(() => 0),
    )
    second(sewing)
    sewing.tearOut(opened(() => 0))
    for (let n = 0; n < 10; n++) {
      sewing.draw(0.15)
      expect(sewing.tearOut(opened(() => (n % 2 ? 1e-3 : 0.1e-3)))).toEqual([])
    }
  })

  it('come out where they are told to', () => {
    const sewing = new Sewing()
    sewing.addStitches(
      stitches,
      opened(() => 0),
    )
    expect(sewing.release('suture-1', ([, y]) => Math.abs(y - 5e-3) < 3e-3)).toBe(3)
    expect(sewing.release('another', () => true)).toBe(0)
    expect(sewing.threadTies).toHaveLength(2)
  })
})

describe('a running thread', () => {
  const [thread] = runningThreads(stitches, pitch)

  it('goes to and fro through every bite, as long as its seam when closed', () => {
    expect(thread!.bites).toHaveLength(10)
    expect(thread!.closed.reduce((a, b) => a + b, 0)).toBeCloseTo(4 * pitch, 12)
    expect(runningThreads([stitches[0]!, stitches[4]!], pitch)).toHaveLength(2)
  })

  it('has the tension K (length - drawn), K being its stiffness over its segments', () => {
    const place = opened(() => 1e-3)
    const length = 5 * 1e-3 + 4 * Math.hypot(1e-3, pitch)
    expect(tensionOf(thread!, length - 1e-3, place)).toBeCloseTo((1000 / 9) * 1e-3, 9)
    expect(tensionOf(thread!, length + 1e-3, place)).toBe(0)
  })

  it('tears at the bite that turns it most; the rest is looser for it', () => {
    const sewing = new Sewing()
    // The widest gap turns the thread most sharply.
    const place = opened((y) => (Math.abs(y - 5e-3) < 1e-4 ? 8e-3 : 1e-3))
    const weak = { ...thread!, stiffness: 1e4 }
    const worst = overloadedBite(weak, 0, place)
    expect([4, 5]).toContain(worst)
    sewing.addThreads([weak], place)
    second(sewing)
    const [torn] = sewing.tearOut(place)
    expect(torn!.edit).toBe('suture-1')
    expect(torn!.rests).toHaveLength(1)
    const [left] = sewing.threadRecords(0)
    expect(left!.count).toBe(8)
    expect(left!.length).toBeCloseTo(4 * pitch, 9)
  })

  it('is tied off on either side of what is cut out of it', () => {
    const sewing = new Sewing()
    sewing.addThreads(
      [thread!],
      opened(() => 0),
    )
    expect(sewing.release('suture-1', ([, y]) => Math.abs(y - 5e-3) < 1e-3)).toBe(2)
    expect(sewing.threadRecords(0).map((r) => r.count)).toEqual([3, 3])
    second(sewing)
    for (const r of sewing.threadRecords(0)) expect(r.length).toBeCloseTo(pitch, 9)
    expect(sewing.ties).toHaveLength(6)
  })
})
