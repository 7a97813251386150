import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshPhysicalMaterial,
  type Plane,
} from 'three'
import { dot, tangents, type Vec3 } from '../core/vec3'
import type { ShellMesh } from '../engine/protocol'
import { fabricTexture } from './fabric-texture'

type Material = ShellMesh['material']

/** One mesh a patch, kept from report to report while its list of triangles stays the same. */
export class ShellDrawing {
  readonly group = new Group()
  private readonly meshes = new Map<string, Mesh<BufferGeometry, MeshPhysicalMaterial>>()
  private readonly materials = new Map<Material, MeshPhysicalMaterial>()
  private shown: readonly ShellMesh[] | null = null

  show(shells: readonly ShellMesh[]): void {
    if (shells === this.shown) return
    this.shown = shells
    const present = new Set(shells.map((s) => s.edit))
    for (const [edit, mesh] of this.meshes) if (!present.has(edit)) this.remove(edit, mesh)
    for (const shell of shells) this.draw(shell)
  }

  /** World planes behind which nothing is drawn; null: all of it. */
  clip(planes: Plane[] | null): void {
    for (const material of this.materials.values()) material.clippingPlanes = planes
  }

  dispose(): void {
    for (const [edit, mesh] of this.meshes) this.remove(edit, mesh)
    for (const material of this.materials.values()) material.dispose()
  }

  private draw(shell: ShellMesh): void {
    let mesh = this.meshes.get(shell.edit)
    if (mesh && mesh.geometry.index?.count !== shell.triangles.length) {
      this.remove(shell.edit, mesh)
      mesh = undefined
    }
    mesh ??= this.add(shell)
    const position = mesh.geometry.getAttribute('position') as BufferAttribute
    ;(position.array as Float32Array).set(shell.positions)
    position.needsUpdate = true
    mesh.geometry.computeVertexNormals()
  }

  private add(shell: ShellMesh): Mesh<BufferGeometry, MeshPhysicalMaterial> {
    const geometry = new BufferGeometry()
    geometry.setIndex(new BufferAttribute(shell.triangles, 1))
    geometry.setAttribute('position', new BufferAttribute(Float32Array.from(shell.positions), 3))
    geometry.setAttribute('uv', new BufferAttribute(flatMillimetres(shell), 2))
    const mesh = new Mesh(geometry, this.material(shell.material))
    mesh.castShadow = true
    mesh.receiveShadow = true
    mesh.frustumCulled = false
    this.meshes.set(shell.edit, mesh)
    this.group.add(mesh)
    return mesh
  }

  private remove(edit: string, mesh: Mesh): void {
    this.group.remove(mesh)
    mesh.geometry.dispose()
    this.meshes.delete(edit)
  }

  private material(kind: Material): MeshPhysicalMaterial {
    const known = this.materials.get(kind)
    if (known) return known
    const made = shellMaterial(kind)
    this.materials.set(kind, made)
    return made
  }
}

/** Pericardium: off-white, matte, faintly fibrous. ePTFE: white, smooth. Dacron: white, knitted. */
function shellMaterial(kind: Material): MeshPhysicalMaterial {
  const looks = {
    pericardium: { color: '#e6d9c3', roughness: 0.72, clearcoat: 0.25, bumpScale: 0.8 },
    ePTFE: { color: '#f3f4f3', roughness: 0.5, clearcoat: 0.15, bumpScale: 0.25 },
    dacron: { color: '#e9e8e2', roughness: 0.85, clearcoat: 0, bumpScale: 0.9 },
  }
  const { map, bump } = fabricTexture(kind)
  return new MeshPhysicalMaterial({
    ...looks[kind],
    clearcoatRoughness: 0.4,
    clipShadows: true,
    map,
    bumpMap: bump,
    side: DoubleSide,
  })
}

/** Texture coordinates in mm: the first reported shape laid flat along its mean normal. */
function flatMillimetres(shell: ShellMesh): Float32Array {
  const [u, v] = tangents(meanNormal(shell))
  const uv = new Float32Array((shell.positions.length / 3) * 2)
  for (let n = 0; n < uv.length / 2; n++) {
    const p = place(shell.positions, n)
    uv[2 * n] = dot(p, u) * 1e3
    uv[2 * n + 1] = dot(p, v) * 1e3
  }
  return uv
}

function meanNormal({ positions, triangles }: ShellMesh): Vec3 {
  const sum: [number, number, number] = [0, 0, 0]
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => place(positions, triangles[t + k]!)) as [Vec3, Vec3, Vec3]
    for (let x = 0; x < 3; x++) {
      const y = (x + 1) % 3
      const z = (x + 2) % 3
      sum[x]! += (b[y]! - a[y]!) * (c[z]! - a[z]!) - (b[z]! - a[z]!) * (c[y]! - a[y]!)
    }
  }
  return Math.hypot(...sum) > 0 ? sum : [0, 0, 1]
}

const place = (positions: Float32Array, n: number): Vec3 => [
  positions[3 * n]!,
  positions[3 * n + 1]!,
  positions[3 * n + 2]!,
]
