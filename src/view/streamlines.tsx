import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  DataTexture,
  DoubleSide,
  Float32BufferAttribute,
  FloatType,
  InstancedBufferGeometry,
  Mesh,
  NearestFilter,
  type PerspectiveCamera,
  RGBAFormat,
  ShaderMaterial,
} from 'three'
import fragmentShader from '../../shaders/render/streamline.frag.glsl?raw'
import vertexShader from '../../shaders/render/streamline.vert.glsl?raw'
import type { Streamlines as Lines } from '../blood'
import { bloodUniforms, pixelHeight, updateUniforms } from './blood-drawing'
import { useBloodView } from './blood-view-state'
import type { Shown } from './shown'
import { useView } from './view-state'

/** The newest lines along the flow, with comets that run along them at the pace at which the blood is shown. */
export function Streamlines({ session }: { session: Shown }) {
  const drawing = useMemo(() => new LineDrawing(), [])
  useEffect(() => () => drawing.dispose(), [drawing])
  const shown = useView((v) => v.tracersShown)
  const asLines = useBloodView((v) => v.show === 'streamlines')
  useFrame(({ camera, gl }, seconds) => {
    if (!asLines) return
    const { streamlines } = session.frame.blood
    if (streamlines && streamlines !== drawing.shown) drawing.show(streamlines)
    drawing.frame(seconds * session.state.timeDilation, camera as PerspectiveCamera, gl.domElement.height)
  })
  return <primitive object={drawing.mesh} visible={shown && asLines} />
}

class LineDrawing {
  shown: Lines | null = null
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>
  private readonly uniforms = bloodUniforms()
  private points: DataTexture | null = null

  constructor() {
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      transparent: true,
      depthWrite: false,
      side: DoubleSide,
      uniforms: Object.assign(this.uniforms, {
        points: { value: null },
        last: { value: 1 },
        clock: { value: 0 },
        pixel: { value: 0.001 },
      }),
    })
    this.mesh = new Mesh(new InstancedBufferGeometry(), material)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 2
  }

  show(lines: Lines): void {
    const count = lines.counts.length
    const { points } = this
    if (!points || points.image.width !== 2 * lines.points || points.image.height !== count) this.build(lines)
    ;(this.points!.image.data as Float32Array).set(lines.data)
    this.points!.needsUpdate = true
    this.shown = lines
  }

  frame(bloodSeconds: number, camera: PerspectiveCamera, heightPixels: number): void {
    updateUniforms(this.uniforms)
    const u = this.mesh.material.uniforms
    u['clock']!.value += bloodSeconds
    u['pixel']!.value = pixelHeight(camera, heightPixels)
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.mesh.material.dispose()
    this.points?.dispose()
  }

  private build({ points, counts }: Lines): void {
    this.points?.dispose()
    const empty = new Float32Array(8 * points * counts.length)
    this.points = new DataTexture(empty, 2 * points, counts.length, RGBAFormat, FloatType)
    this.points.minFilter = NearestFilter
    this.points.magFilter = NearestFilter
    const geometry = new InstancedBufferGeometry()
    const corners = Array.from({ length: points }, (_, n) => [-1, n, 1, n]).flat()
    const quads = Array.from({ length: points - 1 }, (_, n) => {
      const a = 2 * n
      return [a, a + 1, a + 3, a, a + 3, a + 2]
    }).flat()
    geometry.setAttribute('corner', new Float32BufferAttribute(corners, 2))
    geometry.setIndex(quads)
    geometry.instanceCount = counts.length
    this.mesh.geometry.dispose()
    this.mesh.geometry = geometry
    this.mesh.material.uniforms['points']!.value = this.points
    this.mesh.material.uniforms['last']!.value = points - 1
  }
}
