import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import { BackSide, type Mesh, type MeshBasicMaterial } from 'three'
import { useComfort } from './comfort'

/** A black ball round the head that closes and opens within a sixth of a second. */
export function Veil() {
  const ball = useRef<Mesh>(null)
  const material = useRef<MeshBasicMaterial>(null)
  useFrame(({ camera }, seconds) => {
    if (!ball.current || !material.current) return
    const { veil } = useComfort.getState()
    const step = Math.min(seconds / 0.15, 1)
    const { opacity } = material.current
    material.current.opacity = opacity + Math.min(Math.max(veil - opacity, -step), step)
    ball.current.visible = material.current.opacity > 0
    camera.getWorldPosition(ball.current.position)
  })
  return (
    <mesh ref={ball} visible={false} renderOrder={1000} frustumCulled={false}>
      <sphereGeometry args={[0.15, 16, 12]} />
      <meshBasicMaterial
        ref={material}
        color="black"
        side={BackSide}
        transparent
        opacity={0}
        depthTest={false}
        depthWrite={false}
      />
    </mesh>
  )
}
