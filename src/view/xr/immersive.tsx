import { useFrame } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useEffect, useRef } from 'react'
import { Vector3 } from 'three'
import type { Tray as TrayOfHands } from '../../input/hand-driver'
import { XRInput } from '../../input/xr-input'
import type { Session } from '../../session/session'
import type { ToolRunner } from '../../tools/tool-runner'
import { takeTool } from '../../tools/tool-store'
import { movePose, useHeartSpace } from '../heart-space'
import { useComfort } from './comfort'
import { FindingsPanel } from './findings-panel'
import { HeldInstruments } from './held-instruments'
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
  const tray = useRef<TrayOfHands | null>(null)
  const trayOf = useRef(() => tray.current)
  useHeartBeforePerson()
  return (
    <>
      <XRInput runner={runner} tray={trayOf.current} />
      <HeldInstruments />
      <Palette session={session} runner={runner} />
      <FindingsPanel session={session} />
      <ScaleIndicator />
      <Veil />
    </>
  )
}

/** Twice life size, half a metre ahead, a little under the eyes: where a surgeon's field is. */
const ahead = 0.5
const under = 0.28
const firstScale = 2

/** Places the heart before the person when the session starts, and where it was on the page when it ends. */
function useHeartBeforePerson(): void {
  const frames = useRef(0)
  useFrame(({ camera, gl }, _, frame?: XRFrame) => {
    // The head's pose is known from the second frame on.
    if (!frame || ++frames.current !== 3) return
    const head = gl.xr.getCamera().getWorldPosition(new Vector3())
    const look = camera.getWorldDirection(new Vector3()).setY(0)
    if (look.lengthSq() < 0.01) look.set(0, 0, -1)
    const place = head.addScaledVector(look.normalize(), ahead)
    movePose({ position: [place.x, place.y - under, place.z], scale: firstScale })
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
}
