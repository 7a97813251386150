import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import { CanvasTexture, type Group, SRGBColorSpace, Vector3 } from 'three'
import { say } from '../../core/language'
import { quantityNow, useBloodView } from '../blood-view-state'
import { type ColourMap, colourMaps } from '../colour-maps'
import { useHeartSpace } from '../heart-space'
import { useView } from '../view-state'
import { pixelsPerMetre } from './panel-drawing'

/** Metres. */
const size = { width: 0.24, height: 0.052, edge: 0.012, bar: 0.009 }
const em = 0.0117

/** What the blood's colours stand for, under the heart, turned to the person. */
export function BloodLegend() {
  const group = useRef<Group>(null)
  const { show, wallQuantity } = useBloodView()
  const colour = useView((v) => v.tracerColour)
  const shown = useView((v) => v.tracersShown)
  const texture = useLegend(quantityNow(show, colour, wallQuantity))
  useFrame(({ camera }) => {
    if (!group.current) return
    const { position, radius, scale } = useHeartSpace.getState()
    group.current.position.set(position[0], position[1] - Math.min(radius * scale, 0.3) - 0.06, position[2])
    group.current.lookAt(camera.getWorldPosition(head))
  }, -1)
  return (
    <group ref={group} name="blood-legend" visible={shown}>
      <mesh renderOrder={20}>
        <planeGeometry args={[size.width, size.height]} />
        <meshBasicMaterial map={texture} transparent toneMapped={false} depthWrite={false} />
      </mesh>
    </group>
  )
}

const head = new Vector3()

function useLegend(quantity: keyof typeof colourMaps) {
  const texture = useMemo(() => {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(size.width * pixelsPerMetre)
    canvas.height = Math.round(size.height * pixelsPerMetre)
    draw(canvas, colourMaps[quantity])
    const made = new CanvasTexture(canvas)
    made.colorSpace = SRGBColorSpace
    made.anisotropy = 8
    return made
  }, [quantity])
  useEffect(() => () => texture.dispose(), [texture])
  return texture
}

function draw(canvas: HTMLCanvasElement, map: ColourMap): void {
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
  const baseline = height - edge
  const write = (text: string, x: number, align: CanvasTextAlign, room: number) => {
    pen.textAlign = align
    pen.fillText(text, x, baseline, room)
  }
  write(`${map.range[0]}`, edge, 'left', width / 5)
  write(say(map.label), width / 2, 'center', width / 2)
  write(`${map.range[1]} ${map.unit}`, width - edge, 'right', width / 4)
}
