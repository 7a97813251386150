import { Matrix4 } from 'three'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Vec3 } from '../../src/core/vec3'
import type { EditOf } from '../../src/heart/edit'
import { HandDriver, type Tray } from '../../src/input/hand-driver'
import { type HandPose, readHandPose } from '../../src/input/hand-pose'
import { type Pressable, Pressables } from '../../src/input/pressables'
import { PinchEnds, pointerPose } from '../../src/input/transient-pointer'
import { takeTool } from '../../src/tools/tool-store'
import { movePose, useHeartSpace } from '../../src/view/heart-space'
import { setClip } from '../../src/view/view-state'
import { Hand } from '../support/hand'
import { poseAt } from '../support/hand-pose'

/*
 * The plate's upper face lies in the plane y = 0 of the room (patient z is up), the heart 4 : 1, so that 4 mm of the
 * room are 1 mm of the patient.
 */
const scale = 4

class FakeTray implements Tray {
  readonly calls: string[] = []
  near = false
  take(): boolean {
    this.calls.push('take')
    return this.near
  }
  carry(): void {
    this.calls.push('carry')
  }
  drop(): void {
    this.calls.push('drop')
  }
  over = false
  layDown(): boolean {
    if (this.over) this.calls.push('lay down')
    return this.over
  }
}

function scene() {
  const hand = new Hand('right-controller')
  const panels = new Pressables()
  const tray = new FakeTray()
  const driver = new HandDriver('right', hand.runner, panels, () => tray)
  let time = 0
  const go = (tip: Vec3, press: number, more: Partial<HandPose> = {}) =>
    driver.update(poseAt(tip, { press, ...more }), time++)
  return { hand, panels, tray, driver, go }
}

const button = (onPress: () => void, more: Partial<Pressable> = {}): Pressable => ({
  label: 'button',
  // Stands upright at z = -0.3, facing the person.
  matrixWorld: () => new Matrix4().makeTranslation(0, 0.2, -0.3),
  width: 0.06,
  height: 0.03,
  onPress,
  ...more,
})

beforeEach(() => {
  useHeartSpace.setState({ position: [0, 0, 0], quaternion: [0, 0, 0, 1], centre: [0, 0, 0], scale })
  takeTool('right', null)
  takeTool('left', null)
})

