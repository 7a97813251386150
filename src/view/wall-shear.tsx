import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { BackSide, BufferAttribute, BufferGeometry, DynamicDrawUsage, Mesh, ShaderMaterial } from 'three'
import fragmentShader from '../../shaders/render/wall-shear.frag.glsl?raw'
import vertexShader from '../../shaders/render/wall-shear.vert.glsl?raw'
import type { BloodFrame } from '../session/blood-frame'
import { bloodUniforms, updateUniforms } from './blood-drawing'
import { useBloodView } from './blood-view-state'
import type { Shown } from './shown'
import { useView } from './view-state'

/** The wall as the blood sees it, painted with its shear: the far side of each cavity, never the near one. */
export function WallShear({ session }: { session: Shown }) {
  const drawing = useMemo(() => new WallDrawing(), [])
  useEffect(() => () => drawing.dispose(), [drawing])
  const shown = useView((v) => v.tracersShown)
  const asWall = useBloodView((v) => v.show === 'wall')
  useFrame(() => {
    if (asWall) drawing.frame(session.frame.blood)
  })
  return <primitive object={drawing.mesh} visible={shown && asWall} />
}

class WallDrawing {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>
  private readonly uniforms = bloodUniforms()
  private wall: BloodFrame['wall'] = null
  private shear: BloodFrame['shear'] = null

  constructor() {
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      side: BackSide,
      uniforms: Object.assign(this.uniforms, { inset: { value: 2e-4 } }),
    })
    this.mesh = new Mesh(new BufferGeometry(), material)
    this.mesh.frustumCulled = false
  }

  frame({ wall, shear }: BloodFrame): void {
    updateUniforms(this.uniforms)
    if (wall && wall !== this.wall) this.build(wall)
    const attribute = this.mesh.geometry.getAttribute('shear') as BufferAttribute | undefined
    if (!shear || shear === this.shear || attribute?.array.length !== shear.values.length) return
    attribute.copyArray(shear.values)
    attribute.needsUpdate = true
    this.shear = shear
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.mesh.material.dispose()
  }

  private build(wall: NonNullable<BloodFrame['wall']>): void {
    this.wall = wall
    this.shear = null
    const geometry = new BufferGeometry()
    geometry.setAttribute('position', new BufferAttribute(wall.positions, 3))
    geometry.setIndex(new BufferAttribute(wall.triangles, 1))
    geometry.computeVertexNormals()
    const shear = new BufferAttribute(new Float32Array(wall.positions.length).fill(-1), 3)
    shear.setUsage(DynamicDrawUsage)
    geometry.setAttribute('shear', shear)
    this.mesh.geometry.dispose()
    this.mesh.geometry = geometry
  }
}
