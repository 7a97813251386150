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

/** Several meshes as one; vertices closer than `tolerance` (in the meshes' own unit) become one vertex. */
export function mergeMeshes(meshes: readonly TriangleMesh[], tolerance: number): TriangleMesh {
  const ids = new Map<string, number>()
  const positions: number[] = []
  const triangles: number[] = []
  const vertex = (m: TriangleMesh, v: number): number => {
    const p = [0, 1, 2].map((a) => m.positions[3 * v + a] as number)
    const key = p.map((x) => Math.round(x / tolerance)).join()
    const known = ids.get(key)
    if (known !== undefined) return known
    ids.set(key, ids.size)
    positions.push(...p)
    return ids.size - 1
  }
  for (const m of meshes) {
    const map = Array.from({ length: m.positions.length / 3 }, (_, v) => vertex(m, v))
    for (let t = 0; t < m.triangles.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => map[m.triangles[t + k] as number] as number)
      if (a !== b && b !== c && c !== a) triangles.push(a as number, b as number, c as number)
    }
  }
  return {
    name: meshes.map((m) => m.name).join(' + '),
    positions: Float64Array.from(positions),
    triangles: Uint32Array.from(triangles),
  }
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

/** Volume enclosed by a closed mesh: Σ x0 · (x1 × x2) / 6, positive when its triangles face outward. */
export function meshVolume(mesh: TriangleMesh): number {
  const c = new Float64Array(9)
  let six = 0
  for (let t = 0; t < mesh.triangles.length / 3; t++) {
    triangleCorners(mesh, t, c)
    const [a, b, d, e, f, g, h, i, j] = c as unknown as number[] as [number, ...number[]] & number[]
    six += a * (f! * j! - g! * i!) + b! * (g! * h! - e! * j!) + d! * (e! * i! - f! * h!)
  }
  return six / 6
}
