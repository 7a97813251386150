import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef, useState } from 'react'
import { CanvasTexture, type Group, SRGBColorSpace, Vector3 } from 'three'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { bloodNote } from '../../ui/blood-rows'
import { quantityNow, useBloodView } from '../blood-view-state'
import { type ColourMap, colourMaps } from '../colour-maps'
import { useHeartSpace } from '../heart-space'
import { enlargedAt } from '../labels/placed-labels'
import { useView } from '../view-state'
import { pixelsPerMetre } from './panel-drawing'
import { wrapped } from './panel-text'

/** Metres. */
const size = { width: 0.24, height: 0.052, edge: 0.012, bar: 0.009 }
const em = 0.0117
/** Height of a line of the note. */
const line = 0.0165
/** Seconds between two looks at what the note says. */
const every = 0.7

/** What the blood's colours stand for, under the heart, turned to the person. */
export function BloodLegend({ session }: { readonly session: Session }) {
  const group = useRef<Group>(null)
  const { show, wallQuantity } = useBloodView()
  const colour = useView((v) => v.tracerColour)
  const shown = useView((v) => v.tracersShown)
  const quantity = quantityNow(show, colour, wallQuantity)
  const notes = useNotes(session)
  const height = size.height + notes.length * line
  const texture = useLegend(quantity, notes)
  useFrame(({ camera }) => {
    if (!group.current) return
    const { position, radius, scale } = useHeartSpace.getState()
    group.current.position.set(position[0], position[1] - Math.min(radius * scale, 0.3) - 0.06, position[2])
    group.current.lookAt(camera.getWorldPosition(head))
    group.current.scale.setScalar(enlargedAt(head.distanceTo(group.current.position)))
  }, -1)
  return (
    <group ref={group} name="blood-legend" visible={shown}>
      <mesh position-y={(size.height - height) / 2} renderOrder={20}>
        <planeGeometry args={[size.width, height]} />
        <meshBasicMaterial map={texture} transparent toneMapped={false} depthWrite={false} />
      </mesh>
    </group>
  )
}

const head = new Vector3()

/** What is to be known of the way the blood is shown, and why to doubt it, as lines that fit. */
function useNotes(session: Session): readonly string[] {
  const [notes, setNotes] = useState('')
  const next = useRef(0)
  useFrame(({ clock }) => {
    if (clock.elapsedTime < next.current) return
    next.current = clock.elapsedTime + every
    const { show, wallQuantity } = useBloodView.getState()
    const quantity = quantityNow(show, useView.getState().tracerColour, wallQuantity)
    const { note, doubt } = bloodNote(show, quantity, session.frame.blood)
    const room = size.width - 2 * size.edge
    setNotes([note, doubt].flatMap((text) => (text ? wrapped(text, room, em) : [])).join('\n'))
  })
  return useMemo(() => (notes ? notes.split('\n') : []), [notes])
}

function useLegend(quantity: keyof typeof colourMaps, notes: readonly string[]) {
  const texture = useMemo(() => {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(size.width * pixelsPerMetre)
    canvas.height = Math.round((size.height + notes.length * line) * pixelsPerMetre)
    draw(canvas, colourMaps[quantity], notes)
    const made = new CanvasTexture(canvas)
    made.colorSpace = SRGBColorSpace
    made.anisotropy = 8
    return made
  }, [quantity, notes])
  useEffect(() => () => texture.dispose(), [texture])
  return texture
}

function draw(canvas: HTMLCanvasElement, map: ColourMap, notes: readonly string[]): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  const [edge, bar] = [size.edge * pixelsPerMetre, size.bar * pixelsPerMetre]
  const { width, height } = canvas
  pen.fillStyle = 'rgba(18, 19, 22, 0.88)'
  pen.beginPath()
  pen.roundRect(0, 0, width, height, edge)
  pen.fill()
  const ramp = pen.createLinearGradient(edge, 0, width - edge, 0)
  map.stops.forEach((stop, n) => {
    ramp.addColorStop(n / (map.stops.length - 1), stop)
  })
  pen.fillStyle = ramp
  pen.beginPath()
  pen.roundRect(edge, edge, width - 2 * edge, bar, bar / 2)
  pen.fill()
  pen.fillStyle = '#e2dfd8'
  pen.font = `400 ${Math.round(em * pixelsPerMetre)}px "Source Sans 3 Variable", sans-serif`
  const baseline = size.height * pixelsPerMetre - edge
  const write = (text: string, x: number, align: CanvasTextAlign, room: number) => {
    pen.textAlign = align
    pen.fillText(text, x, baseline, room)
  }
  write(`${map.range[0]}`, edge, 'left', width / 5)
  write(say(map.label), width / 2, 'center', width / 2)
  write(`${map.range[1]} ${map.unit}`, width - edge, 'right', width / 4)
  pen.textAlign = 'left'
  pen.fillStyle = '#b9b5ad'
  notes.forEach((text, n) => {
    pen.fillText(text, edge, baseline + (n + 1) * line * pixelsPerMetre, width - 2 * edge)
  })
}
