import { addAfterEffect, addEffect, useThree } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useEffect } from 'react'
import type { Session } from '../../session/session'
import { frameTimes } from './frame-times'
import { Governor, type Load, steps } from './governor'
import { useLoad } from './load'

/** Frames a second that are held: what a headset shows at least, and what a screen does. */
const inHeadset = 72
const onScreen = 60
/** The headset's own thinning of the edge of the field where all else is whole. */
const usualFoveation = 0.5

/**
 * Measures every frame and holds their rate. Where the processor draws, on the page, frames come when they can
 * (`Pace`): there only the times are kept.
 */
export function LoadGovernor({ session, held }: { readonly session: Session; readonly held: boolean }) {
  const gl = useThree((s) => s.gl)
  const setDpr = useThree((s) => s.setDpr)
  const immersed = useXR((s) => s.session !== undefined)
  useEffect(() => {
    const governor = new Governor(1 / (immersed ? inHeadset : onScreen))
    const sharpest = gl.getPixelRatio()
    const apply = (load: Load) => {
      useLoad.setState({ load })
      session.setControl({ share: load.simulation })
      if (immersed) gl.xr.setFoveation(load.pixels < 1 ? 1 : usualFoveation)
      else setDpr(sharpest * load.pixels)
    }
    const stopBefore = addEffect(() => {
      const since = frameTimes.begin(performance.now())
      if ((held || immersed) && governor.frame(since)) apply(governor.load)
      return true
    })
    const stopAfter = addAfterEffect(() => {
      frameTimes.end(performance.now())
      return true
    })
    return () => {
      stopBefore()
      stopAfter()
      if (governor.level > 0) apply(steps[0]!)
    }
  }, [gl, immersed, held, session, setDpr])
  return null
}
