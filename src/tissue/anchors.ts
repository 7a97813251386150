import { dot, subtract } from '../core/vec3'
import type { Heart } from '../heart/heart'
import { gradient, sampler } from './field'

/**
 * Support of the epicardium, Pa/m: .2 kPa/mm (Pfaller et al. 2019, normal springs of the closed pericardium,
 * recalled). In an open chest the heart lies with its back in the opened pericardium, so only the surface that faces
 * the patient's back (+y in LPS) or feet (-z) rests on it; the front is free.
 */
const pericardialStiffness = 2e5

/**
 * What holds a heart: every vessel end is fixed to the body (nodes within half an edge of the port's disc, or beyond it),
 * and the back of the heart rests on weak springs. `fixed` 0/1 and `support` N/m per node.
 */
export function anchorNodes(
  heart: Heart,
  edge: number,
  rest: Float32Array,
): { fixed: Uint8Array; support: Float32Array } {
  const count = rest.length / 3
  const fixed = new Uint8Array(count)
  const support = new Float32Array(count)
  const tissue = sampler(heart.frame, heart.tissue)
  const lumen = sampler(heart.frame, heart.lumen)
  for (let n = 0; n < count; n++) {
    const [x, y, z] = [rest[3 * n]!, rest[3 * n + 1]!, rest[3 * n + 2]!]
    if (heart.ports.some((port) => holds(port, edge, [x, y, z]))) fixed[n] = 1
    const depth = tissue(x, y, z)
    if (Math.abs(depth) > edge / 2 || lumen(x, y, z) < edge) continue
    const [gx, gy, gz] = gradient(tissue, x, y, z, heart.frame.spacing)
    const facing = Math.max(gy, -gz, 0) / (Math.hypot(gx, gy, gz) || 1)
    // Two nodes an a² of surface: A and B sites.
    support[n] = (pericardialStiffness * facing * edge * edge) / 2
  }
  return { fixed, support }
}

function holds(port: Heart['ports'][number], edge: number, p: readonly [number, number, number]): boolean {
  const offset = subtract(p, port.centre)
  const along = dot(offset, port.normal)
  if (along < -edge / 2 || along > 3 * edge) return false
  return dot(offset, offset) - along * along < (port.radius + edge) ** 2
}
