import { useEffect, useRef, useState } from 'react'

const duration = 500

/** Runs from the value shown to a new one, so that the eye sees which figure changed and which way. */
export function useCountUp(target: number): number {
  const [shown, setShown] = useState(target)
  const from = useRef(target)
  useEffect(() => {
    const start = from.current
    if (start === target || !Number.isFinite(start) || !Number.isFinite(target) || prefersStill()) {
      from.current = target
      setShown(target)
      return
    }
    const began = performance.now()
    let request = requestAnimationFrame(function step(now: number) {
      // A frame's time may lie before the moment that asked for it.
      const t = Math.min(Math.max((now - began) / duration, 0), 1)
      from.current = start + (target - start) * (1 - (1 - t) ** 3)
      setShown(t === 1 ? target : from.current)
      if (t < 1) request = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(request)
  }, [target])
  return shown
}

const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
