import { createXRStore } from '@react-three/xr'
import { ControllerLook } from './controller-look'
import { HandLook } from './hand-look'

/** Most frames a second that are asked for: 120 Hz would leave the simulation's device too little. */
const mostFrames = 90

/**
 * The immersive session. Hand and controller models are served by this page, never fetched from elsewhere; pointers
 * of the library are off, because instruments and panels read the hands themselves (`input/xr-input`).
 */
export const xrStore = createXRStore({
  emulate: false,
  offerSession: false,
  baseAssetPath: new URL('/xr-profiles/', location.origin).href,
  frameRate: (rates) => Math.max(...Array.from(rates).filter((r) => r <= mostFrames), 0) || false,
  foveation: 0.5,
  hand: HandLook,
  controller: ControllerLook,
  transientPointer: false,
  gaze: false,
  screenInput: false,
  layers: false,
  anchors: false,
  bodyTracking: false,
  meshDetection: false,
  planeDetection: false,
  hitTest: false,
  domOverlay: false,
})

/**
 * Empties the lists in which the library keeps every press of a source for as long as it is tracked, each with the
 * frame that it came in. They are for its own pointers, which are off: nobody reads them, and they would only grow.
 */
export function forgetPresses(sources: readonly { readonly events: readonly unknown[] }[]): void {
  // Readonly to its users; the library itself pushes into it.
  for (const { events } of sources) (events as unknown[]).length = 0
}
