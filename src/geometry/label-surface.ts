import { type Grid, gridToPatient } from '../core/grid'

/** A surface to look at; metres, LPS. */
export interface LabelSurface {
  /** xyz per vertex. */
  readonly positions: Float32Array
  readonly triangles: Uint32Array
}

/** Lowest and highest cell of each label that occurs, six numbers a label: i, j, k low, then high. */
export function labelBoxes(grid: Grid, labels: Uint8Array): Map<number, Int32Array> {
  const [nx, ny, nz] = grid.size
  const boxes = new Map<number, Int32Array>()
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        const id = labels[o]!
        if (id === 0) continue
        let box = boxes.get(id)
        if (!box) {
          box = Int32Array.of(i, j, k, i, j, k)
          boxes.set(id, box)
        }
        if (i < box[0]!) box[0] = i
        if (j < box[1]!) box[1] = j
        if (k < box[2]!) box[2] = k
        if (i > box[3]!) box[3] = i
        if (j > box[4]!) box[4] = j
        if (k > box[5]!) box[5] = k
      }
  return boxes
}

/**
 * The surface of one label by naive surface nets (Gibson 1998), smoothed a little: cheap, closed, for looking only.
 * Triangles face outward.
 * @param box of the label, from `labelBoxes`
 * @param stride cells that one sample stands for: 2 for a quarter of the triangles
 */
export function labelSurface(
  grid: Grid,
  labels: Uint8Array,
  id: number,
  box: Int32Array,
  stride = 1,
): LabelSurface {
  const samples = sampleLabel(grid, labels, id, box, stride)
  const { positions, vertexOf } = netVertices(samples)
  const triangles = netTriangles(samples, vertexOf)
  for (let pass = 0; pass < 3; pass++) relax(positions, triangles)
  return { positions: toPatient(grid, box, stride, positions), triangles: Uint32Array.from(triangles) }
}

interface Samples {
  readonly size: readonly [number, number, number]
  readonly inside: Uint8Array
}

/** The label in its box with one empty sample all round. */
function sampleLabel(grid: Grid, labels: Uint8Array, id: number, box: Int32Array, stride: number): Samples {
  const [nx, ny, nz] = grid.size
  const size = [0, 1, 2].map((a) => Math.ceil((box[a + 3]! - box[a]! + 1) / stride) + 2)
  const [mx, my, mz] = size as [number, number, number]
  const inside = new Uint8Array(mx * my * mz)
  for (let k = 1; k + 1 < mz; k++)
    for (let j = 1; j + 1 < my; j++)
      for (let i = 1; i + 1 < mx; i++) {
        const x = box[0]! + (i - 1) * stride
        const y = box[1]! + (j - 1) * stride
        const z = box[2]! + (k - 1) * stride
        if (x < nx && y < ny && z < nz && labels[x + nx * (y + ny * z)] === id)
          inside[i + mx * (j + my * k)] = 1
      }
  return { size: [mx, my, mz], inside }
}

/** One vertex in each cube of eight samples that the surface crosses, at the mean of its crossed edges. */
function netVertices({ size: [mx, my, mz], inside }: Samples) {
  const vertexOf = new Int32Array(mx * my * mz).fill(-1)
  const positions: number[] = []
  for (let k = 0; k + 1 < mz; k++)
    for (let j = 0; j + 1 < my; j++)
      for (let i = 0; i + 1 < mx; i++) {
        const o = i + mx * (j + my * k)
        let bits = 0
        for (let c = 0; c < 8; c++)
          if (inside[o + (c & 1) + mx * (((c >> 1) & 1) + my * (c >> 2))]) bits |= 1 << c
        if (bits === 0 || bits === 255) continue
        let [x, y, z, n] = [0, 0, 0, 0]
        for (let c = 0; c < 8; c++)
          for (let axis = 1; axis < 8; axis <<= 1) {
            const d = c | axis
            if (d === c || ((bits >> c) & 1) === ((bits >> d) & 1)) continue
            x += ((c & 1) + (d & 1)) / 2
            y += (((c >> 1) & 1) + ((d >> 1) & 1)) / 2
            z += ((c >> 2) + (d >> 2)) / 2
            n++
          }
        vertexOf[o] = positions.length / 3
        positions.push(i + x / n, j + y / n, k + z / n)
      }
  return { positions, vertexOf }
}

/** Two triangles round each crossed edge between samples, seen counter-clockwise from outside. */
function netTriangles({ size: [mx, my, mz], inside }: Samples, vertexOf: Int32Array): number[] {
  const stride = [1, mx, mx * my]
  const triangles: number[] = []
  for (let k = 1; k + 1 < mz; k++)
    for (let j = 1; j + 1 < my; j++)
      for (let i = 1; i + 1 < mx; i++) {
        const o = i + mx * (j + my * k)
        if (!inside[o]) continue
        for (let a = 0; a < 3; a++)
          for (let way = -1; way <= 1; way += 2) {
            const other = o + way * stride[a]!
            if (inside[other]) continue
            const at = Math.min(o, other)
            const p = stride[(a + 1) % 3]!
            const q = stride[(a + 2) % 3]!
            const v0 = vertexOf[at]!
            const v1 = vertexOf[at - p]!
            const v2 = vertexOf[at - p - q]!
            const v3 = vertexOf[at - q]!
            if (way > 0) triangles.push(v2, v0, v1, v2, v3, v0)
            else triangles.push(v2, v1, v0, v2, v0, v3)
          }
      }
  return triangles
}

/** Moves each vertex halfway to the mean of its neighbours: takes the stairs of the cells away. */
function relax(positions: number[], triangles: readonly number[]): void {
  const sums = new Float32Array(positions.length)
  const counts = new Uint16Array(positions.length / 3)
  for (let t = 0; t < triangles.length; t += 3)
    for (let n = 0; n < 3; n++) {
      const a = triangles[t + n]!
      const b = triangles[t + ((n + 1) % 3)]!
      for (let c = 0; c < 3; c++) sums[3 * a + c] = sums[3 * a + c]! + positions[3 * b + c]!
      counts[a] = counts[a]! + 1
    }
  for (let v = 0; v < counts.length; v++) {
    const n = counts[v]!
    if (n === 0) continue
    for (let c = 0; c < 3; c++) positions[3 * v + c] = (positions[3 * v + c]! + sums[3 * v + c]! / n) / 2
  }
}

function toPatient(grid: Grid, box: Int32Array, stride: number, cells: readonly number[]): Float32Array {
  const out = new Float32Array(cells.length)
  const at = (v: number, a: number) => box[a]! + (cells[v + a]! - 1) * stride
  for (let v = 0; v < cells.length; v += 3) out.set(gridToPatient(grid, [at(v, 0), at(v, 1), at(v, 2)]), v)
  return out
}