describe('an instrument in the hand', () => {
  test('cuts where its tip goes along the tissue while it is pressed', () => {
    const { hand, driver, go } = scene()
    takeTool('right', 'scalpel')
    go([0, 0.004, 0], 0)
    go([0, 0.004, 0], 1)
    expect(driver.role).toBe('tool')
    for (let x = 0; x <= 0.04; x += 0.004) go([x, -0.002, 0], 1)
    go([0.04, 0, 0], 0)
    const cut = hand.edits[0] as EditOf<'cut'>
    expect(cut.kind).toBe('cut')
    expect(cut.blade_mm[0]![0][0]).toBeCloseTo(0, 2)
    expect(cut.blade_mm.at(-1)![0][0]).toBeCloseTo(9, 1)
  })

  test('pressed in the air, it begins to work when its tip comes to the tissue', () => {
    const { hand, driver, go } = scene()
    takeTool('right', 'scalpel')
    go([0, 0.05, 0], 1)
    expect(driver.role).toBe('waiting')
    go([0, 0.001, 0], 1)
    expect(driver.role).toBe('tool')
    go([0.04, 0.001, 0], 1)
    go([0.04, 0.05, 0], 0)
    expect(hand.edits).toHaveLength(1)
  })

  test('a tip pushed through the wall still works where its shaft goes in', () => {
    const { hand, go } = scene()
    takeTool('right', 'forceps')
    go([0.02, -0.03, 0], 1)
    expect(hand.controls.at(-1)!.grasps[0]!.rest[0]).toBeCloseTo(5e-3, 6)
  })

  test('what the section of the view cuts away is not touched, by a shaft through it or by a tip in it', () => {
    const { hand, go } = scene()
    takeTool('right', 'forceps')
    // The section lies 1 mm of the patient under the plate's face: the plate is cut away, the tip is under it.
    useHeartSpace.setState({ radius: 0.05 })
    setClip({ axis: 'view', normal: [0, 0, -1], offset: 0.02 })
    go([0.02, -0.03, 0], 1)
    go([0.02, -0.03, 0], 0)
    go([0.02, 0.002, 0], 1)
    expect(hand.controls.flatMap((c) => c.grasps)).toEqual([])
    go([0.02, 0.002, 0], 0)
    setClip({ axis: 'none' })
    go([0.02, 0.002, 0], 1)
    expect(hand.controls.at(-1)!.grasps).toHaveLength(1)
  })

  test('a tip just past the section touches the edge that is left, and not what is cut away', () => {
    const { driver, go } = scene()
    takeTool('right', 'scalpel')
    useHeartSpace.setState({ radius: 0.05 })
    // All under a plane .05 mm below the plate's face is cut away, then all over one there.
    setClip({ axis: 'view', normal: [0, 0, 1], offset: -0.001 })
    go([0, 0.03, 0], 1)
    go([0, -0.001, 0], 1)
    expect(driver.role).toBe('tool')
    go([0, 0.03, 0], 0)
    setClip({ axis: 'view', normal: [0, 0, -1], offset: 0.001 })
    go([0, 0.03, 0], 1)
    go([0, 0.001, 0], 1)
    expect(driver.role).toBe('waiting')
    setClip({ axis: 'none' })
  })

  test('at the tissue it is not laid down, though the tray is below; away from it, it is', () => {
    const { driver, tray, go } = scene()
    takeTool('right', 'scalpel')
    tray.over = true
    for (const away of [0.001, 0.03]) {
      go([0, away, 0], 1)
      expect(driver.role).not.toBe('panel')
      expect(tray.calls).not.toContain('lay down')
      expect(tray.calls).not.toContain('take')
      go([0, away, 0], 0)
    }
    go([0, 0.2, 0], 1)
    expect(driver.role).toBe('panel')
    expect(tray.calls).toContain('lay down')
  })

  test('nor where the tissue is behind what the section cuts away, and the instrument still in that', () => {
    const { driver, tray, go } = scene()
    takeTool('right', 'scalpel')
    tray.over = true
    useHeartSpace.setState({ radius: 0.05 })
    setClip({ axis: 'view', normal: [0, 0, -1], offset: -0.02 })
    go([0, 0.03, 0], 1)
    go([0, 0.001, 0], 1)
    expect(driver.role).toBe('tool')
    setClip({ axis: 'none' })
  })

  test('out of sight, the hand drops its gesture', () => {
    const { hand, driver, go } = scene()
    takeTool('right', 'forceps')
    go([0, 0, 0], 1)
    driver.lose()
    expect(hand.controls.at(-1)!.grasps).toEqual([])
    expect(driver.role).toBe('free')
  })

  test('a pinch that trembles is one press', () => {
    const { hand, go } = scene()
    takeTool('right', 'scalpel')
    const trembling = [1, 0.7, 0.9, 0.6, 0.8, 0.95, 0.2]
    trembling.forEach((press, n) => {
      go([n * 0.008, 0, 0], press)
    })
    expect(hand.edits).toHaveLength(1)
  })
})

