import {
  CylinderGeometry,
  DynamicDrawUsage,
  InstancedMesh,
  Matrix4,
  MeshPhysicalMaterial,
  type Plane,
} from 'three'
import { add, length, scale, subtract, type Vec3 } from '../core/vec3'
import type { StitchLine } from '../engine/protocol'
import { rodMatrix } from './rod'

/** Drawn half again as thick as a 5-0 thread (0.1 mm radius here), or it would not be seen at arm's length; metres. */
const threadRadius = 0.15e-3
/** A stitch drawn tight has no length left: its knot is drawn this long, metres. */
const knotLength = 0.9e-3
/** Rods are straight over a round wall, and a rim sinks into it: drawn as if this much nearer to the eye, metres. */
const lift = 3.5e-3

/** Polypropylene thread: a blue rod wherever `sewnThread` shows one. */
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
    material.onBeforeCompile = liftToEye
    const mesh = new InstancedMesh(new CylinderGeometry(1, 1, 1, 10), material, capacity)
    mesh.instanceMatrix.setUsage(DynamicDrawUsage)
    mesh.count = 0
    mesh.frustumCulled = false
    mesh.castShadow = true
    return mesh
  }
}

/** Draws at the depth that a place nearer to the eye has; where it is seen stays the same. */
function liftToEye(shader: { vertexShader: string }): void {
  const after = '#include <project_vertex>'
  shader.vertexShader = shader.vertexShader.replace(
    after,
    `${after}
    vec4 nearer = mvPosition;
    nearer.xyz *= max(1.0 - ${lift.toExponential()} * length(modelViewMatrix[0].xyz) / length(mvPosition.xyz), 0.5);
    vec4 lifted = projectionMatrix * nearer;
    gl_Position.z = lifted.z / lifted.w * gl_Position.w;`,
  )
}

const matrix = new Matrix4()

/** From one place to the next, with a little over at each end, so that no gap is seen where the thread turns. */
function bite(positions: Float32Array, offset: number): Matrix4 {
  const at = (o: number): Vec3 => [positions[o]!, positions[o + 1]!, positions[o + 2]!]
  const [from, to] = [at(offset), at(offset + 3)]
  const along = subtract(to, from)
  const apart = length(along)
  const way: Vec3 = apart > 1e-6 ? scale(along, 1 / apart) : [0, 0, 1]
  const over = scale(way, Math.max(threadRadius / 2, (knotLength - apart) / 2))
  return rodMatrix(subtract(from, over), add(to, over), threadRadius, matrix)
}
