import { useThree } from '@react-three/fiber'
import { useEffect, useRef } from 'react'
import { type Camera, Vector3 } from 'three'
import { useStore } from 'zustand'
import type { Vec3 } from '../../core/vec3'
import type { Session } from '../../session/session'
import type { ToolRunner } from '../../tools/tool-runner'
import { movePose, useHeartSpace } from '../heart-space'
import { sayWhereWeAre } from '../here'
import { clipOf, inPatient, viewpointOf } from '../look'
import { setSectionOfView, useView } from '../view-state'
import { behindVeil, useComfort } from './comfort'
import { type Aimed, fieldOf, type Person, roomLookFrom, roomLookOf } from './room-look'
import { stepInside, stepOut } from './step-inside'

interface RoomViewsProps {
  readonly session: Session
  readonly runner: ToolRunner
}

/** In the headset the heart turns to show the view that is asked for, behind a short veil; the person stays. */
export function RoomViews({ session, runner }: RoomViewsProps) {
  const camera = useThree((s) => s.camera)
  const heart = useStore(session.store, (s) => s.heart)
  const request = useView((v) => v.request)
  const answered = useRef(request)
  const aimed = useRef<Aimed | null>(null)
  useEffect(() => {
    if (!heart || answered.current === request) return
    answered.current = request
    const { view } = request
    const space = useHeartSpace.getState()
    const { outside } = useComfort.getState()
    if (view === 'inside') return stepInside(camera, runner, heart)
    if (view === 'outside') return stepOut()
    if (typeof view !== 'string') {
      const person = personOf(camera, aimed.current)
      const { pose, inside } = roomLookOf(heart, view, space, person)
      if (!inside) aimed.current = { position: pose.position, field: person.field }
      const before = outside ?? { position: space.position, quaternion: space.quaternion, scale: space.scale }
      return behindVeil(() => {
        movePose(pose)
        setSectionOfView(clipOf(view))
        useView.setState({ tissue: view.glass ? 'glass' : 'solid' })
        useComfort.setState({ outside: inside ? before : null })
      })
    }
    const person = personOf(camera, aimed.current)
    const { pose, section } = roomLookFrom(heart, view, { ...space, ...outside }, person)
    behindVeil(() => {
      movePose(pose)
      setSectionOfView(section)
      useComfort.setState({ outside: null })
    })
  }, [request, heart, camera, runner])
  useEffect(() => sayWhereWeAre(() => roomViewpoint(camera)), [camera])
  return null
}

/** Where the person is; the heading is level even where the eyes look down. */
function personOf(camera: Camera, aimed: Aimed | null): Person {
  const head = camera.getWorldPosition(new Vector3())
  const { position } = useComfort.getState().outside ?? useHeartSpace.getState()
  return { head: head.toArray(), heading: headingOf(camera), field: fieldOf(position, aimed) }
}

/** Level direction that the eyes look along; of somebody who looks straight down, the one that is up in the picture. */
export function headingOf(camera: Camera): Vec3 {
  const look = camera.getWorldDirection(new Vector3()).setY(0)
  if (look.lengthSq() < 0.01) look.setFromMatrixColumn(camera.matrixWorld, 1).setY(0)
  return look.normalize().toArray()
}

/** The head's own turn is left out: eyes look at a palette while a place is kept. */
function roomViewpoint(camera: Camera) {
  const space = useHeartSpace.getState()
  const { clip, tissue } = useView.getState()
  const eye = camera.getWorldPosition(new Vector3())
  const inside = useComfort.getState().outside !== null
  const target = inside
    ? eye.clone().addScaledVector(new Vector3(...headingOf(camera)), 0.3)
    : new Vector3(...space.position)
  const look = inPatient({ eye, target, up: new Vector3(0, 1, 0) }, space)
  return viewpointOf(look, { fieldOfView_deg: 60, scale: space.scale, glass: tissue === 'glass', clip })
}
