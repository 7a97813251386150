import { useThree } from '@react-three/fiber'
import { useEffect } from 'react'
import type { PerspectiveCamera } from 'three'
import { useAudience } from '../ui/audience/use-audience'

/** Where the heart stands in the width of the picture, as a share from its middle: clear of the words beside it. */
const besideWords = 0.1
const besideHealthy = -0.24

/** Moves the picture aside for the family's page: from the words, or to make room for the healthy heart. */
export function FamilyFraming() {
  const camera = useThree((s) => s.camera) as PerspectiveCamera
  const { width, height } = useThree((s) => s.size)
  const invalidate = useThree((s) => s.invalidate)
  const audience = useAudience((s) => s.audience)
  const healthy = useAudience((s) => s.topic === 'healthy')
  useEffect(() => {
    if (audience !== 'family') return
    const shift = healthy ? besideHealthy : besideWords
    camera.setViewOffset(width, height, -shift * width, 0, width, height)
    invalidate()
    return () => {
      camera.clearViewOffset()
      invalidate()
    }
  }, [camera, width, height, audience, healthy, invalidate])
  return null
}
