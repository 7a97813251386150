import { endOf, type MeshEdges, startOf } from './mesh-edges'
import type { TriangleMesh } from './triangle-mesh'

/**
 * Turns triangles so that neighbours across an edge of two triangles face the same way: in each patch the side that
 * has more area wins. Patches that meet at branched edges are turned where that lets more of those edges balance.
 * @param areas of the triangles
 * @returns triangles that were turned, and the patch of each triangle
 */
export function orientMesh(
  mesh: TriangleMesh,
  edges: MeshEdges,
  areas: Float64Array,
): { readonly turned: number; readonly patch: Int32Array } {
  const count = mesh.triangles.length / 3
  const patch = new Int32Array(count).fill(-1)
  const flip = new Uint8Array(count)
  const members: Int32Array[] = []
  const queue = new Int32Array(count)
  for (let seed = 0; seed < count; seed++) {
    if (patch[seed] !== -1) continue
    const found = spread(mesh, edges, seed, members.length, patch, flip, queue)
    majority(found, flip, areas)
    members.push(found)
  }
  balanceFans(mesh, edges, members, patch, flip, areas)
  let turned = 0
  for (let t = 0; t < count; t++) {
    if (!flip[t]) continue
    turned++
    turnTriangle(mesh.triangles, t)
  }
  return { turned, patch }
}

export function turnTriangle(triangles: Uint32Array, t: number): void {
  const held = triangles[3 * t + 1] as number
  triangles[3 * t + 1] = triangles[3 * t + 2] as number
  triangles[3 * t + 2] = held
}

/** All triangles that a walk over edges of two triangles reaches; those that face the other way are marked. */
function spread(
  mesh: TriangleMesh,
  { mate }: MeshEdges,
  seed: number,
  id: number,
  patch: Int32Array,
  flip: Uint8Array,
  queue: Int32Array,
): Int32Array {
  let end = 0
  queue[end++] = seed
  patch[seed] = id
  for (let at = 0; at < end; at++) {
    const t = queue[at] as number
    for (let h = 3 * t; h < 3 * t + 3; h++) {
      const g = mate[h] as number
      if (g < 0) continue
      const other = Math.floor(g / 3)
      if (patch[other] !== -1) continue
      patch[other] = id
      const same = startOf(mesh, h) === startOf(mesh, g) ? 1 : 0
      flip[other] = (flip[t] as number) ^ same
      queue[end++] = other
    }
  }
  return queue.slice(0, end)
}

function majority(found: Int32Array, flip: Uint8Array, areas: Float64Array): void {
  let sum = 0
  for (const t of found) sum += flip[t] ? -(areas[t] as number) : (areas[t] as number)
  if (sum < 0) for (const t of found) flip[t] = 1 - (flip[t] as number)
}

/** Small patches first: each turns if the directions of the branched edges it touches then cancel better. */
function balanceFans(
  mesh: TriangleMesh,
  { fans }: MeshEdges,
  members: readonly Int32Array[],
  patch: Int32Array,
  flip: Uint8Array,
  areas: Float64Array,
): void {
  if (fans.length === 0) return
  const touching = members.map((): number[][] => [])
  for (const fan of fans)
    for (const id of new Set(fan.map((h) => patch[Math.floor(h / 3)] as number)))
      touching[id]?.push(fan as number[])
  const size = members.map((m) => m.reduce((sum, t) => sum + (areas[t] as number), 0))
  const order = members.map((_, id) => id).sort((a, b) => (size[a] as number) - (size[b] as number))
  const way = (h: number) => {
    const forward = startOf(mesh, h) < endOf(mesh, h) ? 1 : -1
    return flip[Math.floor(h / 3)] ? -forward : forward
  }
  for (const id of order) {
    let now = 0
    let then = 0
    for (const fan of touching[id] as number[][]) {
      let own = 0
      let rest = 0
      for (const h of fan)
        if (patch[Math.floor(h / 3)] === id) own += way(h)
        else rest += way(h)
      now += Math.abs(rest + own)
      then += Math.abs(rest - own)
    }
    if (then < now) for (const t of members[id] as Int32Array) flip[t] = 1 - (flip[t] as number)
  }
}
