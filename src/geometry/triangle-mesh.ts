/** A triangle mesh; metres in patient space once it has left a reader. */
export interface TriangleMesh {
  readonly name: string
  /** xyz per vertex. */
  readonly positions: Float64Array
  /** Three vertex ids a triangle, counter-clockwise seen from outside. */
  readonly triangles: Uint32Array
}

/** Corners of triangle t as nine numbers [x0, y0, z0, x1, …] written into `out`. */
export function triangleCorners(mesh: TriangleMesh, t: number, out: Float64Array): void {
  for (let c = 0; c < 3; c++) {
    const v = (mesh.triangles[3 * t + c] as number) * 3
    for (let a = 0; a < 3; a++) out[3 * c + a] = mesh.positions[v + a] as number
  }
}

/**
 * Several meshes as one; vertices in the same cube of edge `tolerance` (in the meshes' own unit) become one vertex,
 * and triangles that lose a corner by it are dropped.
 */
export function mergeMeshes(meshes: readonly TriangleMesh[], tolerance: number): TriangleMesh {
  const ids = new Map<number | string, number>()
  const points = meshes.reduce((sum, m) => sum + m.positions.length, 0)
  const positions = new Float64Array(points)
  const triangles = new Uint32Array(meshes.reduce((sum, m) => sum + m.triangles.length, 0))
  const low = lowest(meshes)
  let corners = 0
  for (const m of meshes) {
    const map = new Uint32Array(m.positions.length / 3)
    for (let v = 0; v < map.length; v++) {
      const x = Math.round(((m.positions[3 * v] as number) - low[0]) / tolerance)
      const y = Math.round(((m.positions[3 * v + 1] as number) - low[1]) / tolerance)
      const z = Math.round(((m.positions[3 * v + 2] as number) - low[2]) / tolerance)
      const key = x < 131072 && y < 131072 && z < 131072 ? x + 131072 * (y + 131072 * z) : `${x},${y},${z}`
      const known = ids.get(key)
      map[v] = known ?? ids.size
      if (known !== undefined) continue
      positions.set(m.positions.subarray(3 * v, 3 * v + 3), 3 * ids.size)
      ids.set(key, ids.size)
    }
    for (let t = 0; t < m.triangles.length; t += 3) {
      const a = map[m.triangles[t] as number] as number
      const b = map[m.triangles[t + 1] as number] as number
      const c = map[m.triangles[t + 2] as number] as number
      if (a === b || b === c || c === a) continue
      triangles[corners++] = a
      triangles[corners++] = b
      triangles[corners++] = c
    }
  }
  return {
    name: meshes.map((m) => m.name).join(' + '),
    positions: positions.slice(0, 3 * ids.size),
    triangles: triangles.slice(0, corners),
  }
}

function lowest(meshes: readonly TriangleMesh[]): [number, number, number] {
  const low: [number, number, number] = [Infinity, Infinity, Infinity]
  for (const { positions } of meshes)
    for (let n = 0; n < positions.length; n++)
      low[n % 3] = Math.min(low[n % 3] as number, positions[n] as number)
  return low
}

/** Edges that do not have exactly two triangles: `open` have one, `branched` three or more. */
export function meshDefects(mesh: TriangleMesh): { readonly open: number; readonly branched: number } {
  const n = mesh.positions.length / 3
  const uses = new Map<number, number>()
  for (let t = 0; t < mesh.triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const a = mesh.triangles[t + k] as number
      const b = mesh.triangles[t + ((k + 1) % 3)] as number
      const key = Math.min(a, b) * n + Math.max(a, b)
      uses.set(key, (uses.get(key) ?? 0) + 1)
    }
  let open = 0
  let branched = 0
  for (const count of uses.values()) {
    if (count === 1) open++
    if (count > 2) branched++
  }
  return { open, branched }
}

/** Volume enclosed by a closed mesh: Σ a · (b × c) / 6, positive when its triangles face outward. */
export function meshVolume(mesh: TriangleMesh): number {
  const c = new Float64Array(9)
  let six = 0
  for (let t = 0; t < mesh.triangles.length / 3; t++) {
    triangleCorners(mesh, t, c)
    const at = (n: number) => c[n] as number
    six +=
      at(0) * (at(4) * at(8) - at(5) * at(7)) +
      at(1) * (at(5) * at(6) - at(3) * at(8)) +
      at(2) * (at(3) * at(7) - at(4) * at(6))
  }
  return six / 6
}
