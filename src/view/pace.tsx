import { useThree } from '@react-three/fiber'
import { useEffect } from 'react'

/** Pictures a second where the processor draws them. */
const pace = 3

/** True where the browser draws without a GPU. */
export function drawsInSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2')
  const info = gl?.getExtension('WEBGL_debug_renderer_info')
  const name = info ? String(gl?.getParameter(info.UNMASKED_RENDERER_WEBGL)) : ''
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|software/i.test(name)
}

/** Asks for a picture now and then, beside those that the camera and the panels ask for. */
export function Pace() {
  const invalidate = useThree((s) => s.invalidate)
  useEffect(() => {
    const timer = setInterval(() => invalidate(), 1000 / pace)
    return () => clearInterval(timer)
  }, [invalidate])
  return null
}
