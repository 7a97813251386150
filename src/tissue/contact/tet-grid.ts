import type { TissueTopology } from '../topology'

/** How far tissue may swing out of the lattice's box before it is filed at the rim, metres. */
const swing = 20e-3
/** Farthest corner from a tetrahedron's middle in lattice edges (.56 at rest), stretched by half. */
const tetReach = 0.85

/** Files the middles of deformed tetrahedra in a uniform grid, so that those near a point are found at once. */
export class TetGrid {
  /** xyz of each slot's middle at rest. */
  readonly rest: Float32Array
  private readonly reach: number
  private readonly grain: number
  private readonly low: readonly number[]
  private readonly size: readonly number[]
  private readonly first: Uint32Array
  /** Slots cell by cell, and their middles in the same order. */
  private readonly filedSlot: Uint32Array
  private readonly filed: Float32Array
  private readonly cellOf: Int32Array
  private readonly middle: Float32Array

  constructor(private readonly topology: TissueTopology) {
    const { model, slotCount } = topology
    this.reach = tetReach * model.lattice.edge
    const { origin, edge, cubes } = model.lattice
    this.grain = this.reach / 2
    this.low = origin.map((x) => x - swing)
    this.size = cubes.map((n) => Math.ceil((n * edge + 2 * swing) / this.grain))
    this.first = new Uint32Array(this.size[0]! * this.size[1]! * this.size[2]! + 1)
    this.filedSlot = new Uint32Array(slotCount)
    this.filed = new Float32Array(3 * slotCount)
    this.cellOf = new Int32Array(slotCount)
    this.middle = new Float32Array(3 * slotCount)
    this.rest = restMiddles(topology)
  }

  /** Files every slot that holds tissue where it is now; `positions` holds xyzw of every node. */
  build(positions: ArrayLike<number>): void {
    const { slotCount, slotVolume } = this.topology
    this.first.fill(0)
    for (let slot = 0; slot < slotCount; slot++) {
      const cell = slotVolume[slot]! > 0 ? this.place(slot, positions) : -1
      this.cellOf[slot] = cell
      if (cell >= 0) this.first[cell]! += 1
    }
    for (let c = 1; c < this.first.length; c++) this.first[c]! += this.first[c - 1]!
    // Each cell's entry is its end now; filling it from the back makes it the start.
    for (let slot = 0; slot < slotCount; slot++) {
      const cell = this.cellOf[slot]!
      if (cell < 0) continue
      this.first[cell]! -= 1
      const e = this.first[cell]!
      this.filedSlot[e] = slot
      this.filed[3 * e] = this.middle[3 * slot]!
      this.filed[3 * e + 1] = this.middle[3 * slot + 1]!
      this.filed[3 * e + 2] = this.middle[3 * slot + 2]!
    }
  }

  /**
   * Lists the slots whose middles were near a point, each once, into `out`; returns how many there are. Beyond the
   * room of `out` they are left out.
   */
  near(x: number, y: number, z: number, out: Uint32Array): number {
    const { filed, filedSlot, first, size } = this
    const square = this.reach * this.reach
    const [i0, i1] = [this.cell(x - this.reach, 0), this.cell(x + this.reach, 0)]
    const [j0, j1] = [this.cell(y - this.reach, 1), this.cell(y + this.reach, 1)]
    const [k0, k1] = [this.cell(z - this.reach, 2), this.cell(z + this.reach, 2)]
    let count = 0
    for (let k = k0; k <= k1; k++)
      for (let j = j0; j <= j1; j++) {
        const row = size[0]! * (j + size[1]! * k)
        const end = first[row + i1 + 1]!
        for (let e = first[row + i0]!; e < end; e++) {
          const dx = filed[3 * e]! - x
          const dy = filed[3 * e + 1]! - y
          const dz = filed[3 * e + 2]! - z
          if (dx * dx + dy * dy + dz * dz < square && count < out.length) out[count++] = filedSlot[e]!
        }
      }
    return count
  }

  private place(slot: number, positions: ArrayLike<number>): number {
    const { slotNodes } = this.topology
    let [x, y, z] = [0, 0, 0]
    for (let c = 4 * slot; c < 4 * slot + 4; c++) {
      const o = 4 * slotNodes[c]!
      x += positions[o]!
      y += positions[o + 1]!
      z += positions[o + 2]!
    }
    this.middle[3 * slot] = x / 4
    this.middle[3 * slot + 1] = y / 4
    this.middle[3 * slot + 2] = z / 4
    return this.cell(x / 4, 0) + this.size[0]! * (this.cell(y / 4, 1) + this.size[1]! * this.cell(z / 4, 2))
  }

  private cell(v: number, d: number): number {
    const n = Math.floor((v - this.low[d]!) / this.grain)
    return n > 0 ? Math.min(n, this.size[d]! - 1) : 0
  }
}

function restMiddles({ model, slotCount, slotTet }: TissueTopology): Float32Array {
  const out = new Float32Array(3 * slotCount)
  for (let slot = 0; slot < slotCount; slot++)
    for (let c = 0; c < 4; c++) {
      const n = 3 * model.tets[4 * slotTet[slot]! + c]!
      for (let d = 0; d < 3; d++) out[3 * slot + d]! += model.rest[n + d]! / 4
    }
  return out
}
