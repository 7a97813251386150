import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { CanvasTexture, type Mesh, SRGBColorSpace } from 'three'
import { pressables } from '../../input/hands'
import { pixelsPerMetre } from './panel-drawing'

interface PanelButtonProps {
  readonly label: string
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
  const { label, position, width, height = 0.024, active = false, worn = null, onPress } = props
  const mesh = useRef<Mesh>(null)
  const [over, setOver] = useState(false)
  const texture = useButtonTexture(label, width, height, active, over)
  const press = useRef(onPress)
  press.current = onPress
  const matrixWorld = useCallback(() => mesh.current!.matrixWorld, [])
  useEffect(
    () =>
      pressables.add({
        label,
        matrixWorld,
        width,
        height,
        worn,
        onPress: () => press.current(),
        onHover: setOver,
      }),
    [label, matrixWorld, width, height, worn],
  )
  return (
    <mesh ref={mesh} position={[...position]} renderOrder={21} name={`button:${label}`}>
      <planeGeometry args={[width, height]} />
      <meshBasicMaterial map={texture} transparent toneMapped={false} depthWrite={false} />
    </mesh>
  )
}

function useButtonTexture(label: string, width: number, height: number, active: boolean, over: boolean) {
  const texture = useMemo(() => {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * pixelsPerMetre)
    canvas.height = Math.round(height * pixelsPerMetre)
    drawButton(canvas, label, active, over)
    const made = new CanvasTexture(canvas)
    made.colorSpace = SRGBColorSpace
    made.anisotropy = 8
    return made
  }, [label, width, height, active, over])
  useEffect(() => () => texture.dispose(), [texture])
  return texture
}

function drawButton(canvas: HTMLCanvasElement, label: string, active: boolean, over: boolean): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.fillStyle = active ? '#f4d58a' : over ? 'rgba(70, 72, 80, 0.95)' : 'rgba(32, 34, 39, 0.92)'
  pen.beginPath()
  pen.roundRect(2, 2, canvas.width - 4, canvas.height - 4, 12)
  pen.fill()
  pen.fillStyle = active ? '#17181b' : '#f3f1ec'
  pen.font = `600 ${Math.round(0.0108 * pixelsPerMetre)}px "Source Sans 3 Variable", sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(label, canvas.width / 2, canvas.height / 2 + 2, canvas.width - 16)
}
