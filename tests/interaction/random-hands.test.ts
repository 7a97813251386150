import { afterEach, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/random'
import { add, normalize, scale, type Vec3 } from '../../src/core/vec3'
import type { Edit } from '../../src/heart/edit'
import { HandDriver } from '../../src/input/hand-driver'
import type { HandPose } from '../../src/input/hand-pose'
import { carry, type Grip, stretch } from '../../src/input/heart-grab'
import { Pressables } from '../../src/input/pressables'
import { SteadyHand } from '../../src/input/steady-hand'
import { tools } from '../../src/tools'
import { takeTool, toolStore } from '../../src/tools/tool-store'
import { movePose, useHeartSpace } from '../../src/view/heart-space'
import { Hand } from '../support/hand'
import { poseAt } from '../support/hand-pose'
import { runsLong } from '../support/long'

const sides = ['left', 'right'] as const
/** Of 72 frames each. */
const seconds = runsLong('ten minutes of wandering hands') ? 600 : 40
const home = useHeartSpace.getState()
afterEach(() => useHeartSpace.setState(home))

/** A hand that wanders over the plate, dips into it, closes and opens, and is now and then out of sight. */
class Wanderer {
  private tip: Vec3 = [0, 0.01, 0]
  private press = 0
  private hidden = 0
  constructor(
    private readonly side: 'left' | 'right',
    private readonly kind: HandPose['kind'],
    private readonly random: () => number,
  ) {}

  next(): HandPose | null {
    const r = this.random
    const walk = (v: number, most: number) => Math.min(Math.max(v + (r() - 0.5) * 6e-3, -most), most)
    const { position, scale: times } = useHeartSpace.getState()
    this.tip = [walk(this.tip[0], 0.03), Math.max(walk(this.tip[1], 0.03), -0.006), walk(this.tip[2], 0.03)]
    if (r() < 0.05) this.press = r() < 0.5 ? 1 : 0
    if (r() < 0.01) this.hidden = Math.floor(r() * 10)
    if (this.hidden-- > 0) return null
    const forward = normalize([r() - 0.5, -2, r() - 0.5])
    const more = { side: this.side, kind: this.kind, forward, press: this.press, squeeze: r() < 0.02 ? 1 : 0 }
    return poseAt(add(position, scale(this.tip, times)), more)
  }
}

/** Ids that are neither made nor to be redone any more, and were not cleared by a newer edit after an undo. */
function lostBetween(before: readonly Edit[], after: readonly Edit[], undone: readonly Edit[]): string[] {
  const kept = new Set([...after, ...undone].map((e) => e.id))
  return before.filter((e) => !kept.has(e.id)).map((e) => e.id)
}

test.each([
  ['hand', 3],
  ['controller', 4],
] as const)(
  'two wandering %ss end with no error, no lost edit and nothing left in the field',
  (kind, seed) => {
    for (const side of ['mouse', 'left', 'right'] as const) takeTool(side, null)
    toolStore.setState({ previews: { mouse: null, left: null, right: null } })
    const random = seededRandom(seed)
    const person = new Hand(`right-${kind}`)
    const { session, runner } = person
    const panels = new Pressables()
    const of = <T>(make: (side: 'left' | 'right') => T) => ({ left: make('left'), right: make('right') })
    const drivers = of((side) => new HandDriver(side, runner, panels, () => null))
    const wanderers = of((side) => new Wanderer(side, kind, random))
    const steady = of(() => new SteadyHand())
    let held: Partial<Record<'left' | 'right', Grip>> = {}
    let edits: readonly Edit[] = []
    let [made, most] = [0, 1]
    for (let frame = 0; frame < 72 * seconds; frame++) {
      const now: typeof held = {}
      for (const side of sides) {
        const pose = wanderers[side].next()
        const shown = pose && steady[side].next(pose, frame / 72)
        if (shown) drivers[side].update(shown, frame / 0.072)
        else {
          steady[side].lose()
          drivers[side].lose()
        }
        if (shown && drivers[side].grabs) now[side] = shown
      }
      const pose = useHeartSpace.getState()
      if (now.left && now.right && held.left && held.right)
        movePose(stretch(pose, [held.left, held.right], [now.left, now.right]))
      else
        for (const side of sides) {
          const [from, to] = [held[side], now[side]]
          if (from && to && !(now.left && now.right)) movePose(carry(useHeartSpace.getState(), from, to))
        }
      held = now
      const what = random()
      const either = random() < 0.5 ? 'left' : 'right'
      if (what < 0.01) takeTool(either, tools[Math.floor(random() * tools.length)]!.id)
      else if (what < 0.011) takeTool(either, null)
      else if (what < 0.012) session.undo()
      else if (what < 0.013) session.redo()
      else if (what < 0.014) runner.command(either, 'cancel')
      else if (what < 0.016) runner.command(either, 'finish')
      const { edits: after, undone } = session.state
      if (after !== edits) {
        expect(lostBetween(edits, after, undone)).toEqual([])
        if (after.length > edits.length) made++
        expect(new Set(after.map((e) => e.id)).size).toBe(after.length)
        edits = after
        // A list that only grows would make every later press slower.
        if (after.length > 40) {
          session.jumpTo(0)
          edits = session.state.edits
        }
      }
      most = Math.max(most, useHeartSpace.getState().scale)
    }
    const { position, quaternion, scale: times } = useHeartSpace.getState()
    expect([...position, ...quaternion, times].every(Number.isFinite)).toBe(true)
    expect(Math.hypot(...quaternion)).toBeCloseTo(1, 6)
    expect(times).toBeGreaterThanOrEqual(1)
    expect(most).toBeLessThanOrEqual(40)
    // The walk did something.
    expect(made).toBeGreaterThan(seconds / 60)

    for (const side of sides) {
      takeTool(side, null)
      drivers[side].update(poseAt([0, 1, 0], { side, kind }), seconds * 1e3)
      drivers[side].lose()
    }
    expect(toolStore.getState().previews).toEqual({ mouse: null, left: null, right: null })
    for (const { id } of session.state.exposure) session.takeAway(id)
    const last = person.controls.at(-1)!
    expect(last.grasps).toEqual([])
    expect(last.instruments ?? []).toEqual([])
  },
)
