import { useFrame, useLoader } from '@react-three/fiber'
import { useXRInputSourceStateContext, useXRSpace } from '@react-three/xr'
import { useMemo } from 'react'
import { type Object3D, SkinnedMesh } from 'three'
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'
import { type HandJoints, handJoints } from './hand-joints'

/**
 * The model of the hand that is tracked, its joints where the headset has them. Each side has one model for as long as
 * the page is open: the library's own makes a copy, with bones and a texture, each time that a hand is found again.
 * @param ref is given the model as long as it is shown
 */
export function HandModel({ ref }: { readonly ref: (model: Object3D | null) => void }) {
  const { assetPath, inputSource } = useXRInputSourceStateContext('hand')
  const { scene } = useLoader(GLTFLoader, assetPath)
  const space = useXRSpace()
  const joints = useMemo(() => jointsOf(scene, inputSource.hand), [scene, inputSource])
  useFrame((_state, _delta, frame: XRFrame | undefined) => {
    if (frame && space) joints.follow(frame, space)
  })
  return <primitive ref={ref} object={scene} />
}

function jointsOf(model: Object3D, hand: XRHand): HandJoints {
  model.traverse((part) => {
    // Its bounds are those of the hand at rest at the room's origin.
    if (part instanceof SkinnedMesh) part.frustumCulled = false
  })
  return handJoints(model, hand)
}
