import { useFrame, useThree } from '@react-three/fiber'
import { useEffect, useRef } from 'react'

/** Most pictures a second where the processor draws them, and how much longer it rests than it draws. */
const most = 3
const rest = 2
/** It rests no longer than this, milliseconds: else one long wait would make the next one twice as long. */
const longestRest = 2000

/** True where the browser draws without a GPU. */
export function drawsInSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2')
  const info = gl?.getExtension('WEBGL_debug_renderer_info')
  const name = info ? String(gl?.getParameter(info.UNMASKED_RENDERER_WEBGL)) : ''
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|software/i.test(name)
}

/**
 * Asks for a picture now and then, beside those that the camera and the panels ask for: the next one only after the
 * last is done and the simulation, which computes on the same processor, has had twice its time.
 */
export function Pace() {
  const invalidate = useThree((s) => s.invalidate)
  const gl = useThree((s) => s.gl.getContext()) as WebGL2RenderingContext
  const drawn = useRef<{ sync: WebGLSync | null; start: number } | null>(null)
  useFrame(() => {
    // The fence goes in when this frame's commands have: it is reached when the frame before it is on the screen.
    if (drawn.current) return
    drawn.current = { sync: gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0), start: performance.now() }
    // A fence that is not sent is never reached, and no other picture would be asked for.
    gl.flush()
  })
  useEffect(() => {
    let timer = 0
    const look = () => {
      const frame = drawn.current
      const pending = frame?.sync && gl.clientWaitSync(frame.sync, 0, 0) === gl.TIMEOUT_EXPIRED
      if (pending) {
        timer = window.setTimeout(look, 30)
        return
      }
      const took = frame ? performance.now() - frame.start : 0
      if (frame?.sync) gl.deleteSync(frame.sync)
      drawn.current = null
      timer = window.setTimeout(next, Math.min(Math.max(1000 / most, rest * took), longestRest))
    }
    const next = () => {
      invalidate()
      timer = window.setTimeout(look, 30)
    }
    next()
    return () => window.clearTimeout(timer)
  }, [invalidate, gl])
  return null
}
