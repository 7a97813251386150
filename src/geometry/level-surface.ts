import { type BloodField, type FieldLattice, floatsPerCell } from './blood-field'

/** Floats of a vertex in `carried`: speed [m/s], pressure [Pa], saturation 0–1, age [s]. */
export const floatsCarried = 4

/** A surface in the blood with what the blood holds on it. */
export interface LevelSurface {
  /** xyz a vertex, metres, patient space. */
  readonly positions: Float32Array
  /** Unit, towards lower values. */
  readonly normals: Float32Array
  readonly carried: Float32Array
  /** Counter-clockwise seen from where the value is lower. */
  readonly triangles: Uint32Array
}

/** The two other axes of each, so that the three stand right-handed. */
const others = [
  [1, 2],
  [2, 0],
  [0, 1],
] as const

/**
 * The surface on which a value of the blood's cells has a level, by naive surface nets (Gibson 1998): one vertex in each
 * cube of eight cell centres that the surface crosses, in the middle of its crossings of the cube's edges, and one quad
 * across each crossed edge. Closed: what is no blood counts as 0, so a level above 0 never reaches a wall. Only cubes at
 * cells over the level are visited. Limits: what is thinner than a cell is lost, and corners are rounded by half a cell.
 * @param values one per entry of the field
 */
export function levelSurface(field: BloodField, values: Float32Array, level: number): LevelSurface {
  return new SurfaceNets(field, values, level).run()
}

class SurfaceNets {
  private readonly positions: number[] = []
  private readonly normals: number[] = []
  private readonly carried: number[] = []
  private readonly triangles: number[] = []
  private readonly vertexOf = new Map<number, number>()
  private readonly lattice: FieldLattice
  private readonly size: readonly [number, number, number]
  private readonly corners = new Float64Array(8)

  constructor(
    private readonly field: BloodField,
    private readonly values: Float32Array,
    private readonly level: number,
  ) {
    this.lattice = field.lattice
    this.size = field.lattice.frame.size
  }

