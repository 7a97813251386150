import { beforeEach, expect, test } from 'vitest'
import { Hand, type HandsField } from '../../../tests/support/hand'
import { plateHeart, plateQueries, plateSurface } from '../../../tests/support/plate'
import type { EditOf } from '../../heart/edit'
import type { SurfaceQueries } from '../tissue-picker'
import { changeSettings, takeTool } from '../tool-store'

/** Metres. A bar stands 12 mm before the wall; the wall has a round hole, and 15 mm behind that lies another wall. */
const bar = { from: 4e-3, to: 7e-3, before: 12e-3 }
const hole = { radius: 6e-3, behind: -15e-3 }
const wall = plateQueries()

/** The wall of the plate, with what hides it and what it hides. */
const walls: SurfaceQueries = {
  nearestOnSurface: wall.nearestOnSurface,
  pickSurface(surface, nodes, [x, y, z], direction, farthest) {
    const layers = [
      ...(x > bar.from && x < bar.to ? [bar.before] : []),
      Math.hypot(x, y) > hole.radius ? 0 : hole.behind,
    ]
    const next = layers.find((height) => height < z)
    if (next === undefined) return null
    const hit = wall.pickSurface(surface, nodes, [x, y, z - next], direction, farthest)
    const at = [x, y, next] as const
    return hit && { ...hit, position: at, rest: at }
  },
}
const field: HandsField = {
  heart: plateHeart(),
  surface: plateSurface,
  nodePositions: new Float32Array(3),
  queries: walls,
}

beforeEach(() => {
  takeTool('mouse', 'patch')
  changeSettings({ patchMode: 'cover', outline: 'at once' })
})

/** Round the hole with an unsteady hand, 9 mm out but over its edge at one place; a bar stands before two others. */
const round = Array.from({ length: 48 }, (_, n): [number, number] => {
  const angle = Math.PI + (n * Math.PI) / 24
  const radius = n > 10 && n < 14 ? 5 : 9
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
})

test('an outline drawn by a ray stays on the wall where something stands before it, and over a hole in it', () => {
  const { outline_mm } = new Hand('mouse', 0, field).stroke(...round).edits.at(-1) as EditOf<'patch'>
  expect(outline_mm.filter(([, , z]) => z !== 0)).toEqual([])
  expect(outline_mm.filter(([x]) => x > 4.2 && x < 6.8).length).toBeGreaterThan(3)
})

test('an outline that is begun on what stands before a wall stays there', () => {
  const { outline_mm } = new Hand('mouse', 0, field)
    .stroke([5, -9], [5.5, 0], [6, 9], [4.5, 9])
    .edits.at(-1) as EditOf<'patch'>
  expect(outline_mm.filter(([, , z]) => z !== 12)).toEqual([])
})
