import { useFrame } from '@react-three/fiber'
import { useMemo, useRef } from 'react'
import type { Mesh } from 'three'
import { useStore } from 'zustand'
import { add, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { nearestVertex, placeNow } from '../geometry/place-now'
import type { Stay } from '../session/exposure'
import type { Session } from '../session/session'
import { toolStore } from '../tools/tool-store'
import { useHeartSpace } from './heart-space'
import { rodMatrix } from './rod'
import { steel } from './steel'

const threadBlue = '#3f74dd'
/** Drawn thicker than a 4-0 thread, or it would not be seen at arm's length; metres. */
const threadRadius = 0.25e-3
const handleLength = 38e-3

/** Threads and clips keep a readable width when the heart is enlarged. */
const enlarged = (): number => Math.max(1, useHeartSpace.getState().scale / 3)

/** Retractors and stay sutures that stand in the field. In the group that maps patient space. */
export function ExposureDrawing({ session }: { readonly session: Session }) {
  const exposure = useStore(session.store, (s) => s.exposure)
  const carried = useStore(toolStore, (s) =>
    Object.values(s.previews)
      .map((p) => (p && (p.kind === 'bar' || p.kind === 'stay') && !p.label ? p.id : null))
      .join(),
  )
  return exposure
    .filter((e) => !carried.split(',').includes(e.id))
    .map((e) =>
      e.kind === 'stay' ? (
        <StandingStay key={e.id} session={session} stay={e} />
      ) : (
        <RetractorBar key={e.id} from={e.from} to={e.to} radius={e.radius} />
      ),
    )
}

interface BarProps {
  readonly from: Vec3
  readonly to: Vec3
  readonly radius: number
}

/** A blunt blade with a handle that leaves the heart. */
export function RetractorBar({ from, to, radius }: BarProps) {
  const centre = useHeartSpace((s) => s.centre)
  const parts = useMemo(() => {
    const middle = mix(from, to, 0.5)
    const top = add(middle, scale(normalize(subtract(middle, centre)), handleLength))
    return { blade: rodMatrix(from, to, radius), handle: rodMatrix(middle, top, 1.1e-3), top }
  }, [from, to, radius, centre])
  return (
    <>
      <mesh matrix={parts.blade} matrixAutoUpdate={false} castShadow>
        <cylinderGeometry args={[1, 1, 1, 20]} />
        <meshStandardMaterial {...steel} />
      </mesh>
      {[from, to].map((end, n) => (
        <mesh key={n} position={[...end]} castShadow>
          <sphereGeometry args={[radius, 20, 14]} />
          <meshStandardMaterial {...steel} />
        </mesh>
      ))}
      <mesh matrix={parts.handle} matrixAutoUpdate={false} castShadow>
        <cylinderGeometry args={[1, 1, 1, 12]} />
        <meshStandardMaterial {...steel} />
      </mesh>
    </>
  )
}

/** The thread's inner end follows the tissue from frame to frame. */
function StandingStay({ session, stay }: { readonly session: Session; readonly stay: Stay }) {
  const surface = useStore(session.store, (s) => s.surface)
  const vertex = useMemo(() => (surface ? nearestVertex(surface, stay.rest) : -1), [surface, stay.rest])
  const thread = useRef<Mesh>(null)
  useFrame(() => {
    const { nodePositions } = session.frame
    if (!thread.current || !surface || !nodePositions) return
    const inner = placeNow(surface, nodePositions, stay.rest, vertex)
    rodMatrix(inner, stay.target, threadRadius / enlarged(), thread.current.matrix)
    thread.current.matrixWorldNeedsUpdate = true
  })
  return (
    <>
      <mesh ref={thread} matrixAutoUpdate={false} frustumCulled={false}>
        <cylinderGeometry args={[1, 1, 1, 8]} />
        <meshStandardMaterial color={threadBlue} roughness={0.4} />
      </mesh>
      <StayEnd place={stay.target} />
    </>
  )
}

/** A stay suture as it is drawn from the tissue. */
export function StayThread({ from, to }: { readonly from: Vec3; readonly to: Vec3 }) {
  const matrix = useMemo(() => rodMatrix(from, to, threadRadius / enlarged()), [from, to])
  return (
    <>
      <mesh matrix={matrix} matrixAutoUpdate={false} frustumCulled={false}>
        <cylinderGeometry args={[1, 1, 1, 8]} />
        <meshStandardMaterial color={threadBlue} roughness={0.4} />
      </mesh>
      <StayEnd place={to} />
    </>
  )
}

/** The clip that holds the thread's outer end: what a hand takes. */
function StayEnd({ place }: { readonly place: Vec3 }) {
  const radius = useHeartSpace(() => 1.2e-3 / enlarged())
  return (
    <mesh position={[...place]} scale={radius} castShadow>
      <sphereGeometry args={[1, 16, 12]} />
      <meshStandardMaterial {...steel} />
    </mesh>
  )
}
