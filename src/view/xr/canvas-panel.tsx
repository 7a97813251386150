import { useEffect, useMemo } from 'react'
import { CanvasTexture, SRGBColorSpace } from 'three'
import { drawPanel, type PanelRow, panelHeight, pixelsPerMetre } from './panel-drawing'

interface CanvasPanelProps {
  readonly rows: readonly PanelRow[]
  /** Metres. */
  readonly width: number
  /** Drawn over whatever is nearer. */
  readonly inFront?: boolean
}

/** Rows of text on a dark translucent sheet, drawn locally: no font or image is fetched. */
export function CanvasPanel({ rows, width, inFront = false }: CanvasPanelProps) {
  const height = panelHeight(rows)
  const texture = usePanelTexture(rows, width, height)
  return (
    <mesh renderOrder={20}>
      <planeGeometry args={[width, height]} />
      <meshBasicMaterial
        map={texture}
        transparent
        toneMapped={false}
        depthWrite={false}
        depthTest={!inFront}
      />
    </mesh>
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
