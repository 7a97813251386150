import { describe, expect, it } from 'vitest'
import { distance, dot, type Vec3 } from '../../core/vec3'
import { type Recipe, recipeSchema } from '../../geometry/segmentation/recipe'
import { type DiscUse, discCut } from './recipe-edit'
import { sliceTool } from './slice-tools'
import type { SliceContext, SliceEvent, SliceStep } from './slice-tools/slice-tool'

const empty = recipeSchema.parse({ version: 1, blood: { low: 250 }, seeds: [] })

/** A hand over the axial picture: the slice’s normal is z. */
class Hand {
  recipe: Recipe = empty
  state
  last: SliceStep<unknown> | null = null

  constructor(
    private readonly id: string,
    private readonly more: Partial<SliceContext> = {},
  ) {
    this.state = sliceTool(id).idle
  }

  at(
    phase: SliceEvent['phase'],
    place: Vec3,
    through: Vec3 = [0, 0, 1],
    screen: readonly [number, number] = [0, 0],
  ): this {
    const event: SliceEvent = { phase, plane: 'axial', through, axes: [0, 1], place, screen, reach: 3 }
    const step = sliceTool(this.id).step(this.state, event, {
      recipe: this.recipe,
      window: [250, 700],
      whole: { low: [-100, -100, -100], high: [100, 100, 100] },
      part: 'LV',
      use: { list: 'valves', gate: 'mitral' } satisfies DiscUse,
      paint: 'blood',
      brush: 6,
      ...this.more,
    })
    this.state = step.state
    this.recipe = step.recipe ?? this.recipe
    this.last = step
    return this
  }
}

describe('seed', () => {
  it('adds a click to the chosen part, drags one, and moves the crosshair', () => {
    const hand = new Hand('seed').at('down', [10, 0, 0]).at('up', [10, 0, 0])
    expect(hand.recipe.seeds).toEqual([{ part: 'LV', points: [[10, 0, 0]] }])
    hand.at('down', [11, 0, 0]).at('move', [20, 5, 0]).at('up', [20, 5, 0])
    expect(hand.recipe.seeds).toEqual([{ part: 'LV', points: [[20, 5, 0]] }])
  })
})

describe('disc', () => {
  const seeded: Recipe = {
    ...empty,
    seeds: [
      { part: 'LA', points: [[0, 40, 0]] },
      { part: 'LV', points: [[0, -40, 0]] },
    ],
  }

  it.each([[1], [-1]])('across two clicks, upright on the slice, facing downstream (%d)', (way) => {
    const hand = new Hand('disc')
    hand.recipe = seeded
    hand.at('down', [-15 * way, 0, 0]).at('up', [-15 * way, 0, 0])
    expect(hand.recipe.valves).toEqual([])
    hand
      .at('move', [0, 0, 0])
      .at('down', [15 * way, 0, 0])
      .at('up', [15 * way, 0, 0])
    expect(hand.recipe.valves).toHaveLength(1)
    const [valve] = hand.recipe.valves
    expect(valve).toMatchObject({ gate: 'mitral', centre: [0, 0, 0], radius: 15 })
    expect(valve!.normal[1]).toBeCloseTo(-1)
    expect(hand.state.name).toBe('Idle')
  })

  it('is drawn by one drag too, replaces the same valve, and gives way to Escape', () => {
    const hand = new Hand('disc')
    for (const y of [0, 30]) hand.at('down', [-15, y, 0]).at('move', [0, y, 0]).at('up', [15, y, 0])
    expect(hand.recipe.valves).toHaveLength(1)
    expect(hand.recipe.valves[0]!.centre).toEqual([0, 30, 0])
    hand.at('down', [50, 50, 0]).at('cancel', [50, 50, 0])
    expect(hand.state.name).toBe('Idle')
    expect(hand.recipe.valves).toHaveLength(1)
  })

  it('keeps its tilt when an end is dragged in another view', () => {
    const hand = new Hand('disc', { use: { list: 'ends', part: 'aorta' } })
    hand.recipe = {
      ...empty,
      ends: [{ part: 'aorta', centre: [0, 0, 0], normal: [0, 0.6, 0.8], radius: 10 }],
    }
    hand.at('down', [10, 0, 0]).at('move', [10, 10, 0]).at('up', [10, 10, 0])
    const [end] = hand.recipe.ends
    expect(Math.abs(end!.normal[2])).toBeCloseTo(0.8, 3)
    expect(end!.radius).toBeCloseTo(distance([-10, 0, 0], [10, 10, 0]) / 2, 1)
    // It still lies along the line between its two ends.
    expect(dot(end!.normal as Vec3, [20, 10, 0])).toBeCloseTo(0, 2)
  })

  it('meets a slice in its chord', () => {
    const disc = { centre: [0, 0, 0], normal: [0, 1, 0], radius: 10 } as const
    const cut = discCut(disc, [0, 0, 6], [0, 0, 1])!
    expect(distance(...cut)).toBeCloseTo(16)
    expect(cut[0][2]).toBeCloseTo(6)
    expect(discCut(disc, [0, 0, 11], [0, 0, 1])).toBeNull()
  })
})

describe('crop', () => {
  it('takes the edge under the pointer, as one step, and stays within the scan', () => {
    const hand = new Hand('crop').at('down', [99, 0, 0])
    hand.at('move', [60, 0, 0])
    const topic = hand.last!.topic
    hand.at('move', [40, 0, 0])
    expect(hand.last!.topic).toBe(topic)
    expect(hand.recipe.crop!.high).toEqual([40, 100, 100])
    hand.at('move', [-400, 0, 0])
    expect(hand.recipe.crop!.high[0]).toBe(-90)
  })
})

describe('brush, eraser, window', () => {
  it('paints one stroke of the chosen thing; the eraser of blood makes no blood', () => {
    const hand = new Hand('brush')
      .at('down', [0, 0, 0])
      .at('move', [1, 0, 0])
      .at('move', [5, 0, 0])
      .at('up', [5, 0, 0])
    expect(hand.recipe.strokes).toEqual([
      {
        paint: 'blood',
        radius: 6,
        points: [
          [0, 0, 0],
          [5, 0, 0],
        ],
      },
    ])
    const eraser = new Hand('eraser').at('down', [0, 0, 0]).at('up', [0, 0, 0])
    expect(eraser.recipe.strokes[0]!.paint).toBe('not-blood')
    const labels = new Hand('eraser', { paint: 'LV' }).at('down', [0, 0, 0]).at('up', [0, 0, 0])
    expect(labels.recipe.strokes[0]!.paint).toBe('outside')
  })

  it('widens the window across and raises it down', () => {
    const hand = new Hand('window').at('down', [0, 0, 0]).at('move', [0, 0, 0], [0, 0, 1], [220, 30])
    expect(hand.last!.window![0]).toBeCloseTo(250 + 70)
    expect(hand.last!.window![1]).toBeCloseTo(700 * Math.E)
  })
})
