import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef, useState } from 'react'
import {
  BufferAttribute,
  BufferGeometry,
  type Camera,
  type Group,
  Matrix4,
  type PerspectiveCamera,
  Vector3,
} from 'three'
import { useStore } from 'zustand'
import type { EmbeddedSurface } from '../geometry/surface'
import { hands } from '../input/hands'
import type { Session } from '../session/session'
import { isInside } from './chamber'
import { thinnedBeside } from './governor/thinner'
import { patientToWorld, useHeartSpace, worldToPatient } from './heart-space'
import { useComfort } from './xr/comfort'

/** How much of the surface the small heart shows. */
const coarse = { share: 0.05, tolerance: 2e-3 }
/** Its radius in the hand, metres. */
const inHand = 0.035

/** While one is inside: the whole heart, small, turned as the large one is, with a bead where one is and looks from. */
export function MiniHeart({ session }: { readonly session: Session }) {
  const heart = useStore(session.store, (s) => s.heart)
  const [inside, setInside] = useState(false)
  useFrame(({ camera }) => {
    if (!heart) return
    camera.getWorldPosition(eye).applyMatrix4(worldToPatient(undefined, toPatient))
    setInside(isInside(heart, [eye.x, eye.y, eye.z]))
  })
  // As it was when one went in: an incision is too fine to be seen on it.
  const { surface } = session.state
  return inside && surface ? <Mini surface={surface} /> : null
}

const eye = new Vector3()
const gaze = new Vector3()
const toPatient = new Matrix4()

function Mini({ surface }: { readonly surface: EmbeddedSurface }) {
  const group = useRef<Group>(null)
  const bead = useRef<Group>(null)
  const [first] = useState(surface)
  const geometry = useMemo(() => miniature(first), [first])
  useEffect(() => () => geometry.dispose(), [geometry])
  useFrame(({ camera, gl }) => {
    const mini = group.current
    if (!mini || !bead.current) return
    worldToPatient(undefined, toPatient)
    camera.getWorldDirection(gaze).transformDirection(toPatient)
    bead.current.position.copy(camera.getWorldPosition(eye).applyMatrix4(toPatient))
    bead.current.quaternion.setFromUnitVectors(ahead, gaze)
    hold(mini, camera, gl.xr.isPresenting)
  })
  return (
    <group ref={group} matrixAutoUpdate={false} name="mini-heart">
      <mesh geometry={geometry} renderOrder={24} frustumCulled={false}>
        <meshStandardMaterial
          color="#d9a596"
          emissive="#5a2d26"
          transparent
          opacity={0.22}
          depthTest={false}
          depthWrite={false}
        />
      </mesh>
      <group ref={bead}>
        <mesh renderOrder={25} frustumCulled={false}>
          <sphereGeometry args={[3e-3, 12, 8]} />
          <meshBasicMaterial color="#f4d58a" toneMapped={false} transparent depthTest={false} />
        </mesh>
        <mesh position={[0, 0.009, 0]} rotation-x={Math.PI} renderOrder={25} frustumCulled={false}>
          <coneGeometry args={[5e-3, 0.014, 16, 1, true]} />
          <meshBasicMaterial color="#f4d58a" toneMapped={false} transparent opacity={0.5} depthTest={false} />
        </mesh>
      </group>
    </group>
  )
}

/** The cone of the gaze is built along this axis. */
const ahead = new Vector3(0, 1, 0)

function miniature(surface: EmbeddedSurface): BufferGeometry {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(surface.rest, 3))
  geometry.setAttribute('normal', new BufferAttribute(surface.normals, 3))
  const { rest, triangles } = surface
  geometry.setIndex(new BufferAttribute(triangles, 1))
  thinnedBeside({ rest, triangles, ...coarse }).then((few) => geometry.setIndex(new BufferAttribute(few, 1)))
  return geometry
}

const place = new Vector3()

/** In the headset over the hand that does not work, or below the eyes; on the page in the lower right of the picture. */
function hold(mini: Group, camera: Camera, presenting: boolean): void {
  const space = useHeartSpace.getState()
  const size = presenting ? inRoomOf(camera) : onPage(camera as PerspectiveCamera)
  patientToWorld({ ...space, position: place.toArray(), scale: size / space.radius }, mini.matrix)
  mini.matrixWorldNeedsUpdate = true
}

function inRoomOf(camera: Camera): number {
  const { dominant, oneHanded } = useComfort.getState()
  const pose = oneHanded ? null : hands[dominant === 'right' ? 'left' : 'right']
  if (pose) place.set(pose.grip[0], pose.grip[1] + 0.06, pose.grip[2])
  else {
    camera.getWorldDirection(place).setY(0).setLength(0.42)
    place.add(camera.getWorldPosition(eye))
    place.y -= 0.26
  }
  return inHand
}

/** Metres from the camera at which the page's small heart is drawn: nearer than any wall. */
const near = 0.02

function onPage(camera: PerspectiveCamera): number {
  const half = near * Math.tan((camera.fov * Math.PI) / 360)
  place.set(half * camera.aspect - 0.62 * half, -0.28 * half, -near).applyMatrix4(camera.matrixWorld)
  return 0.24 * half
}
