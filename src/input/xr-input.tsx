import { useFrame } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useEffect, useMemo, useRef } from 'react'
import type { Session } from '../session/session'
import type { ToolRunner } from '../tools/tool-runner'
import { movePose, useHeartSpace } from '../view/heart-space'
import { useComfort } from '../view/xr/comfort'
import { forgetPresses, xrStore } from '../view/xr/store'
import { HandDriver, type Tray } from './hand-driver'
import { readHandPose } from './hand-pose'
import { hands, pressables } from './hands'
import { Haptics } from './haptics'
import { carry, type Grip, stretch } from './heart-grab'
import { PenHold } from './pen-hold'
import { Selecting } from './selecting'
import { SteadyHand } from './steady-hand'
import { inRoom } from './stride'
import { Stroller, stroll } from './stroller'
import { PinchEnds } from './transient-pointer'

const sides = ['left', 'right'] as const
type HandSide = (typeof sides)[number]

interface XRInputProps {
  readonly session: Session
  readonly runner: ToolRunner
  /** What lies on the tray; a getter, because the tray appears after the hands. */
  readonly tray: () => Tray | null
}

/** Hands and controllers of the immersive session, once a frame, before anything is drawn. */
export function XRInput({ session: { frame: field }, runner, tray }: XRInputProps) {
  const session = useXR((s) => s.session)
  const haptics = useMemo(() => new Haptics(), [])
  const ends = useMemo(() => new PinchEnds(), [])
  const selecting = useSelecting(session, ends)
  const held = useRef<Partial<Record<HandSide, Grip>>>({})
  const drivers = useMemo(
    () => ({
      left: new HandDriver('left', runner, pressables, tray),
      right: new HandDriver('right', runner, pressables, tray),
    }),
    [runner, tray],
  )
  const tracked = useMemo(() => ({ left: trackedHand('left'), right: trackedHand('right') }), [])
  const strollers = useMemo(() => ({ left: new Stroller('left'), right: new Stroller('right') }), [])
  useEffect(() => () => letGo(drivers), [drivers])
  useFrame(({ gl, clock }, _, frame?: XRFrame) => {
    const space = gl.xr.getReferenceSpace()
    if (!frame || !space || !session) return
    forgetPresses(xrStore.getState().inputSourceStates)
    readHands(frame, session, space, selecting.inFrame())
    for (const side of sides) hands[side] = ends.next(side, hands[side])
    for (const side of sides) settle(side, tracked[side], clock.elapsedTime)
    stroll(strollers, gl.xr.getCamera())
    const { aiming } = useComfort.getState()
    for (const side of sides) {
      const pose = hands[side]
      if (pose && side !== aiming) drivers[side].update(pose, clock.elapsedTime * 1e3)
      else drivers[side].lose()
    }
    if (drivers.left.role === 'waiting' && drivers.right.role === 'waiting')
      for (const side of sides) drivers[side].turnToGrab()
    held.current = moveHeart(held.current, drivers)
    haptics.feel(session.inputSources, field.touches, clock.elapsedTime * 1e3)
  }, -3)
  return null
}

/** The session's own events of presses: what a device without joints has. */
function useSelecting(session: XRSession | undefined, ends: PinchEnds): Selecting {
  const selecting = useMemo(() => new Selecting(), [])
  useEffect(() => {
    if (!session) return
    const start = ({ inputSource }: XRInputSourceEvent) => selecting.start(inputSource.handedness)
    const end = ({ inputSource }: XRInputSourceEvent) => selecting.end(inputSource.handedness)
    const select = ({ inputSource }: XRInputSourceEvent) => ends.selected(inputSource)
    session.addEventListener('select', select)
    session.addEventListener('selectstart', start)
    session.addEventListener('selectend', end)
    return () => {
      session.removeEventListener('select', select)
      session.removeEventListener('selectstart', start)
      session.removeEventListener('selectend', end)
    }
  }, [session, selecting, ends])
  return selecting
}

function readHands(
  frame: XRFrame,
  session: XRSession,
  space: XRReferenceSpace,
  selecting: ReadonlySet<XRHandedness>,
): void {
  hands.left = null
  hands.right = null
  for (const source of session.inputSources) {
    const side = source.handedness
    // A hand that is tracked is at work itself; its gaze stands in only where it is not.
    if (side === 'none' || (hands[side] && source.targetRayMode === 'transient-pointer')) continue
    hands[side] = readHandPose(frame, source, space, selecting.has(side)) ?? hands[side]
  }
}

/** What is known of a hand from the frames before. */
interface TrackedHand {
  readonly pen: PenHold
  readonly steady: SteadyHand
}

const trackedHand = (side: HandSide): TrackedHand => ({ pen: new PenHold(side), steady: new SteadyHand() })

/**
 * The hand as it is drawn and works: where the person has gone to, its instrument still while fingers close, and without
 * its trembling.
 */
function settle(side: HandSide, { pen, steady }: TrackedHand, time: number): void {
  const pose = hands[side]
  const { stand, steadyHands } = useComfort.getState()
  if (!pose) {
    pen.lose()
    steady.lose()
    return
  }
  const held = pen.next(pose, time)
  hands[side] = inRoom(steadyHands ? steady.next(held, time) : held, stand)
}

/** Moves the heart with the hands that hold it; gives their grips, to compare with in the next frame. */
function moveHeart(
  before: Partial<Record<HandSide, Grip>>,
  drivers: Record<HandSide, HandDriver>,
): Partial<Record<HandSide, Grip>> {
  const now: Partial<Record<HandSide, Grip>> = {}
  for (const side of sides) if (drivers[side].grabs && hands[side]) now[side] = hands[side]
  hands.grabbing = Boolean(now.left || now.right)
  const pose = useHeartSpace.getState()
  const [was, is] = [before, now]
  if (is.left && is.right) {
    if (was.left && was.right) movePose(stretch(pose, [was.left, was.right], [is.left, is.right]))
    return now
  }
  for (const side of sides) {
    const [from, to] = [was[side], is[side]]
    if (from && to) movePose(carry(pose, from, to))
  }
  return now
}

function letGo(drivers: Record<HandSide, HandDriver>): void {
  for (const side of sides) {
    drivers[side].lose()
    hands[side] = null
  }
  hands.grabbing = false
}
