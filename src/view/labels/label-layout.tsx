import { useFrame } from '@react-three/fiber'
import { layOutForHead, layOutOnPage } from './placed-labels'

/** Finds room for all labels once a frame, before they are drawn. Draws nothing. */
export function LabelLayout() {
  useFrame(({ camera, size, gl }) => {
    if (gl.xr.isPresenting) layOutForHead(camera)
    else layOutOnPage(camera, size.width, size.height)
  }, -0.5)
  return null
}
