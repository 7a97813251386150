import { Canvas, useFrame, useThree } from '@react-three/fiber'
import { type PointerEvent, useEffect, useMemo } from 'react'
import { NeutralToneMapping, type PerspectiveCamera } from 'three'
import { createStore } from 'zustand/vanilla'
import { empty } from '../../session/session-state'
import type { Still } from '../../session/strategies/strategies-state'
import { Backdrop } from '../background'
import { HeartGroup } from '../heart-group'
import { Lights } from '../lights'
import { Shells } from '../shells'
import type { Shown } from '../shown'
import { Tissue } from '../tissue'
import { Tracers } from '../tracers'
import { mainView } from './main-view'

interface SecondViewProps {
  readonly still: Still
  /** Drawn by the processor: fewer pixels, and a picture now and then. */
  readonly plain: boolean
}

/**
 * A strategy as it was when it was last in hand, beside the live one: same camera, same place and size of the heart, same
 * colours and section. It stands still: the same moment for as long as one looks.
 */
export function SecondView({ still, plain }: SecondViewProps) {
  const shown = useMemo(() => shownOf(still), [still])
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
      <HeartGroup>
        <Tissue session={shown} />
        <Shells session={shown} />
        <Tracers session={shown} />
      </HeartGroup>
    </Canvas>
  )
}

function shownOf({ heart, surface, frame }: Still): Shown {
  const store = createStore(() => ({ ...empty, heart, surface }))
  return { store, frame, state: store.getState() }
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
    if (camera.fov === main.fov) return
    camera.fov = main.fov
    camera.updateProjectionMatrix()
  }, -3)
  return null
}
