import { useFrame } from '@react-three/fiber'
import { useXR, XROrigin } from '@react-three/xr'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Vector3 } from 'three'
import type { Tray as TrayOfHands } from '../../input/hand-driver'
import { firstStand } from '../../input/stride'
import { XRInput } from '../../input/xr-input'
import { Tray } from '../../props/tray'
import type { Session } from '../../session/session'
import type { ToolRunner } from '../../tools/tool-runner'
import { takeTool } from '../../tools/tool-store'
import { useLanguage } from '../../ui/languages/use-language'
import { movePose, useHeartSpace } from '../heart-space'
import { BesideHeart } from './beside-heart'
import { BloodLegend } from './blood-legend'
import { useComfort } from './comfort'
import { ComparisonPanel } from './comparison-panel'
import { FindingsPanel } from './findings-panel'
import { FloorMark } from './floor-mark'
import { FrameStripPanel } from './frame-strip-panel'
import { GuidePanel } from './guide-panel'
import { HeldInstruments } from './held-instruments'
import { NoticePanel } from './notice-panel'
import { Palette } from './palette'
import { type Placement, placement } from './placement'
import { headingOf, RoomViews } from './room-views'
import { ScaleIndicator } from './scale-indicator'
import { Veil } from './veil'

interface ImmersiveProps {
  readonly session: Session
  readonly runner: ToolRunner
}

/** All that only a headset has. Inside `<XR>`; draws nothing on the page. */
export function Immersive(props: ImmersiveProps) {
  const immersed = useXR((s) => s.session !== undefined)
  return immersed ? <Room {...props} /> : null
}

function Room({ session, runner }: ImmersiveProps) {
  useLanguage()
  const tray = useRef<TrayOfHands | null>(null)
  const [trayOf] = useState(() => () => tray.current)
  const setTray = useCallback((ready: TrayOfHands | null) => {
    tray.current = ready
  }, [])
  const place = useHeartBeforePerson()
  const { position, yaw } = useComfort((s) => s.stand)
  return (
    <>
      <XROrigin position={[...position]} rotation-y={yaw} />
      <XRInput session={session} runner={runner} tray={trayOf} />
      {place && <Tray {...place} onReady={setTray} />}
      <HeldInstruments session={session} />
      <BesideHeart session={session} />
      <RoomViews session={session} runner={runner} />
      <FloorMark />
      <FrameStripPanel />
      <Palette session={session} runner={runner} />
      <FindingsPanel session={session} />
      <ComparisonPanel session={session} />
      <GuidePanel session={session} />
      <BloodLegend session={session} />
      <NoticePanel session={session} />
      <ScaleIndicator />
      <Veil />
    </>
  )
}

/** Twice life size at first. */
const firstScale = 2

/**
 * Places the heart before the person when the session starts and when it is called back, and where it was on the page
 * when it ends. Gives the place of the tray, null until the head was seen.
 */
function useHeartBeforePerson(): Placement['tray'] | null {
  const frames = useRef(0)
  const answered = useRef(useComfort.getState().calls)
  const [tray, setTray] = useState<Placement['tray'] | null>(null)
  useFrame(({ gl }, _, frame?: XRFrame) => {
    if (!frame) return
    // The head's pose is known from the second frame on.
    const first = ++frames.current === 3
    const { calls, posture, dominant, outside } = useComfort.getState()
    if (!first && (frames.current < 3 || calls === answered.current)) return
    answered.current = calls
    const eyes = gl.xr.getCamera()
    const head = eyes.getWorldPosition(new Vector3()).toArray()
    const { heart, tray: place } = placement(head, headingOf(eyes), posture, dominant)
    movePose({ ...outside, position: heart, ...(first ? { scale: firstScale } : {}) })
    useComfort.setState({ outside: null })
    setTray(place)
  }, -4)
  useEffect(() => {
    const { position, quaternion, scale } = useHeartSpace.getState()
    return () => {
      movePose({ position, quaternion, scale })
      useComfort.setState({ outside: null, veil: 0, stand: firstStand, aiming: null })
      takeTool('left', null)
      takeTool('right', null)
    }
  }, [])
  return tray
}
