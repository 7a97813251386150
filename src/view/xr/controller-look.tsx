import { useXRInputSourceStateContext, XRControllerModel } from '@react-three/xr'
import { Suspense, useEffect, useRef } from 'react'
import { type Material, Mesh, type Object3D } from 'three'
import { useStore } from 'zustand'
import { toolStore } from '../../tools/tool-store'

/** The controller; with an instrument in it, only its shade, because the instrument is what one looks at. */
export function ControllerLook() {
  const { inputSource } = useXRInputSourceStateContext('controller')
  const side = inputSource.handedness === 'left' ? 'left' : 'right'
  const held = useStore(toolStore, (s) => s.active[side] !== null)
  const model = useRef<Object3D>(null)
  useEffect(() => shade(model.current, held), [held])
  return (
    <Suspense fallback={null}>
      <XRControllerModel ref={model} />
    </Suspense>
  )
}

function shade(model: Object3D | null, held: boolean): void {
  model?.traverse((part) => {
    if (!(part instanceof Mesh)) return
    for (const material of [part.material].flat() as Material[]) {
      material.transparent = held
      material.opacity = held ? 0.25 : 1
    }
  })
}
