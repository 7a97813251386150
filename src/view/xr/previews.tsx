import { useMemo } from 'react'
import { useStore } from 'zustand'
import { add, scale, type Vec3 } from '../../core/vec3'
import type { Preview } from '../../tools/preview'
import { toolStore } from '../../tools/tool-store'
import { RetractorBar, StayThread } from '../exposure'
import { Ghost } from '../ghost'
import { HeartGroup } from '../heart-group'
import { useHeartSpace } from '../heart-space'
import { Design } from './design-preview'
import { bladeSheet, circle, thread } from './preview-geometry'
import { Words } from './words'

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
      return <Touch {...shape} />
    case 'cut':
      return <CutPath {...shape} />
    case 'outline':
      return <Outline {...shape} />
    case 'stitches':
      return <Stitches {...shape} />
    case 'taken-out':
      return <TakenOut {...shape} />
    case 'bar':
      return <Bar {...shape} />
    case 'stay':
      return <StayDrawn {...shape} />
    case 'disc':
      return <Thread points={circle(shape.centre, shape.normal, shape.radius)} closed radius={0.35e-3} />
    case 'path':
      return <Thread points={shape.points} radius={shape.radius} opacity={0.35} />
    case 'grasp':
      return <Thread points={[shape.from, shape.to]} radius={0.25e-3} opacity={0.6} />
    case 'design':
      return <Design {...shape} />
    case 'measure':
      return <Measure {...shape} />
    case 'reading':
      return <Words position={shape.position} lines={shape.lines} />
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
function Touch({ position, normal, depth }: Extract<Preview, { kind: 'touch' }>) {
  const ring = useMemo(() => circle(add(position, scale(normal, lift)), normal, 1.6e-3), [position, normal])
  return (
    <>
      <Thread points={ring} closed radius={0.14e-3} opacity={0.9} />
      {depth && <DepthMark position={position} normal={normal} depth={depth} />}
    </>
  )
}

type DepthMarkProps = Required<Pick<Extract<Preview, { kind: 'touch' }>, 'position' | 'normal' | 'depth'>>

/** How far in a blade of a set depth would go: a stem below the ring, with a bead at its end. */
function DepthMark({ position, normal, depth }: DepthMarkProps) {
  const end = add(position, scale(normal, -depth.metres))
  return (
    <>
      <Thread points={[position, end]} radius={0.2e-3} opacity={0.9} />
      <Bead place={end} radius={0.5e-3} colour={accent} />
      <Words position={position} lines={[depth.label]} />
    </>
  )
}

/** The sheet that the blade sweeps, its way on the surface, and, fainter, how deep it reaches. */
function CutPath({ blade, depth }: Extract<Preview, { kind: 'cut' }>) {
  const sheet = useMemo(() => bladeSheet(blade), [blade])
  const [outer, inner] = useMemo(() => [blade.map(([o]) => o), blade.map(([, i]) => i)], [blade])
  return (
    <>
      <Ghost geometry={sheet} colour={accent} opacity={0.3} />
      <Thread points={outer} radius={0.3e-3} />
      <Thread points={inner} radius={0.2e-3} opacity={0.7} />
      <Words position={outer.at(-1)!} lines={[depth]} />
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

function Segment({ from, to }: { readonly from: Vec3; readonly to: Vec3 }) {
  const ends = useMemo(() => [from, to], [from, to])
  return <Thread points={ends} radius={0.28e-3} />
}

function Measure({ points, label }: Extract<Preview, { kind: 'measure' }>) {
  return (
    <>
      {points.slice(1).map((p, i) => (
        <Segment key={i} from={points[i]!} to={p} />
      ))}
      {points.map((p, i) => (
        <Bead key={i} place={p} radius={0.7e-3} colour={accent} />
      ))}
      {label && <Words position={label.place} lines={label.lines} />}
    </>
  )
}

/** Where the needle goes in; a running thread joins the places. */
function Stitches({ points, running, label }: Extract<Preview, { kind: 'stitches' }>) {
  const last = points.at(-1)
  return (
    <>
      {running && <Thread points={points} radius={0.22e-3} colour={threadBlue} opacity={0.85} />}
      {points.map((p, i) => (
        <Bead key={i} place={p} radius={0.55e-3} colour={threadBlue} />
      ))}
      {last && <Words position={last} lines={[label]} />}
    </>
  )
}

function TakenOut({ stitches, label }: Extract<Preview, { kind: 'taken-out' }>) {
  return (
    <>
      {stitches.map(([from, to], n) => (
        <Taken key={n} from={from} to={to} />
      ))}
      {stitches[0] && <Words position={stitches[0][1]} lines={[label]} />}
    </>
  )
}

/** One stitch on its way out; drawn tight it is only a bead. */
function Taken({ from, to }: { readonly from: Vec3; readonly to: Vec3 }) {
  const ends = useMemo(() => [from, to], [from, to])
  return (
    <>
      <Thread points={ends} radius={0.35e-3} />
      <Bead place={to} radius={0.7e-3} colour={accent} />
    </>
  )
}

/** A blade that is carried; one that is only aimed at stands in the field already. */
function Bar({ from, to, radius, label }: Extract<Preview, { kind: 'bar' }>) {
  return label ? (
    <>
      <Thread points={[from, to]} radius={1.08 * radius} opacity={0.35} />
      <Words position={to} lines={[label]} />
    </>
  ) : (
    <RetractorBar from={from} to={to} radius={radius} />
  )
}

function StayDrawn({ from, to, label }: Extract<Preview, { kind: 'stay' }>) {
  return label ? (
    <>
      <Bead place={to} radius={1.7e-3} colour={accent} />
      <Words position={to} lines={[label]} />
    </>
  ) : (
    <StayThread from={from} to={to} />
  )
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
