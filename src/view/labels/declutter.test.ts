import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../core/random'
import { declutter, type Label, newLabel, type Room } from './declutter'

const room: Room = { left: 0, top: 0, right: 1000, bottom: 700, gap: 14 }

const at = (x: number, y: number, priority = 1): Label => ({
  ...newLabel(priority),
  anchorX: x,
  anchorY: y,
  width: 120,
  height: 28,
  inSight: true,
})

const overlapping = (labels: readonly Label[]): number => {
  const shown = labels.filter((l) => l.shown)
  return shown.filter((a, n) =>
    shown.some(
      (b, m) =>
        m > n && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
    ),
  ).length
}

describe('labels that look for room', () => {
  it('never overlap, never leave the picture and never hide an anchor, wherever their anchors are', () => {
    const random = seededRandom(5)
    for (let round = 0; round < 200; round++) {
      const labels = Array.from({ length: 20 }, () =>
        at(1000 * random(), 700 * random(), Math.floor(3 * random())),
      )
      declutter(labels, room)
      expect(overlapping(labels)).toBe(0)
      const hides = ({ x, y, width, height }: Label) =>
        labels.some((l) => l.anchorX > x && l.anchorX < x + width && l.anchorY > y && l.anchorY < y + height)
      const leaves = ({ x, y, width, height }: Label) =>
        x < 0 || x + width > 1000 || y < 0 || y + height > 700
      expect(labels.filter((l) => l.shown && (hides(l) || leaves(l)))).toHaveLength(0)
      expect(labels.filter((l) => l.shown).length).toBeGreaterThan(10)
    }
  })

  it('all find room round one spot', () => {
    const labels = Array.from({ length: 12 }, (_, n) => at(500 + n, 350))
    declutter(labels, room)
    expect(labels.filter((l) => l.shown)).toHaveLength(12)
    expect(overlapping(labels)).toBe(0)
  })

  it('choose by priority: who matters most has its place as if it were alone', () => {
    const alone = at(500, 350, 9)
    declutter([alone], room)
    const [first, last] = [at(500, 350, 1), at(502, 351, 9)]
    declutter([first, last], room)
    expect([last.x - last.anchorX, last.y - last.anchorY]).toEqual([
      alone.x - alone.anchorX,
      alone.y - alone.anchorY,
    ])
    expect(first.shown).toBe(true)
  })

  it('stay on their side while their anchors move a little', () => {
    const labels = [at(500, 350), at(505, 352), at(510, 348)]
    declutter(labels, room)
    const slots = labels.map((l) => l.slot)
    for (const l of labels) l.anchorX += 3
    declutter(labels, room)
    expect(labels.map((l) => l.slot)).toEqual(slots)
  })

  it('leave room that is out of sight, and are not shown where there is none', () => {
    const gone = { ...at(500, 350, 9), inSight: false }
    const here = at(500, 350)
    declutter([gone, here], room)
    expect([gone.shown, here.shown]).toEqual([false, true])
    const wide = { ...at(500, 350), width: 1200 }
    declutter([wide], room)
    expect(wide.shown).toBe(false)
  })
})
