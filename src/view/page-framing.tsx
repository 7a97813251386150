import { useThree } from '@react-three/fiber'
import { useEffect } from 'react'
import type { PerspectiveCamera } from 'three'
import { useAudience } from '../ui/audience/use-audience'
import { pageWindow } from './page-window'

/** Moves the picture aside for what stands on the page: words, a healthy heart, or the panels of a tablet upright. */
export function PageFraming() {
  const camera = useThree((s) => s.camera) as PerspectiveCamera
  const { width, height } = useThree((s) => s.size)
  const invalidate = useThree((s) => s.invalidate)
  const family = useAudience((s) => s.audience === 'family')
  const healthy = useAudience((s) => s.topic === 'healthy')
  const layout = family ? (healthy ? 'healthy' : 'family') : 'work'
  useEffect(() => {
    const shown = pageWindow(width, height, layout)
    if (!shown) return
    camera.setViewOffset(width, height, shown.x, shown.y, shown.width, shown.height)
    invalidate()
    return () => {
      camera.clearViewOffset()
      invalidate()
    }
  }, [camera, width, height, layout, invalidate])
  return null
}
