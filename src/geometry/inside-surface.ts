import { cellCount, type LatticeFrame } from '../core/lattice'
import type { TriangleMesh } from './triangle-mesh'
import type { WindingTree } from './winding-number'

/** Lines are shifted by this, in cells, so that none runs through a vertex of a mesh with round coordinates. */
const shift = [1.37e-5, 2.71e-5] as const
/** Cells in doubt are asked together in cubes of this edge where no triangle is near. */
const block = 4
/** A block's cells follow its middle where that lies farther than this from the threshold. */
const surely = 0.2

/**
 * Which cells lie inside of a surface (1) that faces outward: those with a winding number over one half.
 *
 * A closed surface is decided by signed crossings along the lattice's lines, exact and in proportion to triangles and
 * cells. A line through a hole does not end as it began; where fewer than two lines of a cell are whole, or whole ones
 * disagree, the generalised winding number decides, which closes a hole by a smooth sheet.
 * @param mesh in lattice coordinates
 * @param near cells within about a cell of a triangle
 * @returns `unclean` counts the cells that had to be asked, or that lie inside more than once
 */
export function insideSurface(
  frame: LatticeFrame,
  mesh: TriangleMesh,
  near: (cell: number) => boolean,
  makeTree: () => WindingTree,
): { readonly inside: Uint8Array; readonly unclean: number } {
  const winding = new Int8Array(cellCount(frame))
  const doubt = new Uint8Array(winding.length)
  for (let axis = 0; axis < 3; axis++) addAxis(frame, mesh, axis, winding, doubt)
  const inside = new Uint8Array(winding.length)
  let unclean = 0
  let asked = 0
  for (let o = 0; o < inside.length; o++) {
    const w = winding[o] as number
    doubt[o] = doubt[o] === 2 || doubt[o] === 3 ? 0 : 1
    if (doubt[o]) asked++
    else if (w > 0) inside[o] = 1
    if (doubt[o] || w < 0 || w > 1) unclean++
  }
  if (asked > 0) askTree(frame, doubt, inside, near, makeTree())
  return { inside, unclean }
}

function askTree(
  frame: LatticeFrame,
  doubt: Uint8Array,
  inside: Uint8Array,
  near: (cell: number) => boolean,
  tree: WindingTree,
): void {
  const [nx, ny, nz] = frame.size
  for (let k = 0; k < nz; k += block)
    for (let j = 0; j < ny; j += block)
      for (let i = 0; i < nx; i += block) {
        let any = false
        let close = false
        const high = [Math.min(nx, i + block), Math.min(ny, j + block), Math.min(nz, k + block)] as const
        for (let z = k; z < high[2]; z++)
          for (let y = j; y < high[1]; y++)
            for (let x = i, o = i + nx * (y + ny * z); x < high[0]; x++, o++) {
              if (doubt[o]) any = true
              if (near(o)) close = true
            }
        if (!any) continue
        const middle = tree.at((i + high[0] - 1) / 2, (j + high[1] - 1) / 2, (k + high[2] - 1) / 2)
        const together = !close && Math.abs(middle - 0.5) > surely
        for (let z = k; z < high[2]; z++)
          for (let y = j; y < high[1]; y++)
            for (let x = i, o = i + nx * (y + ny * z); x < high[0]; x++, o++)
              if (doubt[o]) inside[o] = (together ? middle : tree.at(x, y, z)) > 0.5 ? 1 : 0
      }
}

const disagreed = 128

/** Signed crossings along one axis; `votes` counts the whole lines that agree, or is `disagreed` and more. */
function addAxis(
  frame: LatticeFrame,
  mesh: TriangleMesh,
  axis: number,
  winding: Int8Array,
  votes: Uint8Array,
): void {
  const { size } = frame
  const steps = [1, size[0], size[0] * size[1]] as const
  const [b, c] = [(axis + 1) % 3, (axis + 2) % 3]
  const crossings = new Int8Array(winding.length)
  const totals = new Int16Array((size[b] as number) * (size[c] as number))
  for (let t = 0; t < mesh.triangles.length; t += 3) crossLines(frame, mesh, t, axis, crossings, totals)
  const n = size[axis] as number
  const step = steps[axis] as number
  for (let v = 0, line = 0; v < (size[c] as number); v++)
    for (let u = 0; u < (size[b] as number); u++, line++) {
      const start = u * (steps[b] as number) + v * (steps[c] as number)
      if (totals[line] !== 0) continue
      let w = 0
      for (let i = 0, o = start; i < n; i++, o += step) {
        w += crossings[o] as number
        if (votes[o] === 0) winding[o] = w
        votes[o] = winding[o] === w ? (votes[o] as number) + 1 : disagreed
      }
    }
}

