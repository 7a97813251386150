import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import { CanvasTexture, type Group, Matrix4, SRGBColorSpace, Vector3 } from 'three'
import type { Vec3 } from '../../core/vec3'
import { patientToWorld, useHeartSpace } from '../heart-space'
import { drawPanel, type PanelRow, panelHeight, pixelsPerMetre } from './panel-drawing'

interface CanvasPanelProps {
  readonly rows: readonly PanelRow[]
  /** Metres. */
  readonly width: number
  /** Place that the panel stands above, patient space; left out: where its parent is. */
  readonly patientPosition?: Vec3
}

const matrix = new Matrix4()
const place = new Vector3()

/** Rows of text on a dark translucent sheet, drawn locally: no font or image is fetched. Turned to the person. */
export function CanvasPanel({ rows, width, patientPosition }: CanvasPanelProps) {
  const group = useRef<Group>(null)
  const height = panelHeight(rows)
  const texture = usePanelTexture(rows, width, height)
  useFrame(({ camera }) => {
    const panel = group.current
    if (!panel || !patientPosition) return
    place.set(...patientPosition).applyMatrix4(patientToWorld(undefined, matrix))
    panel.parent?.worldToLocal(place)
    panel.position.copy(place)
    panel.lookAt(camera.getWorldPosition(place))
    // Its parent enlarges the heart; letters stay as large as they are.
    panel.scale.setScalar(1 / useHeartSpace.getState().scale)
  })
  return (
    <group ref={group}>
      <mesh position={[0, patientPosition ? height / 2 + 0.018 : 0, 0]} renderOrder={20}>
        <planeGeometry args={[width, height]} />
        <meshBasicMaterial
          map={texture}
          transparent
          toneMapped={false}
          depthWrite={false}
          depthTest={!patientPosition}
        />
      </mesh>
    </group>
  )
}

/** A texture that is drawn again only when the rows change. */
function usePanelTexture(rows: readonly PanelRow[], width: number, height: number): CanvasTexture {
  const key = JSON.stringify(rows)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the rows
  const texture = useMemo(() => {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * pixelsPerMetre)
    canvas.height = Math.round(height * pixelsPerMetre)
    drawPanel(canvas, rows)
    const made = new CanvasTexture(canvas)
    made.colorSpace = SRGBColorSpace
    made.anisotropy = 8
    return made
  }, [key, width, height])
  useEffect(() => () => texture.dispose(), [texture])
  return texture
}
