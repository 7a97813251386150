import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { CanvasTexture, type Mesh, SRGBColorSpace } from 'three'
import { pressables } from '../../input/hands'
import { iconPaths } from '../../ui/icon-paths'
import { pixelsPerMetre } from './panel-drawing'

interface PanelButtonProps {
  readonly label: string
  /** Name of a drawing beside the word. */
  readonly icon?: string
  readonly position: readonly [number, number, number]
  /** Metres; not under 2 cm, the smallest that a finger hits. */
  readonly width: number
  readonly height?: number
  readonly active?: boolean
  /** The side that wears it and cannot press it. */
  readonly worn?: 'left' | 'right' | null
  onPress(): void
}

/** A button that a fingertip pokes, or a ray and a pinch or trigger press. */
export function PanelButton(props: PanelButtonProps) {
  const { label, icon, position, width, height = 0.024, active = false, worn = null, onPress } = props
  const mesh = useRef<Mesh>(null)
  const [over, setOver] = useState(false)
  const texture = useButtonTexture({ label, icon, active, over }, width, height)
  const press = useRef(onPress)
  press.current = onPress
  const name = useRef(label)
  name.current = label
  const matrixWorld = useCallback(() => mesh.current!.matrixWorld, [])
  useEffect(
    () =>
      pressables.add({
        // Another word on the button is no new button: a finger that is on it has pressed it already.
        get label() {
          return name.current
        },
        matrixWorld,
        width,
        height,
        worn,
        onPress: () => press.current(),
        onHover: setOver,
      }),
    [matrixWorld, width, height, worn],
  )
  return (
    <mesh ref={mesh} position={[...position]} renderOrder={21} name={`button:${label}`}>
      <planeGeometry args={[width, height]} />
      <meshBasicMaterial map={texture} transparent toneMapped={false} depthWrite={false} />
    </mesh>
  )
}

interface ButtonLook {
  readonly label: string
  readonly icon: string | undefined
  readonly active: boolean
  readonly over: boolean
}

function useButtonTexture({ label, icon, active, over }: ButtonLook, width: number, height: number) {
  const texture = useMemo(() => {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * pixelsPerMetre)
    canvas.height = Math.round(height * pixelsPerMetre)
    drawButton(canvas, { label, icon, active, over })
    const made = new CanvasTexture(canvas)
    made.colorSpace = SRGBColorSpace
    made.anisotropy = 8
    return made
  }, [label, icon, width, height, active, over])
  useEffect(() => () => texture.dispose(), [texture])
  return texture
}

function drawButton(canvas: HTMLCanvasElement, { label, icon, active, over }: ButtonLook): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.fillStyle = active ? '#f4d58a' : over ? 'rgba(70, 72, 80, 0.95)' : 'rgba(32, 34, 39, 0.92)'
  pen.beginPath()
  pen.roundRect(2, 2, canvas.width - 4, canvas.height - 4, 12)
  pen.fill()
  pen.fillStyle = active ? '#17181b' : '#f3f1ec'
  pen.font = `600 ${Math.round(0.0108 * pixelsPerMetre)}px "Source Sans 3 Variable", sans-serif`
  pen.textBaseline = 'middle'
  const drawing = icon && iconPaths[icon]
  const left = drawing ? edge + iconSize + gap : edge
  const room = canvas.width - left - edge
  pen.textAlign = drawing ? 'left' : 'center'
  pen.fillText(label, drawing ? left : canvas.width / 2, canvas.height / 2 + 2, room)
  if (drawing) drawIcon(pen, drawing, edge, (canvas.height - iconSize) / 2)
}

/** Pixels of the button's picture. */
const edge = 9
const gap = 7
const iconSize = 34

function drawIcon(pen: CanvasRenderingContext2D, path: string, x: number, y: number): void {
  pen.save()
  pen.translate(x, y)
  pen.scale(iconSize / 24, iconSize / 24)
  pen.strokeStyle = pen.fillStyle
  pen.lineWidth = 1.9
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.stroke(new Path2D(path))
  pen.restore()
}