/** Marks, on each lattice line that a triangle crosses, the first cell beyond: +1 going in, -1 coming out. */
function crossLines(
  frame: LatticeFrame,
  mesh: TriangleMesh,
  t: number,
  axis: number,
  crossings: Int8Array,
  totals: Int16Array,
): void {
  const { positions: p, triangles } = mesh
  const size = frame.size
  const b = (axis + 1) % 3
  const c = (axis + 2) % 3
  const i0 = 3 * (triangles[t] as number)
  const i1 = 3 * (triangles[t + 1] as number)
  const i2 = 3 * (triangles[t + 2] as number)
  const nb = size[b] as number
  const n = size[axis] as number
  const stepA = axis === 0 ? 1 : axis === 1 ? size[0] : size[0] * size[1]
  const stepB = b === 0 ? 1 : b === 1 ? size[0] : size[0] * size[1]
  const stepC = c === 0 ? 1 : c === 1 ? size[0] : size[0] * size[1]
  const u1 = lastLine(p[i0 + b] as number, p[i1 + b] as number, p[i2 + b] as number, shift[0], nb)
  const v1 = lastLine(
    p[i0 + c] as number,
    p[i1 + c] as number,
    p[i2 + c] as number,
    shift[1],
    size[c] as number,
  )
  const u0 = firstLine(p[i0 + b] as number, p[i1 + b] as number, p[i2 + b] as number, shift[0])
  const v0 = firstLine(p[i0 + c] as number, p[i1 + c] as number, p[i2 + c] as number, shift[1])
  for (let v = v0; v <= v1; v++)
    for (let u = u0; u <= u1; u++) {
      const x = u + shift[0]
      const y = v + shift[1]
      const e0 = side(p, i1, i2, b, c, x, y)
      const e1 = side(p, i2, i0, b, c, x, y)
      const e2 = side(p, i0, i1, b, c, x, y)
      if (e0 < 0 !== e1 < 0 || e1 < 0 !== e2 < 0) continue
      const sum = e0 + e1 + e2
      if (sum === 0) continue
      // Its normal points along the axis where the corners run counter-clockwise in (b, c): then the line comes out.
      const way = sum > 0 ? -1 : 1
      const height =
        (e0 * (p[i0 + axis] as number) + e1 * (p[i1 + axis] as number) + e2 * (p[i2 + axis] as number)) / sum
      totals[u + nb * v] = (totals[u + nb * v] as number) + way
      const first = Math.max(0, Math.ceil(height))
      if (first >= n) continue
      const cell = first * stepA + u * stepB + v * stepC
      crossings[cell] = (crossings[cell] as number) + way
    }
}

const firstLine = (x: number, y: number, z: number, s: number) =>
  Math.max(0, Math.ceil(Math.min(x, y, z) - s))
const lastLine = (x: number, y: number, z: number, s: number, n: number) =>
  Math.min(n - 1, Math.floor(Math.max(x, y, z) - s))

/**
 * Twice the signed area of a point and an edge. The edge is always taken from its lower vertex, so that the two
 * triangles of an edge agree to the last bit on which side a line passes.
 */
function side(p: Float64Array, n: number, m: number, b: number, c: number, x: number, y: number): number {
  const f = Math.min(n, m)
  const g = Math.max(n, m)
  const area =
    ((p[g + b] as number) - (p[f + b] as number)) * (y - (p[f + c] as number)) -
    ((p[g + c] as number) - (p[f + c] as number)) * (x - (p[f + b] as number))
  return n > m ? -area : area
}
