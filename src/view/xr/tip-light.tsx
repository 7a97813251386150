import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import { AdditiveBlending, type Mesh, type MeshBasicMaterial } from 'three'
import { pulseStrength } from '../../input/haptics'
import type { Session } from '../../session/session'
import type { Side } from '../../tools/pose-event'

/** The light follows the push-back by so much a frame: it swells, it does not flicker. */
const swell = 0.3

/**
 * A light at an instrument's tip that grows as the tissue pushes back: what a hand without a controller sees in place
 * of what it would feel. At the tip's own origin.
 */
export function TipLight({ session, side }: { readonly session: Session; readonly side: Side }) {
  const mesh = useRef<Mesh>(null)
  const shown = useRef(0)
  useFrame(() => {
    const light = mesh.current
    if (!light) return
    const strength = pulseStrength(side, session.frame.touches)
    shown.current += swell * (strength - shown.current)
    light.visible = shown.current > 0.02
    light.scale.setScalar(0.5 + shown.current)
    ;(light.material as MeshBasicMaterial).opacity = 0.75 * shown.current
  })
  return (
    <mesh ref={mesh} visible={false} renderOrder={14} name={`light:${side}`}>
      <sphereGeometry args={[0.0035, 16, 12]} />
      <meshBasicMaterial
        color="#ffd9a0"
        transparent
        blending={AdditiveBlending}
        depthWrite={false}
        toneMapped={false}
      />
    </mesh>
  )
}
