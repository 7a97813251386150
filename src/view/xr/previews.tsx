import { Html } from '@react-three/drei'
import { useThree } from '@react-three/fiber'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Vec3 } from '../../core/vec3'
import type { Preview } from '../../tools/preview'
import { toolStore } from '../../tools/tool-store'
import { Ghost } from '../ghost'
import { HeartGroup } from '../heart-group'
import { useHeartSpace } from '../heart-space'
import { CanvasPanel } from './canvas-panel'

import { bladeSheet, circle, thread } from './preview-geometry'

/** The accent of everything that has not happened yet; sutures in the blue of polypropylene. */
const accent = '#f4d58a'
const threadBlue = '#5b8def'
const lift = 0.4e-3

/** What each instrument in hand is about to do, drawn on the tissue before it happens. */
export function Previews() {
  const previews = useStore(toolStore, (s) => s.previews)
  return (
    <HeartGroup>
      {Object.entries(previews).map(([side, shape]) => shape && <Shape key={side} shape={shape} />)}
    </HeartGroup>
  )
}

function Shape({ shape }: { readonly shape: Preview }) {
  switch (shape.kind) {
    case 'touch':
      return <Touch position={shape.position} normal={shape.normal} />
    case 'cut':
      return <CutPath blade={shape.blade} />
    case 'outline':
      return <Outline {...shape} />
    case 'stitches':
      return <Stitches points={shape.points} />
    case 'disc':
      return <Thread points={circle(shape.centre, shape.normal, shape.radius)} closed radius={0.35e-3} />
    case 'path':
      return <Thread points={shape.points} radius={shape.radius} opacity={0.35} />
    case 'grasp':
      return <Thread points={[shape.from, shape.to]} radius={0.25e-3} opacity={0.6} />
    case 'reading':
      return <Reading position={shape.position} lines={shape.lines} />
  }
}

/** Lines keep a readable width when the heart is enlarged. */
const useLineScale = (): number => useHeartSpace((s) => 1 / Math.max(1, s.scale / 4))

interface ThreadProps {
  readonly points: readonly Vec3[]
  readonly radius: number
  readonly closed?: boolean
  readonly colour?: string
  readonly opacity?: number
}

function Thread({ points, radius, closed = false, colour = accent, opacity = 1 }: ThreadProps) {
  const lineScale = useLineScale()
  const geometry = useMemo(
    () => thread(points, radius * lineScale, closed),
    [points, radius, closed, lineScale],
  )
  return <Ghost geometry={geometry} colour={colour} opacity={opacity} />
}

/** The tip's shadow: a dark soft spot in a thin ring, so that depth is read before contact. */
function Touch({ position, normal }: { readonly position: Vec3; readonly normal: Vec3 }) {
  const above: Vec3 = [0, 1, 2].map((a) => position[a]! + lift * normal[a]!) as unknown as Vec3
  return <Thread points={circle(above, normal, 1.6e-3)} closed radius={0.14e-3} opacity={0.9} />
}

function CutPath({ blade }: { readonly blade: readonly (readonly [Vec3, Vec3])[] }) {
  const sheet = useMemo(() => bladeSheet(blade), [blade])
  return (
    <>
      <Ghost geometry={sheet} colour={accent} opacity={0.3} />
      <Thread points={blade.map(([outer]) => outer)} radius={0.3e-3} />
    </>
  )
}

type OutlineProps = Extract<Preview, { kind: 'outline' }>

function Outline({ points, closed, closing }: OutlineProps) {
  const colour = closing ? '#a5e3b2' : accent
  return (
    <>
      <Thread points={points} closed={closed} radius={0.3e-3} colour={colour} />
      {points.map((p, i) => (
        <Bead key={i} place={p} radius={i === 0 ? 1.1e-3 : 0.6e-3} colour={colour} />
      ))}
    </>
  )
}

function Stitches({ points }: { readonly points: readonly Vec3[] }) {
  return points.map((p, i) => <Bead key={i} place={p} radius={0.55e-3} colour={threadBlue} />)
}

function Bead({ place, radius, colour }: { place: Vec3; radius: number; colour: string }) {
  const lineScale = useLineScale()
  return (
    <mesh position={[...place]} renderOrder={12}>
      <sphereGeometry args={[radius * lineScale, 10, 8]} />
      <meshBasicMaterial color={colour} toneMapped={false} depthTest={false} transparent opacity={0.9} />
    </mesh>
  )
}

/** In the headset a small panel above the place; on the page, text beside it. */
function Reading({ position, lines }: { readonly position: Vec3; readonly lines: readonly string[] }) {
  const presenting = useThree((s) => s.gl.xr.isPresenting)
  if (presenting)
    return <CanvasPanel patientPosition={position} width={0.12} rows={lines.map((text) => ({ text }))} />
  return (
    <Html position={[...position]} style={{ pointerEvents: 'none' }}>
      <output className="probe-reading">
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </output>
    </Html>
  )
}
