import { Html } from '@react-three/drei'
import { useFrame } from '@react-three/fiber'
import { useLayoutEffect, useMemo, useRef } from 'react'
import type { Vec3 } from '../../core/vec3'
import { joinLabels, type PlacedLabel, placedLabel } from './placed-labels'
import './page-label.css'

export interface LabelProps {
  readonly place: Vec3
  readonly lines: readonly string[]
  readonly priority: number
}

/** A label that takes part in the layout while it is mounted. */
export function usePlacedLabel(place: Vec3, priority: number): PlacedLabel {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes is written below
  const label = useMemo(() => placedLabel(place, priority), [])
  label.place = place
  label.priority = priority
  useLayoutEffect(() => joinLabels(label), [label])
  return label
}

/** Text on the page where the layout found room, with a fine line to what it speaks of. */
export function PageLabel({ place, lines, priority }: LabelProps) {
  const label = usePlacedLabel(place, priority)
  const words = useRef<HTMLOutputElement>(null)
  const leader = useRef<HTMLDivElement>(null)
  const corner = useMemo(() => cornerOf(label), [label])
  const text = lines.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another size
  useLayoutEffect(() => {
    label.ownWidth = words.current?.offsetWidth ?? 0
    label.ownHeight = words.current?.offsetHeight ?? 0
  }, [label, text])
  const drawn = useRef({ dx: Number.NaN, dy: Number.NaN, shown: true })
  useFrame(() => {
    if (!words.current || !leader.current) return
    if (drawn.current.shown !== label.shown) {
      drawn.current.shown = label.shown
      words.current.style.opacity = leader.current.style.opacity = label.shown ? '1' : '0'
    }
    drawLeader(leader.current, label, drawn.current)
  })
  return (
    <Html
      position={[...place]}
      calculatePosition={corner}
      style={{ pointerEvents: 'none' }}
      zIndexRange={[0, 0]}
    >
      <div ref={leader} className="label-leader" />
      <output ref={words} className="probe-reading label-words">
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </output>
    </Html>
  )
}

/** Less is no movement, pixels; more than what drei takes for none. */
const still = 0.01

/** The label's corner, in two arrays in turn: drei compares what it gets with the array it got before. */
function cornerOf(label: PlacedLabel): () => [number, number] {
  let last: [number, number] = [0, 0]
  let spare: [number, number] = [0, 0]
  return () => {
    if (Math.abs(label.x - last[0]) < still && Math.abs(label.y - last[1]) < still) return last
    const next = spare
    spare = last
    last = next
    next[0] = label.x
    next[1] = label.y
    return next
  }
}

/** From the anchor to the nearest place of the label's edge; touched only when it moved by half a pixel. */
function drawLeader(element: HTMLDivElement, label: PlacedLabel, last: { dx: number; dy: number }): void {
  const [dx, dy] = [label.anchorX - label.x, label.anchorY - label.y]
  if (Math.abs(dx - last.dx) < 0.5 && Math.abs(dy - last.dy) < 0.5) return
  last.dx = dx
  last.dy = dy
  const [fromX, fromY] = [clamp(dx, label.width), clamp(dy, label.height)]
  const length = Math.hypot(dx - fromX, dy - fromY)
  const angle = Math.atan2(dy - fromY, dx - fromX)
  element.style.width = `${length.toFixed(1)}px`
  element.style.transform = `translate(${fromX.toFixed(1)}px, ${fromY.toFixed(1)}px) rotate(${angle.toFixed(3)}rad)`
}

const clamp = (v: number, most: number): number => Math.min(Math.max(v, 0), most)