describe('what keeps the field open', () => {
  test('a hand draws a stay suture outward, takes its end in the air again, and a tap takes it out', () => {
    const { hand, go } = scene()
    takeTool('right', 'stay')
    const field = () => hand.session.state.exposure
    go([0, 0.001, 0], 0)
    for (const y of [0.001, 0.02, 0.04]) go([0, y, 0], 1)
    go([0, 0.04, 0], 0)
    expect(field()).toMatchObject([{ kind: 'stay' }])
    const end = (field()[0] as { target: Vec3 }).target
    go([0, 0.04, 0], 1)
    go([0.02, 0.06, 0], 1)
    go([0.02, 0.06, 0], 0)
    expect((field()[0] as { target: Vec3 }).target[2]).toBeCloseTo(end[2] + 0.02 / scale, 6)
    go([0.02, 0.06, 0], 1)
    go([0.02, 0.06, 0], 0)
    expect(field()).toEqual([])
  })

  test('a retractor is carried by the hand and stands where it is let go', () => {
    const { hand, driver, go } = scene()
    takeTool('right', 'retractor')
    for (const x of [0, 0.02, 0.04]) go([x, -0.004, 0], 1)
    go([0.04, -0.004, 0], 0)
    driver.lose()
    const [blade] = hand.session.state.exposure as readonly { from: Vec3; to: Vec3 }[]
    expect((blade!.from[0] + blade!.to[0]) / 2).toBeCloseTo(0.04 / scale, 6)
    expect(hand.controls.at(-1)!.instruments).toMatchObject([{ id: 'retractor-1' }])
  })

  test('out of sight, a hand drops the thread that it was drawing', () => {
    const { hand, driver, go } = scene()
    takeTool('right', 'stay')
    for (const y of [0.001, 0.02, 0.04]) go([0, y, 0], 1)
    driver.lose()
    expect(hand.session.state.exposure).toEqual([])
    expect(hand.controls.at(-1)!.grasps).toEqual([])
  })
})

test('tissue gives under an instrument that a hand brings near, and springs back when the hand goes', () => {
  const { hand, driver, go } = scene()
  takeTool('right', 'scalpel')
  go([0, -0.002, 0], 0)
  expect(hand.controls.at(-1)!.instruments).toMatchObject([{ id: 'right-tip' }])
  driver.lose()
  expect(hand.controls.at(-1)!.instruments).toEqual([])
})

test('forceps in both hands hold at once, and each lets go of its own', () => {
  const { hand, go } = scene()
  const left = new HandDriver('left', hand.runner, new Pressables(), () => null)
  for (const side of ['left', 'right'] as const) takeTool(side, 'forceps')
  go([0.04, 0, 0], 1)
  left.update(poseAt([-0.04, 0, 0], { side: 'left', press: 1 }), 1)
  const held = () => hand.controls.at(-1)!.grasps.map((g) => g.id)
  expect(held().sort()).toEqual(['left', 'right'])
  go([0.04, 0, 0], 0)
  expect(held()).toEqual(['left'])
})

test('fingers that open do not drag the instrument along', () => {
  const { hand, go } = scene()
  takeTool('right', 'scalpel')
  for (const x of [0, 0.01, 0.02, 0.03]) go([x, 0, 0], 1)
  for (const [x, press] of [
    [0.05, 0.7],
    [0.08, 0.6],
    [0.12, 0.1],
  ] as const)
    go([x, 0, 0], press)
  const cut = hand.edits[0] as EditOf<'cut'>
  expect(cut.blade_mm.at(-1)![0][0]).toBeCloseTo(30 / scale, 1)
})

describe('an empty hand', () => {
  test('holds the heart with its press, and with a squeeze even when an instrument is in it', () => {
    const { driver, go } = scene()
    go([0, 0.1, 0], 1)
    expect(driver.grabs).toBe(true)
    go([0, 0.1, 0], 0)
    expect(driver.grabs).toBe(false)
    takeTool('right', 'scalpel')
    go([0, 0.1, 0], 0, { squeeze: 1 })
    expect(driver.grabs).toBe(true)
  })

  test('takes what is on the tray rather than the heart', () => {
    const { driver, tray, go } = scene()
    tray.near = true
    go([0, 0.1, 0], 1)
    expect(driver.role).toBe('tray')
    go([0, 0.2, 0], 1)
    go([0, 0.2, 0], 0)
    expect(tray.calls).toEqual(['take', 'carry', 'carry', 'carry', 'drop'])
  })
})

