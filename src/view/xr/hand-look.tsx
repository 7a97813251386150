import { useXRInputSourceStateContext } from '@react-three/xr'
import { Suspense, useCallback } from 'react'
import { Mesh, MeshStandardMaterial, type Object3D } from 'three'
import { useStore } from 'zustand'
import { toolStore } from '../../tools/tool-store'
import { HandModel } from './hand-model'

const skin = (opacity: number): MeshStandardMaterial =>
  new MeshStandardMaterial({
    color: '#a9b9c6',
    emissive: '#26303a',
    roughness: 0.75,
    transparent: opacity < 1,
    opacity,
  })

/** A gloved hand; with an instrument in it, only its shade, because the instrument is what one looks at. */
const empty = skin(1)
const holding = skin(0.35)

export function HandLook() {
  const { inputSource } = useXRInputSourceStateContext('hand')
  const side = inputSource.handedness === 'left' ? 'left' : 'right'
  const held = useStore(toolStore, (s) => s.active[side] !== null)
  const dress = useCallback(
    (model: Object3D | null) => {
      model?.traverse((part) => {
        if (part instanceof Mesh) part.material = held ? holding : empty
      })
    },
    [held],
  )
  return (
    <Suspense fallback={null}>
      <HandModel ref={dress} />
    </Suspense>
  )
}
