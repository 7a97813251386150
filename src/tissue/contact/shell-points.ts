import { cross, length, subtract, type Vec3 } from '../../core/vec3'
import { sheetMaterials } from '../patch-materials'
import { rimLoops, type Shell } from '../shell'
import type { Colliders } from './overlap'

const shellKeys = 2 ** 28

/**
 * A shell's nodes as points that keep half its thickness off tissue. Its rim is left out: stitches hold that, to bites
 * that lie a little inside the tissue.
 */
export function shellPoints(shell: Shell): Colliders {
  const { positions, triangles, firstNode } = shell
  const { thickness, young } = sheetMaterials[shell.material]
  const count = positions.length / 3
  const area = new Float32Array(count)
  const at = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    const third = length(cross(subtract(at(b), at(a)), subtract(at(c), at(a)))) / 6
    for (const v of [a, b, c]) area[v]! += third
  }
  for (const v of rimLoops(triangles).flat()) area[v] = 0
  const points = {
    count,
    nodes: Uint32Array.from({ length: 4 * count }, (_, n) => firstNode + (n >> 2)),
    weights: Float32Array.from({ length: 4 * count }, (_, n) => (n % 4 === 0 ? 1 : 0)),
    rest: positions,
    area,
    young: new Float32Array(count).fill(young),
    keyBase: shellKeys + firstNode,
  }
  return { points, clearance: thickness / 2, isTissue: false }
}
