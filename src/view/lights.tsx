import { Environment, Lightformer } from '@react-three/drei'
import { useFrame } from '@react-three/fiber'
import { useMemo, useRef } from 'react'
import { type DirectionalLight, Object3D, type PointLight, Vector3 } from 'three'
import { useHeartSpace } from './heart-space'
import { keyIntensity, lampDecay, lampIntensity, lampPlace } from './lamp'

const lampOffset = new Vector3(...lampPlace)

/**
 * The surgeon's headlight, a little behind, above and left of the eye, with a soft shadow; a cool fill; a dim room
 * for the wet film to mirror. Inside the heart a lamp at the eye takes over, because the key would stand behind a wall.
 */
export function Lights() {
  const key = useRef<DirectionalLight>(null)
  const lamp = useRef<PointLight>(null)
  const target = useMemo(() => new Object3D(), [])
  const eye = useMemo(() => new Vector3(), [])
  const offset = useMemo(() => new Vector3(), [])
  useFrame(({ camera }) => {
    if (!key.current || !lamp.current) return
    const { position, radius, scale } = useHeartSpace.getState()
    const reach = radius * scale
    camera.getWorldPosition(eye)
    target.position.set(...position)
    target.updateMatrixWorld()
    const away = eye.distanceTo(target.position)
    const inside = 1 - smoothstep(0.55 * reach, 0.95 * reach, away)
    offset.set(-0.55, 0.75, 0.1).applyQuaternion(camera.quaternion).multiplyScalar(away)
    key.current.position
      .copy(eye)
      .add(offset)
      .sub(target.position)
      .setLength(reach * 3)
      .add(target.position)
    key.current.intensity = keyIntensity * (1 - 0.85 * inside)
    fitShadow(key.current, reach)
    lamp.current.position.copy(lampOffset).multiplyScalar(reach).applyQuaternion(camera.quaternion).add(eye)
    lamp.current.intensity = inside * lampIntensity(reach)
  })
  return (
    <>
      <primitive object={target} />
      <directionalLight
        ref={key}
        target={target}
        color="#fff1e2"
        intensity={keyIntensity}
        castShadow
        shadow-mapSize={[2048, 2048]}
        shadow-radius={5}
        shadow-intensity={0.85}
      />
      <pointLight ref={lamp} color="#fff1e2" intensity={0} decay={lampDecay} />
      <hemisphereLight args={['#b4c4da', '#3b2c2e', 0.6]} />
      <Environment resolution={128} frames={1} environmentIntensity={0.55}>
        <color attach="background" args={['#14161a']} />
        <Lightformer form="rect" intensity={5} color="#fff3e6" position={[-2, 4, 2]} scale={[1.3, 0.8, 1]} />
        <Lightformer form="rect" intensity={1.2} color="#bcd0ea" position={[4, 1, 1]} scale={[1.2, 3, 1]} />
        <Lightformer form="rect" intensity={0.7} color="#bcd0ea" position={[-3, -1, -3]} scale={[3, 2, 1]} />
      </Environment>
    </>
  )
}

/** The shadow map holds the heart and no more, at any size of it. */
function fitShadow(light: DirectionalLight, reach: number): void {
  const box = light.shadow.camera
  if (Math.abs(box.right - reach) < 0.01 * reach) return
  box.left = box.bottom = -reach
  box.right = box.top = reach
  box.near = reach
  box.far = reach * 5
  box.updateProjectionMatrix()
  light.shadow.normalBias = 0.012 * reach
  light.shadow.bias = -0.0006
}

function smoothstep(low: number, high: number, v: number): number {
  const t = Math.min(Math.max((v - low) / (high - low), 0), 1)
  return t * t * (3 - 2 * t)
}
