import { turnTriangle } from './orient-mesh'
import { meshVolume, type TriangleMesh } from './triangle-mesh'
import { WindingTree } from './winding-number'

/** One connected piece of a surface. */
export interface Shell {
  readonly triangles: readonly number[]
  /** Signed: positive where it faces outward. */
  readonly volume: number
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** Shell of each triangle: pieces that share no vertex. */
export function shellIds(mesh: TriangleMesh): { readonly of: Int32Array; readonly count: number } {
  const parent = Int32Array.from({ length: mesh.positions.length / 3 }, (_, v) => v)
  const root = (v: number) => {
    let x = v
    while (parent[x] !== x) {
      parent[x] = parent[parent[x] as number] as number
      x = parent[x] as number
    }
    return x
  }
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const a = root(mesh.triangles[t] as number)
    parent[root(mesh.triangles[t + 1] as number)] = a
    parent[root(mesh.triangles[t + 2] as number)] = a
  }
  const ids = new Map<number, number>()
  const of = new Int32Array(mesh.triangles.length / 3)
  for (let t = 0; t < of.length; t++) {
    const r = root(mesh.triangles[3 * t] as number)
    const id = ids.get(r) ?? ids.size
    ids.set(r, id)
    of[t] = id
  }
  return { of, count: ids.size }
}

export function shellsOf(mesh: TriangleMesh): Shell[] {
  const { of, count } = shellIds(mesh)
  const members = Array.from({ length: count }, (): number[] => [])
  of.forEach((id, t) => {
    members[id]?.push(t)
  })
  return members.map((triangles) => {
    const part = partOf(mesh, triangles)
    const low = [Infinity, Infinity, Infinity]
    const high = [-Infinity, -Infinity, -Infinity]
    for (const v of part.triangles)
      for (let a = 0; a < 3; a++) {
        const x = mesh.positions[3 * v + a] as number
        low[a] = Math.min(low[a] as number, x)
        high[a] = Math.max(high[a] as number, x)
      }
    return { triangles, volume: meshVolume(part), low, high }
  })
}

/** Some triangles of a mesh, over the same vertices. */
export function partOf(mesh: TriangleMesh, triangles: readonly number[]): TriangleMesh {
  const own = new Uint32Array(3 * triangles.length)
  triangles.forEach((t, n) => {
    for (let k = 0; k < 3; k++) own[3 * n + k] = mesh.triangles[3 * t + k] as number
  })
  return { ...mesh, triangles: own }
}

/**
 * Turns outermost shells that face inward, together with all that lies in them: a shell inside of another keeps the
 * way that the file gave it relative to its outermost one (facing against it: a cavity; with it: the same body).
 * @param closed the mesh with caps on all its rims after its own triangles, and `shells` of it
 * @returns how many shells were turned
 */
export function turnShells(mesh: TriangleMesh, closed: TriangleMesh, shells: readonly Shell[]): number {
  const outer = shells.map((s) => outermost(closed, shells, s))
  let turned = 0
  shells.forEach((s, n) => {
    if ((outer[n] as Shell).volume >= 0) return
    turned++
    for (const t of s.triangles) if (3 * t < mesh.triangles.length) turnTriangle(mesh.triangles, t)
  })
  return turned
}

const contains = (a: Shell, b: Shell) =>
  a.low.every((x, n) => x <= (b.low[n] as number)) && a.high.every((x, n) => x >= (b.high[n] as number))

function outermost(mesh: TriangleMesh, shells: readonly Shell[], shell: Shell): Shell {
  const v = 3 * (mesh.triangles[3 * (shell.triangles[0] as number)] as number)
  const p = mesh.positions
  let found = shell
  for (const other of shells) {
    if (other === shell || !contains(other, shell) || Math.abs(other.volume) <= Math.abs(found.volume))
      continue
    const w = new WindingTree(partOf(mesh, other.triangles)).at(
      p[v] as number,
      p[v + 1] as number,
      p[v + 2] as number,
    )
    if (Math.abs(w) > 0.5) found = other
  }
  return found
}
