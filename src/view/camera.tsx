import { CameraControls } from '@react-three/drei'
import { useThree } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useEffect, useRef } from 'react'
import { type PerspectiveCamera, Vector3 } from 'three'
import { useStore } from 'zustand'
import { add, normalize, scale, subtract } from '../core/vec3'
import type { Heart } from '../heart/heart'
import type { Viewpoint } from '../heart/viewpoint'
import type { Session } from '../session/session'
import { deepestPoint, isInside } from './chamber'
import { useHeartSpace } from './heart-space'
import { sayWhereWeAre, whereWeAre } from './here'
import { clipOf, inPatient, inRoom, lookOf, namedLook, viewpointOf } from './look'
import { setSectionOfView, useView, type ViewName } from './view-state'

/** Orbit with damping on the page; in the headset the person moves, not the camera. */
export function Camera({ session }: { session: Session }) {
  const controls = useRef<CameraControls>(null)
  const camera = useThree((s) => s.camera) as PerspectiveCamera
  const immersed = useXR((s) => s.session !== undefined)
  const heart = useStore(session.store, (s) => s.heart)
  const request = useView((v) => v.request)
  const opened = useRef<Uint8Array | null>(null)
  const answered = useRef<typeof request | null>(null)
  /** Where one stood before stepping inside. */
  const outside = useRef<Viewpoint | null>(null)

  useEffect(() => {
    if (!controls.current || !heart) return
    const smooth = opened.current === heart.labels
    // A heart whose valves or names were corrected is looked at from where one is.
    if (smooth && answered.current === request) return
    opened.current = heart.labels
    answered.current = request
    const { view } = request
    const before = view === 'inside' ? whereWeAre() : null
    if (before && !isInside(heart, lookOf({ ...before, name: '' }).eye))
      outside.current = { ...before, name: '' }
    const wanted = view === 'outside' ? (outside.current ?? 'front') : view
    void look(controls.current, camera, heart, wanted, smooth)
  }, [heart, request, camera])

  useEffect(
    () =>
      immersed
        ? undefined
        : sayWhereWeAre(() => (controls.current ? pageViewpoint(controls.current, camera) : null)),
    [immersed, camera],
  )

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
  view: Exclude<ViewName, 'outside'> | Viewpoint,
  smooth: boolean,
): Promise<unknown> {
  const space = useHeartSpace.getState()
  if (typeof view !== 'string') {
    setFieldOfView(camera, view.fieldOfView_deg)
    setSectionOfView(clipOf(view))
    useView.setState({ tissue: view.glass ? 'glass' : 'solid' })
    return stand(controls, camera, inRoom(lookOf(view), space), smooth)
  }
  if (view === 'inside') {
    setSectionOfView(null)
    setFieldOfView(camera, insideView)
    const eye = deepestPoint(heart)
    const target = add(eye, scale(normalize(subtract(space.centre, eye)), 0.006))
    return stand(controls, camera, inRoom({ eye, target, up: [0, 0, 1] }, space), smooth)
  }
  setFieldOfView(camera, outsideView)
  const fit = Math.sin((camera.fov * Math.PI) / 360) * Math.min(1, camera.aspect)
  const named = namedLook(heart, view, space, (0.8 * space.radius) / fit)
  setSectionOfView(named.section)
  return stand(controls, camera, inRoom(named.look, space), smooth)
}

/** Brings the camera there; where another way is up, at once, because the axis that it orbits about changes with it. */
function stand(
  controls: CameraControls,
  camera: PerspectiveCamera,
  { eye, target, up }: Record<'eye' | 'target' | 'up', Vector3>,
  smooth: boolean,
): Promise<unknown> {
  const sameUp = camera.up.angleTo(up) < 0.01
  camera.up.copy(up)
  controls.updateCameraUp()
  return controls.setLookAt(eye.x, eye.y, eye.z, target.x, target.y, target.z, smooth && sameUp)
}

function pageViewpoint(controls: CameraControls, camera: PerspectiveCamera): Omit<Viewpoint, 'name'> {
  const { clip, tissue } = useView.getState()
  const eye = controls.getPosition(new Vector3())
  const target = controls.getTarget(new Vector3())
  const up = new Vector3().setFromMatrixColumn(camera.matrixWorld, 1)
  const here = inPatient({ eye, target, up }, useHeartSpace.getState())
  return viewpointOf(here, { fieldOfView_deg: camera.fov, scale: null, glass: tissue === 'glass', clip })
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
