import { type RootState, useThree } from '@react-three/fiber'
import { useEffect } from 'react'

let shared: (() => RootState) | null = null

/** The page's own view, for what stands outside of its canvas; null before it is there. */
export const mainView = (): RootState | null => shared?.() ?? null

/** Inside the page's canvas: lends its view to a second one and to pictures of it. Draws nothing. */
export function ShareView() {
  const get = useThree((s) => s.get)
  useEffect(() => {
    shared = get
    return () => {
      shared = null
    }
  }, [get])
  return null
}

/** What the view shows at this moment, as a JPEG in a `data:` address; null where there is no view. */
export function pictureOfView(): string | null {
  const view = mainView()
  if (!view) return null
  // A canvas forgets its picture once it is shown: it is drawn again and read at once.
  view.gl.render(view.scene, view.camera)
  return view.gl.domElement.toDataURL('image/jpeg', 0.9)
}
