import { useFrame } from '@react-three/fiber'
import { useXR } from '@react-three/xr'
import { useMemo, useRef } from 'react'
import { BackSide, Color, type Mesh, ShaderMaterial } from 'three'
import { useCalm } from '../ui/audience/use-audience'

/** A dark neutral room without edges; nothing where the real room shows through. */
export function Background() {
  return <Backdrop shown={useXR((s) => s.mode !== 'immersive-ar')} />
}

/** The same where no headset can be, as in a second view. */
export function Backdrop({ shown = true }: { readonly shown?: boolean }) {
  const mesh = useRef<Mesh>(null)
  const calm = useCalm()
  const material = useMemo(() => gradient(calm ? warm : neutral), [calm])
  useFrame(({ camera }) => {
    mesh.current?.position.setFromMatrixPosition(camera.matrixWorld)
  })
  return (
    <mesh
      name="background"
      ref={mesh}
      material={material}
      renderOrder={-10}
      frustumCulled={false}
      visible={shown}
      scale={15}
    >
      <icosahedronGeometry args={[1, 4]} />
    </mesh>
  )
}

/** Below, at the horizon, above. */
const neutral = ['#07090b', '#1c2126', '#0d1013'] as const
/** For families. */
const warm = ['#1a120d', '#4d3a2e', '#2a1e17'] as const

const gradient = ([low, middle, high]: readonly [string, string, string]): ShaderMaterial =>
  new ShaderMaterial({
    side: BackSide,
    depthWrite: false,
    depthTest: false,
    toneMapped: false,
    uniforms: {
      low: { value: new Color(low) },
      middle: { value: new Color(middle) },
      high: { value: new Color(high) },
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
