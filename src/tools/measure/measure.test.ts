import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Hand } from '../../../tests/support/hand'
import type { Vec3 } from '../../core/vec3'
import type { AnnotationOf } from '../../heart/annotation'
import { annotationStore, openAnnotations } from '../../session/annotations'
import { defaultSettings } from '../settings'
import { changeSettings, takeTool, toolStore } from '../tool-store'
import { annotationReader } from './annotation-reader'
import { areaOver, measured, measureText } from './measured'

const made = () => annotationStore.getState().annotations
const ring = (radius: number, corners: number): [number, number][] =>
  Array.from({ length: corners }, (_, n) => {
    const turn = (2 * Math.PI * n) / corners
    return [radius * Math.cos(turn), radius * Math.sin(turn)]
  })
const unknown = () => null

afterAll(() => changeSettings(defaultSettings))

beforeEach(() => {
  openAnnotations([])
  takeTool('mouse', 'measure')
  changeSettings({ measure: 'length' })
})

describe('taking a measure', () => {
  test('a drag and two taps measure the same length, kept at rest', () => {
    const hand = new Hand('mouse', 3e-3).stroke([0, 0], [3, 0], [12, 5])
    hand.tap(0, 0).tap(12, 5)
    expect(made().map((a) => a.kind === 'length' && a.points_mm)).toEqual([
      [
        [0, 0, 0],
        [12, 5, 0],
      ],
      [
        [0, 0, 0],
        [12, 5, 0],
      ],
    ])
    expect(hand.edits).toEqual([])
  })

  test('its value is shown while it is taken', () => {
    new Hand().down(0, 0).move(0, 10)
    const shown = toolStore.getState().previews.mouse
    expect(shown?.kind === 'measure' && shown.label?.lines).toEqual(['10.0 mm'])
  })

  test('an outline drawn in one stroke keeps its size: a circle of 8 mm', () => {
    changeSettings({ measure: 'area' })
    new Hand().stroke(...ring(8, 40), [8, 0])
    const [area] = made() as AnnotationOf<'area'>[]
    expect(area!.points_mm.length).toBeGreaterThanOrEqual(8)
    for (const [x, y] of area!.points_mm) expect(Math.hypot(x, y)).toBeCloseTo(8, 0)
  })

  test('where no blood lies it says so', () => {
    changeSettings({ measure: 'volume' })
    expect(new Hand().tap(0, 0).notice).toMatch(/No blood/)
    expect(made()).toEqual([])
  })
})

describe('reading a measure', () => {
  const at = (...places: Vec3[]) => places

  /** A right angle, a straight one, and 60° by an equilateral triangle. */
  test('angles', () => {
    const angle = (a: Vec3, b: Vec3, c: Vec3) =>
      measured({ kind: 'angle', id: 'a', points_mm: [] as never }, [a, b, c], [a, b, c], unknown)!.now
    expect(angle([1, 0, 0], [0, 0, 0], [0, 2, 0])).toBeCloseTo(90, 9)
    expect(angle([1, 0, 0], [0, 0, 0], [-3, 0, 0])).toBeCloseTo(180, 9)
    expect(angle([1, 0, 0], [0, 0, 0], [0.5, Math.sqrt(0.75), 0])).toBeCloseTo(60, 9)
  })

  /** π r² and a² for flat outlines; a saddle's film is larger than its shadow. */
  test('areas', () => {
    const circle = ring(10e-3, 200).map(([x, y]): Vec3 => [x, y, 0.02])
    expect(areaOver(circle) / (Math.PI * 100)).toBeCloseTo(1, 2)
    const square = at([0, 0, 0], [0.02, 0, 0], [0.02, 0.02, 0], [0, 0.02, 0])
    expect(areaOver(square) / 400).toBeCloseTo(1, 2)
    const saddle = circle.map(([x, y]): Vec3 => [x, y, (x * x - y * y) * 30])
    expect(areaOver(saddle)).toBeGreaterThan(1.02 * Math.PI * 100)
  })

  test('the tissue at rest is told where it differs by more than a twentieth', () => {
    const length = (now: number) =>
      measured(
        { kind: 'length', id: 'a', points_mm: [] as never },
        at([0, 0, 0], [now * 1e-3, 0, 0]),
        at([0, 0, 0], [0.02, 0, 0]),
        unknown,
      )!
    expect(measureText(length(24))).toBe('24.0 mm, 20.0 at rest')
    expect(measureText(length(20.5))).toBe('20.5 mm')
  })

  test('a note moves with its tissue and keeps its words', () => {
    const hand = new Hand()
    const note = { kind: 'note', id: 'n', at_mm: [1, 2, 0], text: 'Keep clear' } as const
    expect(annotationReader(hand.session)({ ...note, at_mm: [1, 2, 0] }).words).toBe('Keep clear')
  })
})
