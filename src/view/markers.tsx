import { useMemo } from 'react'
import { useStore } from 'zustand'
import { add, scale, type Vec3 } from '../core/vec3'
import { conductionLandmarks } from '../findings'
import {
  arrowLength,
  landmarksShown,
  type MarkerDisc,
  markerDiscs,
  mostPoints,
} from '../geometry/heart-markers'
import type { Heart, Landmark } from '../heart/heart'
import type { Session } from '../session/session'
import { toolStore } from '../tools/tool-store'
import { Ghost } from './ghost'
import { useHeartSpace } from './heart-space'
import { circle, thread } from './xr/preview-geometry'

/** Vessel ends, valves and landmarks; the one in hand in the accent. */
const colours = { port: '#7fb4ff', gate: '#f2e3c2', landmark: '#e7a6c8', taken: '#79cdd2' } as const

/** What the blood enters and leaves by, drawn while somebody holds the marker instrument. */
export function Markers({ session }: { session: Session }) {
  const heart = useStore(session.store, (s) => s.heart)
  const shown = useStore(toolStore, (s) => Object.values(s.active).includes('markers'))
  const taken = useStore(toolStore, (s) => s.settings.marker)
  if (!heart || !shown) return null
  return <All heart={heart} taken={taken} />
}

function All({ heart, taken }: { heart: Heart; taken: string | null }) {
  return (
    <>
      {markerDiscs(heart).map((disc) => (
        <Disc key={disc.marker} disc={disc} taken={taken === disc.marker} />
      ))}
      {landmarksShown(heart).map((l) => (
        <Points key={l.id} landmark={l} taken={taken === `landmark:${l.id}`} />
      ))}
    </>
  )
}

/** Lines keep a readable width when the heart is enlarged. */
const useLineScale = (): number => useHeartSpace((s) => 1 / Math.max(1, s.scale / 4))

/** A ring, an arrow along the flow, and beads where it can be taken hold of. */
function Disc({ disc, taken }: { disc: MarkerDisc; taken: boolean }) {
  const width = useLineScale()
  const { centre, normal, radius, kind } = disc
  const colour = taken ? colours.taken : colours[kind]
  const shapes = useMemo(() => {
    const rim = circle(centre, normal, radius)
    const tip = add(centre, scale(normal, arrowLength * radius))
    return {
      ring: thread(rim, 0.35e-3 * width, true),
      arrow: thread([centre, tip], 0.25e-3 * width),
      beads: [centre, tip, rim[0]!],
    }
  }, [centre, normal, radius, width])
  return (
    <>
      <Ghost geometry={shapes.ring} colour={colour} opacity={0.95} />
      <Ghost geometry={shapes.arrow} colour={colour} opacity={0.8} />
      {shapes.beads.map((place, n) => (
        <Bead key={n} place={place} radius={(n === 0 ? 1 : 0.75) * 1e-3 * width} colour={colour} />
      ))}
    </>
  )
}

function Points({ landmark, taken }: { landmark: Landmark; taken: boolean }) {
  const width = useLineScale()
  const colour = taken ? colours.taken : colours.landmark
  const beads = landmark.points.length <= mostPoints ? landmark.points : []
  const isAxis = conductionLandmarks([landmark]).length > 0
  const line = useMemo(() => thread(landmark.points, 0.25e-3 * width), [landmark.points, width])
  return (
    <>
      {landmark.points.length > 1 && !isAxis && <Ghost geometry={line} colour={colour} opacity={0.8} />}
      {beads.map((place, n) => (
        <Bead key={n} place={place} radius={0.75e-3 * width} colour={colour} />
      ))}
    </>
  )
}

function Bead({ place, radius, colour }: { place: Vec3; radius: number; colour: string }) {
  return (
    <mesh position={[...place]} renderOrder={12}>
      <sphereGeometry args={[radius, 12, 8]} />
      <meshBasicMaterial color={colour} toneMapped={false} depthTest={false} transparent opacity={0.95} />
    </mesh>
  )
}
