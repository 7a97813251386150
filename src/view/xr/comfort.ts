import { create } from 'zustand'
import type { HeartPose } from '../heart-space'

interface Comfort {
  /** The hand that works; the other wears the palette. */
  readonly dominant: 'left' | 'right'
  /** Where the heart lay before stepping inside; null: outside. */
  readonly outside: HeartPose | null
  /** 0: clear, 1: black. */
  readonly veil: 0 | 1
}

/** What one person in the headset likes, and the veil over the eyes while the heart jumps. */
export const useComfort = create<Comfort>(() => ({ dominant: 'right', outside: null, veil: 0 }))

/** Long enough for the veil to close before the heart jumps, milliseconds. */
const closing = 160

/** Closes the veil, changes what is to be changed, opens it: the person is never moved in sight. */
export function behindVeil(change: () => void): void {
  useComfort.setState({ veil: 1 })
  setTimeout(() => {
    change()
    useComfort.setState({ veil: 0 })
  }, closing)
}
