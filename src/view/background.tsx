import { useFrame } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useMemo, useRef } from 'react'
import { BackSide, Color, type Mesh, ShaderMaterial } from 'three'

/** A dark neutral room without edges; nothing where the real room shows through. */
export function Background() {
  const mesh = useRef<Mesh>(null)
  const seeThrough = useXR((s) => s.mode === 'immersive-ar')
  const material = useMemo(gradient, [])
  useFrame(({ camera }) => {
    mesh.current?.position.setFromMatrixPosition(camera.matrixWorld)
  })
  return (
    <mesh
      ref={mesh}
      material={material}
      renderOrder={-10}
      frustumCulled={false}
      visible={!seeThrough}
      scale={15}
    >
      <icosahedronGeometry args={[1, 4]} />
    </mesh>
  )
}

const gradient = (): ShaderMaterial =>
  new ShaderMaterial({
    side: BackSide,
    depthWrite: false,
    depthTest: false,
    toneMapped: false,
    uniforms: {
      low: { value: new Color('#07090b') },
      middle: { value: new Color('#1c2126') },
      high: { value: new Color('#0d1013') },
    },
    vertexShader: `
      varying vec3 direction;
      void main() {
        direction = position;
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: `
      uniform vec3 low; uniform vec3 middle; uniform vec3 high;
      varying vec3 direction;
      float dither(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453) - 0.5; }
      void main() {
        float y = normalize(direction).y;
        vec3 c = y < 0.0 ? mix(middle, low, smoothstep(0.0, -0.55, y)) : mix(middle, high, smoothstep(0.0, 0.6, y));
        gl_FragColor = vec4(c, 1.0);
        #include <colorspace_fragment>
        gl_FragColor.rgb += dither(gl_FragCoord.xy) / 255.0;
      }`,
  })
