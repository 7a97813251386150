import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import { type Group, type Mesh, Vector3 } from 'three'
import { useStore } from 'zustand'
import { nearestVertex, placeNow } from '../geometry/place-now'
import type { Session } from '../session/session'
import { useHeartSpace } from './heart-space'
import { labelPriority } from './labels/placed-labels'
import { type Pointed, usePointed } from './pointed-state'
import { Words } from './xr/words'

const eye = new Vector3()
const colours = { green: '#8fd3a5', amber: '#f0c36a', red: '#f08a7c' } as const

/** A ring that faces the eye at the place that a figure or a risk speaks of; it moves with the tissue. */
export function PointedPlace({ session }: { readonly session: Session }) {
  const pointed = usePointed((s) => s.pointed)
  const heart = useStore(session.store, (s) => s.heart)
  useEffect(() => () => usePointed.setState({ pointed: null }), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another heart has other places
  useEffect(() => usePointed.setState({ pointed: null }), [heart?.labels])
  return pointed && <Ring key={pointed.id} session={session} pointed={pointed} />
}

function Ring({ session, pointed }: { readonly session: Session; readonly pointed: Pointed }) {
  const surface = useStore(session.store, (s) => s.surface)
  const vertex = useMemo(() => (surface ? nearestVertex(surface, pointed.place) : -1), [surface, pointed])
  const group = useRef<Group>(null)
  const ring = useRef<Mesh>(null)
  const colour = pointed.level ? colours[pointed.level] : '#79cdd2'
  useFrame(({ camera, clock }) => {
    const { nodePositions } = session.frame
    if (!group.current || !ring.current) return
    if (surface && nodePositions) {
      const now = placeNow(surface, nodePositions, pointed.place, vertex)
      group.current.position.set(now[0], now[1], now[2])
    }
    ring.current.lookAt(camera.getWorldPosition(eye))
    const width = 1 / Math.max(1, useHeartSpace.getState().scale / 4)
    // A slow breath, no blinking.
    ring.current.scale.setScalar(width * (1 + 0.06 * Math.sin(2.4 * clock.elapsedTime)))
  })
  const paint = { color: colour, toneMapped: false, depthTest: false, transparent: true, opacity: 0.95 }
  return (
    <>
      <group ref={group} position={[...pointed.place]}>
        <mesh ref={ring} renderOrder={13}>
          <torusGeometry args={[3.6e-3, 0.28e-3, 10, 48]} />
          <meshBasicMaterial {...paint} />
        </mesh>
        <mesh renderOrder={13}>
          <sphereGeometry args={[0.5e-3, 12, 8]} />
          <meshBasicMaterial {...paint} />
        </mesh>
      </group>
      <Words position={pointed.place} lines={[pointed.label]} priority={labelPriority.pointed} />
    </>
  )
}