  run(): LevelSurface {
    const [nx, ny] = this.size
    const { entryOf } = this.lattice
    for (let cell = 0; cell < entryOf.length; cell++) {
      const entry = entryOf[cell]!
      if (entry === 0 || !(this.values[entry]! > this.level)) continue
      this.closeRound(cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny)))
    }
    return {
      positions: Float32Array.from(this.positions),
      normals: Float32Array.from(this.normals),
      carried: Float32Array.from(this.carried),
      triangles: Uint32Array.from(this.triangles),
    }
  }

  /** Quads towards those of a cell's six neighbours that lie under the level. */
  private closeRound(i: number, j: number, k: number): void {
    const at = [i, j, k]
    for (let axis = 0; axis < 3; axis++)
      for (const side of [0, 1]) {
        const next = [...at]
        next[axis]! += 2 * side - 1
        if (this.valueAt(next[0]!, next[1]!, next[2]!) > this.level) continue
        // Low corner of the four cubes round the edge.
        const low = side === 1 ? at : next
        this.quad(low, axis, side === 1)
      }
  }

  private quad(low: readonly number[], axis: number, outwardIsUp: boolean): void {
    const [u, v] = others[axis]!
    const cube = (du: number, dv: number) => {
      const place = [...low] as [number, number, number]
      place[u]! -= du
      place[v]! -= dv
      return this.vertex(...place)
    }
    const [a, b, c, d] = [cube(1, 1), cube(0, 1), cube(0, 0), cube(1, 0)]
    if (outwardIsUp) this.triangles.push(a, b, c, a, c, d)
    else this.triangles.push(a, c, b, a, d, c)
  }

  private valueAt(i: number, j: number, k: number): number {
    const entry = this.entryAt(i, j, k)
    return entry === 0 ? 0 : (this.values[entry] ?? 0)
  }

  private entryAt(i: number, j: number, k: number): number {
    const [nx, ny, nz] = this.size
    if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return 0
    return this.lattice.entryOf[i + nx * (j + ny * k)]!
  }

  /** The vertex of the cube whose low corner is this cell; made when it is first asked for. */
  private vertex(i: number, j: number, k: number): number {
    const [nx, ny] = this.size
    const key = i + 1 + (nx + 1) * (j + 1 + (ny + 1) * (k + 1))
    const known = this.vertexOf.get(key)
    if (known !== undefined) return known
    const { corners } = this
    for (let c = 0; c < 8; c++) corners[c] = this.valueAt(i + (c & 1), j + ((c >> 1) & 1), k + (c >> 2))
    const [x, y, z] = this.middleOfCrossings()
    const { origin, spacing } = this.lattice.frame
    this.positions.push(
      origin[0] + spacing * (i + x),
      origin[1] + spacing * (j + y),
      origin[2] + spacing * (k + z),
    )
    this.normals.push(...this.downhill(i + x, j + y, k + z))
    this.carry(i, j, k, x, y, z)
    const made = this.positions.length / 3 - 1
    this.vertexOf.set(key, made)
    return made
  }

  /** In the cube, 0–1 along each axis. */
  private middleOfCrossings(): [number, number, number] {
    const sum: [number, number, number] = [0, 0, 0]
    let count = 0
    for (let c = 0; c < 8; c++)
      for (let axis = 0; axis < 3; axis++) {
        if ((c >> axis) & 1) continue
        const [a, b] = [this.corners[c]!, this.corners[c | (1 << axis)]!]
        if (a > this.level === b > this.level) continue
        for (let n = 0; n < 3; n++) sum[n]! += n === axis ? (this.level - a) / (b - a) : (c >> n) & 1
        count++
      }
    return count > 0 ? [sum[0] / count, sum[1] / count, sum[2] / count] : [0.5, 0.5, 0.5]
  }

  /** Down the slope between places one cell apart, smoother than the cube's own. */
  private downhill(x: number, y: number, z: number): [number, number, number] {
    const dx = this.between(x - 1, y, z) - this.between(x + 1, y, z)
    const dy = this.between(x, y - 1, z) - this.between(x, y + 1, z)
    const dz = this.between(x, y, z - 1) - this.between(x, y, z + 1)
    const size = Math.hypot(dx, dy, dz) || 1
    return [dx / size, dy / size, dz / size]
  }

  /** The value between cell centres, lattice coordinates. */
  private between(x: number, y: number, z: number): number {
    const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)]
    let sum = 0
    for (let c = 0; c < 8; c++) {
      const weight = cornerWeight(c, x - i, y - j, z - k)
      if (weight > 0) sum += weight * this.valueAt(i + (c & 1), j + ((c >> 1) & 1), k + (c >> 2))
    }
    return sum
  }

  /** Speed with what is no blood at rest; everything else over cells of blood alone. */
  private carry(i: number, j: number, k: number, x: number, y: number, z: number): void {
    const cells = this.field.values
    const sum = [0, 0, 0, 0, 0, 0]
    let blood = 0
    for (let c = 0; c < 8; c++) {
      const entry = this.entryAt(i + (c & 1), j + ((c >> 1) & 1), k + (c >> 2))
      if (entry === 0 || floatsPerCell * entry >= cells.length) continue
      const weight = cornerWeight(c, x, y, z)
      for (let n = 0; n < 6; n++) sum[n]! += weight * cells[floatsPerCell * entry + n]!
      blood += weight
    }
    const share = 1 / Math.max(blood, 1e-6)
    this.carried.push(
      Math.hypot(sum[0]!, sum[1]!, sum[2]!),
      sum[3]! * share,
      sum[4]! * share,
      sum[5]! * share,
    )
  }
}

const cornerWeight = (corner: number, x: number, y: number, z: number): number =>
  (corner & 1 ? x : 1 - x) * (corner & 2 ? y : 1 - y) * (corner & 4 ? z : 1 - z)
