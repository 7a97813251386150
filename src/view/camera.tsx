import { CameraControls } from '@react-three/drei'
import { useThree } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useEffect, useRef } from 'react'
import { type PerspectiveCamera, Vector3 } from 'three'
import { useStore } from 'zustand'
import type { Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'
import type { Session } from '../session/session'
import { deepestPoint } from './chamber'
import { patientToWorld, useHeartSpace } from './heart-space'
import { useView, type ViewName } from './view-state'

/** Where the eye stands, as a direction from the heart in patient space (LPS: left, back, head). */
const directions: Record<Exclude<ViewName, 'inside'>, Vec3> = {
  front: [0.25, -1, 0.12],
  back: [0, 1, 0.1],
  left: [1, -0.1, 0.1],
  right: [-1, -0.1, 0.1],
  'four-chamber': [0.42, -0.55, -0.72],
  surgeon: [-0.55, -0.75, 0.45],
}

/** Orbit with damping on the page; in the headset the person moves, not the camera. */
export function Camera({ session }: { session: Session }) {
  const controls = useRef<CameraControls>(null)
  const camera = useThree((s) => s.camera) as PerspectiveCamera
  const immersed = useXR((s) => s.session !== undefined)
  const heart = useStore(session.store, (s) => s.heart)
  const request = useView((v) => v.request)
  const opened = useRef<Heart | null>(null)

  useEffect(() => {
    if (!controls.current || !heart) return
    const smooth = opened.current === heart
    opened.current = heart
    void look(controls.current, camera, heart, request.view, smooth)
  }, [heart, request, camera])

  useArrowKeys(controls)
  if (immersed) return null
  return (
    <CameraControls
      ref={controls}
      makeDefault
      smoothTime={0.18}
      draggingSmoothTime={0.06}
      minDistance={0.004}
      maxDistance={2}
      dollySpeed={0.6}
      dollyToCursor
    />
  )
}

function look(
  controls: CameraControls,
  camera: PerspectiveCamera,
  heart: Heart,
  view: ViewName,
  smooth: boolean,
): Promise<unknown> {
  const space = useHeartSpace.getState()
  const toWorld = patientToWorld(space)
  if (view === 'inside') {
    const from = new Vector3(...deepestPoint(heart)).applyMatrix4(toWorld)
    const to = new Vector3(...space.position)
    to.sub(from)
      .setLength(0.006 * space.scale)
      .add(from)
    setFieldOfView(camera, insideView)
    return controls.setLookAt(from.x, from.y, from.z, to.x, to.y, to.z, smooth)
  }
  setFieldOfView(camera, outsideView)
  const target = new Vector3(...space.position)
  const away = new Vector3(...directions[view]).transformDirection(toWorld)
  const fit = Math.sin((camera.fov * Math.PI) / 360) * Math.min(1, camera.aspect)
  const from = target.clone().addScaledVector(away, (0.8 * space.radius * space.scale) / fit)
  return controls.setLookAt(from.x, from.y, from.z, target.x, target.y, target.z, smooth)
}

/** Vertical angles, degrees: long enough outside to keep shapes true, wide enough inside to see a chamber. */
const outsideView = 32
const insideView = 78

function setFieldOfView(camera: PerspectiveCamera, degrees: number): void {
  camera.fov = degrees
  camera.updateProjectionMatrix()
}

const step = 0.12
/** What a key does: turn by azimuth and polar angle [rad], or come nearer by a share of the distance. */
const keyMoves: Readonly<Record<string, readonly [azimuth: number, polar: number, nearer: number]>> = {
  ArrowLeft: [-step, 0, 0],
  ArrowRight: [step, 0, 0],
  ArrowUp: [0, -step, 0],
  ArrowDown: [0, step, 0],
  '+': [0, 0, step],
  '=': [0, 0, step],
  '-': [0, 0, -step],
}

/** Not while a field or a sheet on the page has the focus. */
function useArrowKeys(controls: { readonly current: CameraControls | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const move = keyMoves[event.key]
      if (!move || !controls.current || event.ctrlKey || event.metaKey) return
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('input, select, textarea, [role=dialog]')
      )
        return
      event.preventDefault()
      if (move[2]) void controls.current.dolly(controls.current.distance * move[2], true)
      else void controls.current.rotate(move[0], move[1], true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [controls])
}
