import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  DoubleSide,
  DynamicDrawUsage,
  Float32BufferAttribute,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  type PerspectiveCamera,
  ShaderMaterial,
  Vector2,
  Vector4,
} from 'three'
import fragmentShader from '../../shaders/render/tracer.frag.glsl?raw'
import vertexShader from '../../shaders/render/tracer.vert.glsl?raw'
import type { Session } from '../session/session'
import { colourMaps, colourTexture } from './colour-maps'
import { useHeartSpace } from './heart-space'
import { clipPlane, useView } from './view-state'

const floats = 8
/** Tracers are moved on between two reports of the engine, but not far past the newest. */
const longestGuess = 0.1

/** The blood as short strokes along its velocity. In the group that maps patient space. */
export function Tracers({ session }: { session: Session }) {
  const cloud = useMemo(() => new TracerCloud(), [])
  useEffect(() => () => cloud.dispose(), [cloud])
  useFrame(({ camera, gl, clock }) => {
    const { tracers } = session.frame
    if (tracers && tracers !== cloud.shown) cloud.show(tracers, clock.elapsedTime)
    cloud.frame(
      clock.elapsedTime,
      session.state.timeDilation,
      camera as PerspectiveCamera,
      gl.domElement.height,
    )
  })
  const shown = useView((v) => v.tracersShown)
  return <primitive object={cloud.mesh} visible={shown} />
}

class TracerCloud {
  shown: Float32Array | null = null
  readonly mesh = new Mesh(new InstancedBufferGeometry())
  readonly material: ShaderMaterial
  private readonly maps = {
    oxygen: colourTexture(colourMaps.oxygen),
    speed: colourTexture(colourMaps.speed),
  }
  private buffer = new InstancedInterleavedBuffer(new Float32Array(floats), floats)
  private shownAt = 0

  constructor() {
    this.material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      transparent: true,
      depthWrite: false,
      side: DoubleSide,
      uniforms: {
        ahead: { value: 0 },
        trail: { value: 0.012 },
        pixel: { value: 0.001 },
        range: { value: new Vector2(0, 1) },
        showSpeed: { value: 0 },
        colours: { value: this.maps.oxygen },
        clipPlane: { value: new Vector4(0, 0, 0, 1) },
      },
    })
    this.mesh.material = this.material
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 2
    this.grow(1024)
  }

  show(tracers: Float32Array, now: number): void {
    if (tracers.length > this.buffer.array.length) this.grow(tracers.length / floats)
    ;(this.buffer.array as Float32Array).set(tracers)
    this.buffer.needsUpdate = true
    this.mesh.geometry.instanceCount = tracers.length / floats
    this.shown = tracers
    this.shownAt = now
  }

  frame(now: number, timeDilation: number, camera: PerspectiveCamera, heightPixels: number): void {
    const { tracerColour, clip } = useView.getState()
    const u = this.material.uniforms
    const map = colourMaps[tracerColour]
    const toSi = tracerColour === 'oxygen' ? 0.01 : 1
    u['ahead']!.value = Math.min(now - this.shownAt, longestGuess) * timeDilation
    u['pixel']!.value = 2 / (camera.projectionMatrix.elements[5]! * heightPixels)
    u['range']!.value.set(map.range[0] * toSi, map.range[1] * toSi)
    u['showSpeed']!.value = tracerColour === 'speed' ? 1 : 0
    u['colours']!.value = this.maps[tracerColour]
    u['clipPlane']!.value.set(...(clipPlane(clip, useHeartSpace.getState()) ?? [0, 0, 0, 1]))
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.material.dispose()
    this.maps.oxygen.dispose()
    this.maps.speed.dispose()
  }

  /** A geometry keeps the number of instances it was first drawn with, so a larger cloud gets a new one. */
  private grow(capacity: number): void {
    this.buffer = new InstancedInterleavedBuffer(new Float32Array(Math.ceil(capacity) * floats), floats)
    this.buffer.setUsage(DynamicDrawUsage)
    const geometry = new InstancedBufferGeometry()
    geometry.setAttribute('corner', new Float32BufferAttribute([-1, 0, 1, 0, 1, 1, -1, 1], 2))
    geometry.setIndex([0, 1, 2, 0, 2, 3])
    geometry.setAttribute('placeOxygen', new InterleavedBufferAttribute(this.buffer, 4, 0))
    geometry.setAttribute('flow', new InterleavedBufferAttribute(this.buffer, 4, 4))
    geometry.instanceCount = 0
    this.mesh.geometry.dispose()
    this.mesh.geometry = geometry
  }
}
