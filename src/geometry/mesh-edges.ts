import type { TriangleMesh } from './triangle-mesh'

/** Half-edge 3t + k of triangle t runs from its corner k to its corner k + 1. */
export interface MeshEdges {
  /** The other half-edge of an edge with two triangles; -1 with one triangle (open), -2 with three or more (branched). */
  readonly mate: Int32Array
  readonly open: number
  readonly branched: number
  /** The half-edges of each branched edge. */
  readonly fans: readonly (readonly number[])[]
}

export const startOf = (mesh: TriangleMesh, h: number): number => mesh.triangles[h] as number
export const endOf = (mesh: TriangleMesh, h: number): number =>
  mesh.triangles[h % 3 === 2 ? h - 2 : h + 1] as number

/** Pairs the half-edges of a mesh, in proportion to their number. */
export function meshEdges(mesh: TriangleMesh): MeshEdges {
  const count = mesh.triangles.length
  const head = new Int32Array(mesh.positions.length / 3).fill(-1)
  const next = new Int32Array(count)
  for (let h = 0; h < count; h++) {
    const low = Math.min(startOf(mesh, h), endOf(mesh, h))
    next[h] = head[low] as number
    head[low] = h
  }
  const mate = new Int32Array(count).fill(-3)
  const fans: number[][] = []
  let open = 0
  const found: number[] = []
  for (let h = 0; h < count; h++) {
    if (mate[h] !== -3) continue
    const a = startOf(mesh, h)
    const b = endOf(mesh, h)
    const low = Math.min(a, b)
    found.length = 0
    for (let g = head[low] as number; g >= 0; g = next[g] as number)
      if (startOf(mesh, g) + endOf(mesh, g) === a + b) found.push(g)
    if (found.length === 2) {
      mate[found[0] as number] = found[1] as number
      mate[found[1] as number] = found[0] as number
      continue
    }
    for (const g of found) mate[g] = found.length === 1 ? -1 : -2
    if (found.length === 1) open++
    else fans.push([...found])
  }
  return { mate, open, branched: fans.length, fans }
}
