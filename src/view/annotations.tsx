import { useFrame } from '@react-three/fiber'
import { useMemo, useRef, useState } from 'react'
import type { BufferGeometry } from 'three'
import { mergeGeometries } from 'three/examples/jsm/utils/BufferGeometryUtils.js'
import { useStore } from 'zustand'
import { add, scale, subtract, type Vec3 } from '../core/vec3'
import type { Annotation } from '../heart/annotation'
import { annotationStore } from '../session/annotations'
import type { Session } from '../session/session'
import { annotationReader, type ReadAnnotation } from '../tools/measure/annotation-reader'
import { Ghost } from './ghost'
import { useHeartSpace } from './heart-space'
import { labelPriority } from './labels/placed-labels'
import { thread } from './xr/preview-geometry'
import { Words } from './xr/words'

/** Measures are read off the moving tissue so often, seconds. */
const every = 0.2

const colours: Readonly<Record<Annotation['kind'], string>> = {
  length: '#f2f0ea',
  angle: '#f2f0ea',
  area: '#f2f0ea',
  volume: '#f2f0ea',
  note: '#a5e3b2',
  line: '#a5e3b2',
}

/** What has been measured and written, on the tissue as it lies. */
export function Annotations({ session }: { readonly session: Session }) {
  const annotations = useStore(annotationStore, (s) => s.annotations)
  const read = useReadings(session, annotations)
  return annotations.map((a, n) => read[n] && <Drawn key={a.id} kind={a.kind} read={read[n]} />)
}

/** Read anew while the tissue moves, a few times a second. */
function useReadings(session: Session, annotations: readonly Annotation[]): readonly ReadAnnotation[] {
  const [, again] = useState(0)
  const last = useRef({ positions: session.frame.nodePositions, time: 0 })
  useFrame(({ clock }) => {
    const { nodePositions } = session.frame
    const { positions, time } = last.current
    if (annotations.length === 0 || positions === nodePositions || clock.elapsedTime - time < every) return
    last.current = { positions: nodePositions, time: clock.elapsedTime }
    again((n) => n + 1)
  })
  const reader = annotationReader(session)
  return annotations.map(reader)
}

function Drawn({ kind, read: { places, at, words } }: { kind: Annotation['kind']; read: ReadAnnotation }) {
  const width = useHeartSpace((s) => 1 / Math.max(1, s.scale / 4))
  const closed = kind === 'area'
  const key = places
    .flat()
    .map((v) => Math.round(v * 2e4))
    .join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the places
  const line = useMemo(
    () => (kind === 'angle' ? arms(places, 0.28e-3 * width) : thread(places, 0.28e-3 * width, closed)),
    [key, width, closed, kind],
  )
  const beads = kind === 'line' ? [] : places
  return (
    <>
      {places.length > 1 && <Ghost geometry={line} colour={colours[kind]} opacity={0.95} />}
      {beads.map((place, n) => (
        <Bead key={n} place={place} radius={0.6e-3 * width} colour={colours[kind]} />
      ))}
      {kind !== 'line' && (
        <Words
          position={kind === 'angle' ? beside(places) : at}
          lines={[words]}
          priority={labelPriority.measure}
        />
      )}
    </>
  )
}

/** The two straight arms of an angle. */
function arms([a, middle, b]: readonly Vec3[], radius: number): BufferGeometry {
  const both = [thread([a!, middle!], radius), thread([middle!, b!], radius)]
  return mergeGeometries(both) ?? both[0]!
}

/** An angle's words stand inside of it. */
function beside([a, middle, b]: readonly Vec3[]): Vec3 {
  const half = scale(add(subtract(a!, middle!), subtract(b!, middle!)), 0.25)
  return add(middle!, half)
}

function Bead({ place, radius, colour }: { place: Vec3; radius: number; colour: string }) {
  return (
    <mesh position={[...place]} renderOrder={12}>
      <sphereGeometry args={[radius, 12, 8]} />
      <meshBasicMaterial color={colour} toneMapped={false} depthTest={false} transparent opacity={0.95} />
    </mesh>
  )
}
