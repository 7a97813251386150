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
} from 'three'
import fragmentShader from '../../shaders/render/tracer.frag.glsl?raw'
import vertexShader from '../../shaders/render/tracer.vert.glsl?raw'
import { type BloodField, floatsPerCell, nearestEntry } from '../geometry/blood-field'
import { useAudience } from '../ui/audience/use-audience'
import { bloodUniforms, pixelHeight, quantityShown, updateUniforms } from './blood-drawing'
import { useBloodView } from './blood-view-state'
import { useLoad } from './governor/load'
import type { Shown } from './shown'
import { useView } from './view-state'

const floats = 8
/** Tracers are moved on between two reports of the engine, but not far past the newest. */
const longestGuess = 0.1
/** Seconds of the way behind that a stroke shows; for families long, as a stream. */
const trail = 0.012
const longTrail = 0.05

/** The blood as short strokes along its velocity. In the group that maps patient space. */
export function Tracers({ session }: { session: Shown }) {
  const cloud = useMemo(() => new TracerCloud(), [])
  useEffect(() => () => cloud.dispose(), [cloud])
  useFrame(({ camera, gl, clock }) => {
    const { tracers } = session.frame
    if (tracers && (tracers !== cloud.shown || quantityShown() !== cloud.quantity))
      cloud.show(tracers, session.frame.blood.field, clock.elapsedTime)
    cloud.frame(
      clock.elapsedTime,
      session.state.timeDilation,
      camera as PerspectiveCamera,
      gl.domElement.height,
    )
  })
  const shown = useView((v) => v.tracersShown)
  const asTracers = useBloodView((v) => v.show === 'tracers')
  return <primitive object={cloud.mesh} visible={shown && asTracers} />
}

class TracerCloud {
  shown: Float32Array | null = null
  readonly mesh = new Mesh(new InstancedBufferGeometry())
  readonly material: ShaderMaterial
  quantity = quantityShown()
  private readonly uniforms = bloodUniforms()
  private buffer = new InstancedInterleavedBuffer(new Float32Array(floats), floats)
  private shownAt = 0

  constructor() {
    this.material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      transparent: true,
      depthWrite: false,
      side: DoubleSide,
      uniforms: Object.assign(this.uniforms, {
        ahead: { value: 0 },
        trail: { value: trail },
        pixel: { value: 0.001 },
      }),
    })
    this.mesh.material = this.material
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 2
    this.grow(1024)
  }

  show(tracers: Float32Array, field: BloodField | null, now: number): void {
    if (tracers.length > this.buffer.array.length) this.grow(tracers.length / floats)
    const array = this.buffer.array as Float32Array
    array.set(tracers)
    this.quantity = quantityShown()
    if (this.quantity === 'age' && field) putAges(array, tracers.length, field)
    this.buffer.needsUpdate = true
    this.shown = tracers
    this.shownAt = now
  }

  frame(now: number, timeDilation: number, camera: PerspectiveCamera, heightPixels: number): void {
    updateUniforms(this.uniforms)
    const u = this.material.uniforms
    u['trail']!.value = useAudience.getState().audience === 'family' ? longTrail : trail
    u['ahead']!.value = Math.min(now - this.shownAt, longestGuess) * timeDilation
    u['pixel']!.value = pixelHeight(camera, heightPixels)
    const drawn = (this.shown?.length ?? 0) / floats
    // Seeds are spread at random, so that the first of them are as spread as all.
    this.mesh.geometry.instanceCount = Math.ceil(drawn * useLoad.getState().load.tracers)
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.material.dispose()
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

/** Tracers carry no age: the cell's own takes the place of the saturation. */
function putAges(array: Float32Array, length: number, { lattice, values }: BloodField): void {
  for (let o = 0; o < length; o += floats) {
    const entry = nearestEntry(lattice, array[o]!, array[o + 1]!, array[o + 2]!)
    array[o + 3] = values[floatsPerCell * entry + 5]!
  }
}
