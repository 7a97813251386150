import { Canvas, useFrame, useThree } from '@react-three/fiber'
import { type PointerEvent, useEffect } from 'react'
import { NeutralToneMapping, type PerspectiveCamera } from 'three'
import { Backdrop } from '../background'
import { Lights } from '../lights'
import type { Shown } from '../shown'
import { DrawnHeart } from './drawn-heart'
import { mainView } from './main-view'

interface SecondViewProps {
  readonly shown: Shown
  /** Drawn by the processor: fewer pixels, and a picture now and then. */
  readonly plain: boolean
}

/** Another strategy beside the one in hand: same camera, same place and size of the heart, same colours and section. */
export function SecondView({ shown, plain }: SecondViewProps) {
  return (
    <Canvas
      frameloop={plain ? 'demand' : 'always'}
      dpr={plain ? 0.5 : [1, 2]}
      camera={{ fov: 32, near: 0.002, far: 40 }}
      gl={{ antialias: !plain, toneMapping: NeutralToneMapping }}
      onPointerMove={turn}
      onWheel={({ deltaY }) =>
        controls()?.dolly(-Math.sign(deltaY) * 0.05 * (controls()?.distance ?? 0), true)
      }
    >
      <SameCamera now={plain} />
      <Backdrop />
      <Lights />
      <DrawnHeart shown={shown} />
    </Canvas>
  )
}

/** What of drei's camera controls a drag in the second view needs. */
interface Turning {
  readonly distance: number
  rotate(azimuth: number, polar: number, smooth: boolean): unknown
  dolly(distance: number, smooth: boolean): unknown
}

const controls = (): Turning | null => (mainView()?.controls ?? null) as Turning | null

/** A drag in the second view turns both. */
function turn(event: PointerEvent<HTMLDivElement>): void {
  if (event.buttons !== 1) return
  const whole = (2 * Math.PI) / event.currentTarget.clientHeight
  controls()?.rotate(-event.movementX * whole, -event.movementY * whole, true)
}

/** Stands where the page's camera stands, at every picture. */
function SameCamera({ now }: { readonly now: boolean }) {
  const camera = useThree((s) => s.camera) as PerspectiveCamera
  const invalidate = useThree((s) => s.invalidate)
  useEffect(() => {
    const timer = now ? setInterval(invalidate, 600) : undefined
    return () => clearInterval(timer)
  }, [now, invalidate])
  useFrame(() => {
    const main = mainView()?.camera as PerspectiveCamera | undefined
    if (!main) return
    main.getWorldPosition(camera.position)
    main.getWorldQuaternion(camera.quaternion)
    if (camera.fov === main.fov && sameWindow(camera.view, main.view)) return
    camera.fov = main.fov
    // Both pictures have one size: what moves the heart aside in one does so in the other.
    camera.view = main.view && { ...main.view }
    camera.updateProjectionMatrix()
  }, -3)
  return null
}

type Window = PerspectiveCamera['view']

const sameWindow = (a: Window, b: Window): boolean =>
  a === b || (a !== null && b !== null && windowNames.every((name) => a[name] === b[name]))

const windowNames = ['enabled', 'fullWidth', 'fullHeight', 'offsetX', 'offsetY', 'width', 'height'] as const
