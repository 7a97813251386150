import {
  CapsuleGeometry,
  DynamicDrawUsage,
  InstancedMesh,
  Matrix4,
  MeshPhysicalMaterial,
  type Plane,
  Quaternion,
  Vector3,
} from 'three'
import type { StitchLine } from '../engine/protocol'

/** Drawn twice as thick as a 5-0 thread (0.1 mm radius here), or it would not be seen at arm's length. */
const threadRadius = 0.22e-3
const upward = new Vector3(0, 1, 0)

/** Polypropylene thread: one short blue capsule for each bite. */
export class StitchDrawing {
  mesh = this.make(256)
  private shown: readonly StitchLine[] | null = null

  show(lines: readonly StitchLine[]): void {
    if (lines === this.shown) return
    this.shown = lines
    const count = lines.reduce((n, line) => n + Math.floor(line.positions.length / 6), 0)
    if (count > this.mesh.instanceMatrix.count) this.grow(count)
    let n = 0
    for (const { positions } of lines)
      for (let o = 0; o + 6 <= positions.length; o += 6) this.mesh.setMatrixAt(n++, bite(positions, o))
    this.mesh.count = n
    this.mesh.instanceMatrix.needsUpdate = true
  }

  /** World planes behind which nothing is drawn; null: all of it. */
  clip(planes: Plane[] | null): void {
    ;(this.mesh.material as MeshPhysicalMaterial).clippingPlanes = planes
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    ;(this.mesh.material as MeshPhysicalMaterial).dispose()
    this.mesh.dispose()
  }

  private grow(count: number): void {
    const parent = this.mesh.parent
    const before = this.mesh
    this.mesh = this.make(count * 2)
    parent?.remove(before)
    parent?.add(this.mesh)
    before.geometry.dispose()
    before.dispose()
  }

  private make(capacity: number): InstancedMesh {
    const material = new MeshPhysicalMaterial({
      color: '#2f62c9',
      roughness: 0.3,
      clearcoat: 0.6,
      clipShadows: true,
    })
    const mesh = new InstancedMesh(new CapsuleGeometry(1, 1, 4, 10), material, capacity)
    mesh.instanceMatrix.setUsage(DynamicDrawUsage)
    mesh.count = 0
    mesh.frustumCulled = false
    mesh.castShadow = true
    return mesh
  }
}

const from = new Vector3()
const to = new Vector3()
const turn = new Quaternion()
const size = new Vector3()
const matrix = new Matrix4()

function bite(positions: Float32Array, offset: number): Matrix4 {
  from.fromArray(positions, offset)
  to.fromArray(positions, offset + 3)
  const length = Math.max(from.distanceTo(to), threadRadius)
  turn.setFromUnitVectors(upward, size.subVectors(to, from).normalize())
  size.set(threadRadius, length, threadRadius)
  return matrix.compose(from.add(to).multiplyScalar(0.5), turn, size)
}
