import { useFrame } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useMemo, useRef } from 'react'
import { type Mesh, ShaderMaterial } from 'three'
import { useHeartSpace } from './heart-space'

/** In pass-through: a soft shadow under the heart, so that it stands in the room. */
export function ContactShadow() {
  const seeThrough = useXR((s) => s.mode === 'immersive-ar')
  const mesh = useRef<Mesh>(null)
  const material = useMemo(softDisc, [])
  useFrame(() => {
    const { position, radius, scale } = useHeartSpace.getState()
    mesh.current?.position.set(position[0], position[1] - 1.02 * radius * scale, position[2])
    mesh.current?.scale.setScalar(2.2 * radius * scale)
  })
  return (
    <mesh
      name="contact-shadow"
      ref={mesh}
      material={material}
      rotation-x={-Math.PI / 2}
      visible={seeThrough}
      renderOrder={-5}
    >
      <planeGeometry />
    </mesh>
  )
}

const softDisc = (): ShaderMaterial =>
  new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    vertexShader: `
      varying vec2 at;
      void main() { at = uv * 2.0 - 1.0; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }`,
    fragmentShader: `
      varying vec2 at;
      void main() { gl_FragColor = vec4(0.0, 0.0, 0.0, 0.5 * pow(max(0.0, 1.0 - length(at)), 1.5)); }`,
  })
