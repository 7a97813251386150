import { useFrame } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Vector3 } from 'three'
import type { Vec3 } from '../../core/vec3'
import type { Tray as TrayOfHands } from '../../input/hand-driver'
import { XRInput } from '../../input/xr-input'
import { Tray } from '../../props/tray'
import type { Session } from '../../session/session'
import type { ToolRunner } from '../../tools/tool-runner'
import { takeTool } from '../../tools/tool-store'
import { useLanguage } from '../../ui/languages/use-language'
import { movePose, useHeartSpace } from '../heart-space'
import { useComfort } from './comfort'
import { FindingsPanel } from './findings-panel'
import { HeldInstruments } from './held-instruments'
import { NoticePanel } from './notice-panel'
import { Palette } from './palette'
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
  return (
    <>
      <XRInput session={session} runner={runner} tray={trayOf} />
      {place && <Tray {...place} onReady={setTray} />}
      <HeldInstruments />
      <Palette session={session} runner={runner} />
      <FindingsPanel session={session} />
      <NoticePanel session={session} />
      <ScaleIndicator />
      <Veil />
    </>
  )
}

/** Twice life size, half a metre ahead, a little under the eyes: where a surgeon's field is. */
const ahead = 0.5
const under = 0.28
const firstScale = 2
/** The tray stands under the right hand, metres from the head. */
const trayPlace = { ahead: 0.36, right: 0.36, under: 0.46 }

interface TrayPlace {
  readonly position: Vec3
  readonly yaw: number
}

/**
 * Places the heart before the person when the session starts, and where it was on the page when it ends. Gives the
 * place of the tray, null until the head was seen.
 */
function useHeartBeforePerson(): TrayPlace | null {
  const frames = useRef(0)
  const [tray, setTray] = useState<TrayPlace | null>(null)
  useFrame(({ gl }, _, frame?: XRFrame) => {
    // The head's pose is known from the second frame on.
    if (!frame || ++frames.current !== 3) return
    const eyes = gl.xr.getCamera()
    const head = eyes.getWorldPosition(new Vector3())
    const look = eyes.getWorldDirection(new Vector3()).setY(0)
    if (look.lengthSq() < 0.01) look.set(0, 0, -1)
    look.normalize()
    const heart = head.clone().addScaledVector(look, ahead)
    movePose({ position: [heart.x, heart.y - under, heart.z], scale: firstScale })
    setTray(placeTray(head, look))
  }, -4)
  useEffect(() => {
    const { position, quaternion, scale } = useHeartSpace.getState()
    return () => {
      movePose({ position, quaternion, scale })
      useComfort.setState({ outside: null, veil: 0 })
      takeTool('left', null)
      takeTool('right', null)
    }
  }, [])
  return tray
}

function placeTray(head: Vector3, look: Vector3): TrayPlace {
  const right = new Vector3(-look.z, 0, look.x)
  const place = head.clone().addScaledVector(look, trayPlace.ahead).addScaledVector(right, trayPlace.right)
  return {
    position: [place.x, place.y - trayPlace.under, place.z],
    yaw: Math.atan2(-look.x, -look.z),
  }
}