describe('a button', () => {
  test('is pressed once by the ray and the press, which then do nothing else', () => {
    const { driver, panels, go } = scene()
    let presses = 0
    panels.add(button(() => presses++))
    const pointing = { ray: { origin: [0, 0.2, 0] as Vec3, direction: [0, 0, -1] as Vec3 } }
    go([0, 0.5, 0], 0, pointing)
    go([0, 0.5, 0], 1, pointing)
    go([0, 0.5, 0], 1, pointing)
    expect(presses).toBe(1)
    expect(driver.role).toBe('panel')
    expect(driver.grabs).toBe(false)
  })

  test('is pressed once by a poke, and again only after the finger has left', () => {
    const { panels, go } = scene()
    let presses = 0
    panels.add(button(() => presses++))
    const poke = (z: number) => go([0, 0.2, z], 0, { kind: 'hand' })
    for (const z of [-0.2, -0.285, -0.297, -0.3, -0.296, -0.3]) poke(z)
    expect(presses).toBe(1)
    for (const z of [-0.25, -0.298]) poke(z)
    expect(presses).toBe(2)
  })

  test('is not poked by a hand at work, nor from behind, nor by one that appears on it', () => {
    const { panels, go } = scene()
    let presses = 0
    panels.add(button(() => presses++))
    for (const z of [-0.2, -0.285, -0.298]) go([0, 0.2, z], 1, { kind: 'hand' })
    for (const z of [-0.4, -0.315, -0.302]) go([0, 0.2, z], 0, { kind: 'hand' })
    go([0.3, 0.2, 0], 0, { kind: 'hand' })
    go([0, 0.2, -0.3], 0, { kind: 'hand' })
    expect(presses).toBe(0)
  })

  test('is not poked by the fingertip of a hand whose instrument is at tissue', () => {
    const { panels, go } = scene()
    const pokesAt = (height: number) => {
      let presses = 0
      const matrixWorld = () => new Matrix4().setPosition(0, height, 0)
      const remove = panels.add(button(() => presses++, { matrixWorld }))
      for (const z of [0.1, 0.015, 0.002]) go([0, height, z], 0, { kind: 'hand' })
      go([0, height, 0.1], 0, { kind: 'hand' })
      remove()
      return presses
    }
    expect(pokesAt(0.03)).toBe(1)
    takeTool('right', 'scalpel')
    expect(pokesAt(0.3)).toBe(1)
    expect(pokesAt(0.03)).toBe(0)
  })

  test('in an enlarged heart is pressed by a finger that rests on it, and lit meanwhile', () => {
    const { driver, panels } = scene()
    const heard: (string | boolean)[] = []
    const matrixWorld = () => new Matrix4().setPosition(0, 0.03, 0)
    panels.add(button(() => heard.push('pressed'), { matrixWorld, onHover: (over) => heard.push(over) }))
    takeTool('right', 'scalpel')
    const see = (z: number, time: number, press = 0) =>
      driver.update(poseAt([0, 0.03, z], { kind: 'hand', press }), time)
    const cameAt = (time: number) => {
      see(0.1, time - 20)
      see(0.015, time - 10)
      see(0.002, time)
    }
    // Passing, and as a hand that closes to work.
    cameAt(1000)
    see(0.03, 1700)
    cameAt(2000)
    see(0.002, 2700, 1)
    see(0.1, 2800)
    expect(heard).toEqual([true, false, true, false])
    cameAt(4000)
    see(0.004, 4300)
    expect(heard).toHaveLength(5)
    for (const time of [4650, 5300, 6000]) see(0.003, time)
    expect(heard.slice(4)).toEqual([true, false, 'pressed'])
    expect(driver.role).toBe('free')
  })

  test('is neither lit nor pressed by the ray of a bare hand whose instrument is at tissue', () => {
    const { driver, panels, go } = scene()
    const heard: (string | boolean)[] = []
    panels.add(button(() => heard.push('pressed'), { onHover: (over) => heard.push(over) }))
    takeTool('right', 'scalpel')
    const beside = {
      kind: 'hand',
      ray: { origin: [0, 0.2, 0] as Vec3, direction: [0, 0, -1] as Vec3 },
    } as const
    for (const press of [0, 1]) go([0, 0.03, 0], press, beside)
    go([0, 0.001, 0], 1, beside)
    expect(driver.role).toBe('tool')
    go([0, 0.03, 0], 0, beside)
    expect(heard).toEqual([])
    for (const press of [0, 1]) go([0, 0.3, 0], press, beside)
    expect(heard).toEqual([true, 'pressed'])
  })

  test('is poked by a finger that went through it between two late frames, not by a hand that swings past', () => {
    const { driver, panels } = scene()
    let [presses, time] = [0, 0]
    panels.add(button(() => presses++))
    const see = (x: number, z: number, after: number) => {
      time += after
      driver.update(poseAt([x, 0.2, z], { kind: 'hand' }), time)
    }
    see(0, -0.25, 0)
    see(0, -0.33, 100)
    see(0, -0.36, 100)
    expect(presses).toBe(1)
    for (const [x, z, after] of [
      // Beside it; too far; too fast.
      [0.1, -0.25, 100],
      [0.1, -0.33, 100],
      [0, -0.25, 100],
      [0, -0.36, 100],
      [0, -0.25, 100],
      [0, -0.33, 14],
    ] as const)
      see(x, z, after)
    expect(presses).toBe(1)
  })

  test('is not pressed by the hand that wears it', () => {
    const { panels, go } = scene()
    let presses = 0
    panels.add(button(() => presses++, { worn: 'right' }))
    go([0, 0.2, -0.3], 1, { kind: 'hand', ray: { origin: [0, 0.2, 0], direction: [0, 0, -1] } })
    expect(presses).toBe(0)
  })

  test('behind the heart is neither pressed nor lit, before it or where the section cuts the heart away it is', () => {
    const { driver, panels, go } = scene()
    let height = -0.3
    const heard: (number | boolean)[] = []
    const matrixWorld = () => new Matrix4().makeRotationX(-Math.PI / 2).setPosition(0, height, 0)
    panels.add(button(() => heard.push(height), { matrixWorld, onHover: (over) => heard.push(over) }))
    const down = { ray: { origin: [0, 0.4, 0] as Vec3, direction: [0, -1, 0] as Vec3 } }
    const press = () => {
      for (const pressure of [0, 1]) go([0.5, 0.5, 0.5], pressure, down)
      const { role } = driver
      go([0.5, 0.5, 0.5], 0, down)
      return role
    }
    expect(press()).toBe('grab')
    expect(heard).toEqual([])
    height = 0.1
    expect(press()).toBe('panel')
    expect(heard).toEqual([true, 0.1])
    height = -0.3
    setClip({ axis: 'view', normal: [0, 0, -1], offset: 0.5 })
    expect(press()).toBe('panel')
    setClip({ axis: 'none' })
  })

  test('tells when it is pointed at', () => {
    const { panels, go } = scene()
    const heard: boolean[] = []
    panels.add(button(() => {}, { onHover: (over) => heard.push(over) }))
    go([0, 0.5, 0], 0, { ray: { origin: [0, 0.2, 0], direction: [0, 0, -1] } })
    go([0, 0.5, 0], 0)
    expect(heard).toEqual([true, false])
  })
})

