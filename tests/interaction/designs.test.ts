import { afterAll, beforeEach, expect, test } from 'vitest'
import { add, cross, distance, scale, subtract, type Vec3 } from '../../src/core/vec3'
import { computeAnswer, patientOf } from '../../src/engine/answer'
import { allOpenings } from '../../src/geometry/openings'
import { feedingAreas, outflowSection } from '../../src/geometry/outflow-section'
import { nearestOnSurface, pickSurface } from '../../src/geometry/pick'
import { applyEdits } from '../../src/geometry/resolve-anatomy'
import { baseDomain } from '../../src/geometry/resolve-anatomy-base'
import { surfaceOfField } from '../../src/geometry/surface-of-field'
import type { EditOf } from '../../src/heart/edit'
import type { Heart } from '../../src/heart/heart'
import { builtInCase, builtInPlans } from '../../src/procedures/built-in-cases'
import { defaultSettings } from '../../src/tools/settings'
import { changeSettings, takeTool, toolStore } from '../../src/tools/tool-store'
import { Hand, type HandsField } from '../support/hand'
import { runsLong } from '../support/long'

/*
 * Designs made by hand on the built-in hearts, over the places of their plans, carried through to what the engine
 * answers to them. References: a tunnel that is sewn all round leaves no way between the ventricles and gives the
 * aorta to the left one; a Fontan without a fenestration has Qp:Qs 1.
 */

afterAll(() => changeSettings(defaultSettings))
beforeEach(() => changeSettings(defaultSettings))

const fromMm = (p: readonly [number, number, number]): Vec3 => scale(p, 1e-3)

/** The wall of a heart at rest, each vertex its own node. */
function wallOf(heart: Heart): HandsField {
  const { positions, triangles } = surfaceOfField(heart.frame, heart.tissue)
  const count = positions.length / 3
  const at = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
  const normals = new Float32Array(3 * count)
  for (let t = 0; t < triangles.length; t += 3) {
    const ids = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!] as const
    const [a, b, c] = ids.map(at) as [Vec3, Vec3, Vec3]
    const n = cross(subtract(b, a), subtract(c, a))
    for (const v of ids) for (let x = 0; x < 3; x++) normals[3 * v + x]! += n[x]!
  }
  const surface = {
    nodes: Uint32Array.from({ length: 4 * count }, (_, k) => Math.floor(k / 4)),
    weights: Float32Array.from({ length: 4 * count }, (_, k) => (k % 4 ? 0 : 1)),
    rest: positions,
    normals,
    structure: new Uint8Array(count),
    side: new Uint8Array(count),
    triangles,
  }
  return { heart, surface, nodePositions: positions, queries: { pickSurface, nearestOnSurface } }
}

/** A right hand over such a wall, its shaft always from outside of the tissue. */
class WallHand {
  readonly hand: Hand
  constructor(private readonly field: HandsField) {
    this.hand = new Hand('right-hand', 0, field)
  }

  /** Where the wall is nearest to a place. */
  nearest(place: Vec3) {
    return nearestOnSurface(this.field.surface, this.field.nodePositions, place)!
  }
  tap(place: Vec3): void {
    const { position, normal } = this.nearest(place)
    this.at('down', position, normal)
    this.at('up', position, normal)
  }
  pull(from: Vec3, to: Vec3): void {
    const { normal } = this.nearest(from)
    for (const [phase, place] of [
      ['down', from],
      ['move', to],
      ['up', to],
    ] as const)
      this.at(phase, place, normal)
  }
  private at(phase: 'down' | 'move' | 'up', tip: Vec3, normal: Vec3): void {
    this.hand.point(phase, tip, add(tip, scale(normal, 1e-3)), scale(normal, -1), 2e-3)
  }
}

function design() {
  const preview = toolStore.getState().previews.right
  if (preview?.kind !== 'design') throw new Error('no design is shown')
  return preview
}
const nearestOf = (places: readonly Vec3[], to: Vec3): Vec3 =>
  places.reduce((a, b) => (distance(b, to) < distance(a, to) ? b : a))

test('a tunnel that is tapped out and drawn up by hand leads the left ventricle to the aorta', () => {
  const heart = builtInCase('double-outlet')
  const plan = builtInPlans('double-outlet')[0]!.edits[0] as EditOf<'baffle'>
  takeTool('right', 'baffle')
  changeSettings({ patchMaterial: plan.material })
  const hands = new WallHand(wallOf(heart))
  // A tap at the first point closes the outline: those beside it are left out.
  const [first, ...more] = plan.outline_mm.map(fromMm)
  for (const place of [first!, ...more.filter((p) => distance(p, first!) > 3e-3), first!]) hands.tap(place)
  const { positions } = design().surface!
  const inner = Array.from(
    { length: positions.length / 3 },
    (_, v) => [...positions.slice(3 * v, 3 * v + 3)] as unknown as Vec3,
  )
  const roof = fromMm(plan.shape_mm[0]!)
  hands.pull(nearestOf(inner, roof), roof)
  expect(design().beads.filter((b) => b.role === 'shape')).toHaveLength(1)
  hands.hand.send('finish')

  const baffle = hands.hand.edits[0] as EditOf<'baffle'>
  expect(baffle.kind).toBe('baffle')
  const sewn = { ...baffle, sewn: plan.sewn! }
  const after = applyEdits(baseDomain(heart), heart, [sewn])
  const part = (id: number) => heart.structures.find((s) => s.id === id)?.part
  expect(allOpenings(after, heart)).toEqual([])
  const aortic = after.gates.find((g) => g.id === 'aortic')!
  expect([...feedingAreas(after, aortic).keys()].map(part)).toEqual(['LV'])
  const way = outflowSection(after, heart, 'aortic')!
  expect(way.area!).toBeGreaterThan(0.9 * way.ringArea!)
})

test.runIf(runsLong('a conduit designed by hand'))(
  'a conduit that is tapped and bent by hand completes a Fontan',
  () => {
    const heart = builtInCase('glenn', 1.6e-3)
    const [conduit, oversewn] = builtInPlans('glenn')[0]!.edits as [EditOf<'conduit'>, EditOf<'clamp'>]
    takeTool('right', 'conduit')
    changeSettings({ conduitDiameter_mm: conduit.diameter_mm, patchMaterial: conduit.material })
    const hands = new WallHand(wallOf(heart))
    const path = conduit.path_mm.map(fromMm)
    hands.tap(path[1]!)
    hands.tap(path.at(-2)!)
    expect(design().beads.map((b) => b.role)).toEqual(['end', 'end', 'shape', 'shape'])
    const bends = design()
      .beads.filter((b) => b.role === 'shape')
      .map((b) => b.place)
    hands.pull(bends[0]!, path[3]!)
    hands.pull(bends[1]!, path[5]!)
    hands.hand.send('finish')

    const made = hands.hand.edits[0] as EditOf<'conduit'>
    expect(made.kind).toBe('conduit')
    const base = baseDomain(heart)
    const edits = [made, oversewn]
    const { answer } = computeAnswer({
      heart,
      domain: applyEdits(base, heart, edits),
      edits,
      device: 'test',
      patient: patientOf(heart, base),
    })
    const figure = (id: string) => answer.findings.find((f) => f.id === id)!.value
    expect(Math.abs(figure('qp-qs') - 1)).toBeLessThan(0.01)
    expect(figure('saturation-arterial')).toBeGreaterThan(97)
  },
)
