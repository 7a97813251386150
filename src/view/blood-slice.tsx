import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { DoubleSide, Matrix4, Mesh, PlaneGeometry, Quaternion, ShaderMaterial, Vector3 } from 'three'
import fragmentShader from '../../shaders/render/slice.frag.glsl?raw'
import vertexShader from '../../shaders/render/slice.vert.glsl?raw'
import type { BloodField } from '../geometry/blood-field'
import { bloodUniforms, updateUniforms } from './blood-drawing'
import { useBloodView } from './blood-view-state'
import { FieldTextures } from './field-textures'
import { useHeartSpace } from './heart-space'
import type { Shown } from './shown'
import { clipPlane, useView } from './view-state'

/** The section of the view painted with what the blood does there. Nothing where there is no section. */
export function BloodSlice({ session }: { session: Shown }) {
  const drawing = useMemo(() => new SliceDrawing(), [])
  useEffect(() => () => drawing.dispose(), [drawing])
  const shown = useView((v) => v.tracersShown && v.clip.axis !== 'none')
  const asSlice = useBloodView((v) => v.show === 'slice')
  useFrame(() => {
    const { field } = session.frame.blood
    // Without a field its textures would be none that the shader can read.
    drawing.mesh.visible = shown && asSlice && field !== null
    if (drawing.mesh.visible && field) drawing.frame(field)
  }, -1)
  return <primitive object={drawing.mesh} visible={false} />
}

const z = new Vector3(0, 0, 1)

class SliceDrawing {
  readonly mesh: Mesh<PlaneGeometry, ShaderMaterial>
  private readonly textures = new FieldTextures()
  private readonly uniforms = bloodUniforms()
  private readonly turn = new Quaternion()
  private readonly normal = new Vector3()

  constructor() {
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      transparent: true,
      side: DoubleSide,
      uniforms: Object.assign(this.uniforms, {
        entries: { value: null },
        values: { value: null },
        origin: { value: new Vector3() },
        spacing: { value: 1 },
        toPatient: { value: new Matrix4() },
      }),
    })
    this.mesh = new Mesh(new PlaneGeometry(1, 1), material)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 1
  }

  frame(field: BloodField): void {
    updateUniforms(this.uniforms)
    const u = this.mesh.material.uniforms
    if (field !== this.textures.shown) {
      this.textures.show(field)
      u['entries']!.value = this.textures.entries
      u['values']!.value = this.textures.values
      u['origin']!.value.set(...field.lattice.frame.origin)
      u['spacing']!.value = field.lattice.frame.spacing
    }
    this.place()
  }

  /** Into the section's plane, as wide as the heart. */
  private place(): void {
    const space = useHeartSpace.getState()
    const plane = clipPlane(useView.getState().clip, space)
    if (!plane) return
    const { normal, mesh } = this
    normal.set(plane[0], plane[1], plane[2])
    const off =
      normal.x * space.centre[0] + normal.y * space.centre[1] + normal.z * space.centre[2] + plane[3]
    mesh.position.set(...space.centre).addScaledVector(normal, -off)
    mesh.quaternion.copy(this.turn.setFromUnitVectors(z, normal.normalize()))
    mesh.scale.setScalar(2.6 * space.radius)
    mesh.updateMatrix()
    mesh.material.uniforms['toPatient']!.value.copy(mesh.matrix)
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.mesh.material.dispose()
    this.textures.dispose()
  }
}