test('the same hand works at any place and size of the heart', () => {
  const { hand, go } = scene()
  movePose({ position: [1, 2, 3], quaternion: [0, Math.SQRT1_2, 0, Math.SQRT1_2], scale: 20 })
  takeTool('right', 'forceps')
  // Turned by 90° about y: patient +x points to the room's -z.
  go([1, 2, 3 - 0.2], 1)
  expect(hand.controls.at(-1)!.grasps[0]!.rest[0]).toBeCloseTo(10e-3, 6)
})

/*
 * A gaze with a pinch (transient pointer): a source that is there from the pinch to its end, whose ray meets the tissue
 * at first and then follows the hand. Rays come down from 0.4 m above the plate.
 */
describe('a gaze with a pinch', () => {
  const gaze = (x: number, z = 0) =>
    pointerPose(
      'right',
      { origin: [x, 0.4, z], direction: [0, -1, 0] },
      { grip: [x, 0.2, z], turn: [0, 0, 0, 1] },
    )

  /** Frames of a device: what the pose is in each, and `opened` where the pinch ended in a selection before it. */
  function play(frames: readonly (HandPose | null | 'opened')[]) {
    const { hand, driver } = scene()
    const ends = new PinchEnds()
    let time = 0
    for (const frame of frames) {
      if (frame === 'opened') {
        ends.selected({ targetRayMode: 'transient-pointer', handedness: 'right' })
        continue
      }
      const pose = ends.next('right', frame)
      if (pose) driver.update(pose, time++)
      else driver.lose()
    }
    return { hand, driver }
  }
  const stroke = Array.from({ length: 9 }, (_, n) => gaze(0.005 * n))

  test('cuts along its way, and the cut is made when the fingers open', () => {
    takeTool('right', 'scalpel')
    const { hand, driver } = play([...stroke, 'opened', null, null])
    const cut = hand.edits[0] as EditOf<'cut'>
    expect(hand.edits).toHaveLength(1)
    expect(cut.blade_mm[0]![0][0]).toBeCloseTo(0, 2)
    expect(cut.blade_mm.at(-1)![0][0]).toBeCloseTo(10, 1)
    expect(driver.role).toBe('free')
  })

  test('taken away by the device, its cut is dropped', () => {
    takeTool('right', 'scalpel')
    const { hand } = play([...stroke, null, null])
    expect(hand.edits).toEqual([])
    expect(hand.runner.stateOf('right')).toBe('Idle')
  })

  test('pinches that follow each other at once are gestures of their own', () => {
    takeTool('right', 'clamp')
    const { hand } = play([gaze(0), 'opened', gaze(0.02), gaze(0.02), 'opened', null])
    expect(hand.edits).toHaveLength(2)
    expect(hand.runner.stateOf('right')).toBe('Idle')
  })

  test('beside the tissue it holds the heart, as an empty hand does', () => {
    takeTool('right', 'scalpel')
    expect(play([gaze(0.5)]).driver.grabs).toBe(true)
    takeTool('right', null)
    expect(play([gaze(0)]).driver.grabs).toBe(true)
    expect(play([gaze(0), 'opened', null]).driver.grabs).toBe(false)
  })

  test('is read from its source: a ray where the eyes look, and the hand that pinched', () => {
    const at = (x: number, y: number, z: number) =>
      ({ transform: new FakeTransform([x, y, z]) }) as unknown as XRPose
    const spaces = { ray: {}, grip: {} }
    const frame = {
      getPose: (space: unknown) => (space === spaces.ray ? at(0, 1.6, 0) : at(0.2, 1.1, -0.3)),
    } as unknown as XRFrame
    const source = {
      handedness: 'left',
      targetRayMode: 'transient-pointer',
      targetRaySpace: spaces.ray,
      gripSpace: spaces.grip,
    } as unknown as XRInputSource
    const pose = readHandPose(frame, source, {} as XRReferenceSpace, true)!
    expect(pose).toMatchObject({ side: 'left', kind: 'pointer', press: 1, grip: [0.2, 1.1, -0.3] })
    expect(pose.ray.origin).toEqual([0, 1.6, 0])
    expect(pose.ray.direction[2]).toBe(-1)
  })
})

/** A transform without a turn. */
class FakeTransform {
  readonly orientation = { x: 0, y: 0, z: 0, w: 1 }
  readonly matrix: readonly number[]
  readonly position: { x: number; y: number; z: number }
  constructor([x, y, z]: Vec3) {
    this.position = { x, y, z }
    this.matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1]
  }
}
