import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  DynamicDrawUsage,
  Group,
  Mesh,
  ShaderMaterial,
} from 'three'
import fragmentShader from '../../shaders/render/blood-surface.frag.glsl?raw'
import vertexShader from '../../shaders/render/blood-surface.vert.glsl?raw'
import { floatsCarried, type LevelSurface } from '../geometry/level-surface'
import type { BloodFrame } from '../session/blood-frame'
import { bloodUniforms, updateUniforms } from './blood-drawing'
import { showsSurface, useBloodView } from './blood-view-state'
import type { Shown } from './shown'
import { useView } from './view-state'

/** Opacity face on: the hull lets its core be seen. */
const density = { hull: 0.2, core: 0.85 } as const

/** The hull of the jet, or of the vortices, with a denser core. In the group that maps patient space. */
export function BloodSurface({ session }: { session: Shown }) {
  const drawing = useMemo(() => new HullDrawing(), [])
  useEffect(() => () => drawing.dispose(), [drawing])
  const shown = useView((v) => v.tracersShown)
  const asSurface = useBloodView((v) => showsSurface(v.show))
  useFrame(() => {
    const { show } = useBloodView.getState()
    const { surface } = session.frame.blood
    drawing.group.visible = shown && asSurface && surface?.kind === show
    if (drawing.group.visible && surface) drawing.frame(surface)
  })
  return <primitive object={drawing.group} />
}

class HullDrawing {
  readonly group = new Group()
  private readonly uniforms = bloodUniforms()
  private readonly parts = { core: this.part('core', 3), hull: this.part('hull', 4) }
  private shown: BloodFrame['surface'] = null

  constructor() {
    this.group.add(this.parts.core.mesh, this.parts.hull.mesh)
  }

  frame(surface: NonNullable<BloodFrame['surface']>): void {
    updateUniforms(this.uniforms)
    if (surface === this.shown) return
    this.shown = surface
    this.parts.core.show(surface.core)
    this.parts.hull.show(surface.hull)
  }

  dispose(): void {
    for (const part of Object.values(this.parts)) part.dispose()
  }

  private part(name: 'hull' | 'core', order: number): SurfacePart {
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      transparent: true,
      depthWrite: name === 'core',
      side: DoubleSide,
      // Far sides first, then near ones.
      forceSinglePass: false,
      uniforms: Object.assign({ density: { value: density[name] } }, this.uniforms),
    })
    return new SurfacePart(material, order)
  }
}

/** One surface whose buffers grow and are used again. */
class SurfacePart {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>

  constructor(material: ShaderMaterial, order: number) {
    this.mesh = new Mesh(new BufferGeometry(), material)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = order
    this.grow(512, 1024)
  }

  show({ positions, normals, carried, triangles }: LevelSurface): void {
    const { geometry } = this.mesh
    const vertices = positions.length / 3
    if (vertices > geometry.getAttribute('position').count || triangles.length > geometry.index!.count)
      this.grow(2 * vertices, 2 * triangles.length)
    this.fill('position', positions)
    this.fill('normal', normals)
    this.fill('carried', carried)
    const index = this.mesh.geometry.index!
    ;(index.array as Uint32Array).set(triangles)
    index.needsUpdate = true
    this.mesh.geometry.setDrawRange(0, triangles.length)
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.mesh.material.dispose()
  }

  private fill(name: string, values: Float32Array): void {
    const attribute = this.mesh.geometry.getAttribute(name) as BufferAttribute
    ;(attribute.array as Float32Array).set(values)
    attribute.needsUpdate = true
  }

  private grow(vertices: number, corners: number): void {
    const geometry = new BufferGeometry()
    const add = (name: string, floats: number) =>
      geometry.setAttribute(name, dynamic(new BufferAttribute(new Float32Array(floats * vertices), floats)))
    add('position', 3)
    add('normal', 3)
    add('carried', floatsCarried)
    geometry.setIndex(dynamic(new BufferAttribute(new Uint32Array(corners), 1)))
    this.mesh.geometry.dispose()
    this.mesh.geometry = geometry
  }
}

const dynamic = (attribute: BufferAttribute): BufferAttribute => attribute.setUsage(DynamicDrawUsage)
