import { shapeCorners, tetCode } from './bcc'
import { type Blade, PlaneSide, triangleBox } from './blade'
import type { TissueModel } from './model'

/** Room for drawn points that lie a hair outside of their tetrahedron, in lattice edges. */
const margin = 0.01

/** The centre of each shape from a quarter of its cube's diagonal on, in lattice edges: 12 × xyz. */
const centres: Float64Array = (() => {
  const corners = shapeCorners()
  const out = new Float64Array(36).fill(-0.25)
  for (let e = 0; e < corners.length; e++) out[3 * Math.floor(e / 12) + (e % 3)]! += corners[e]! / 8
  return out
})()
/** From there to the furthest place of a cube's tetrahedra, and from a centre to its corners, in lattice edges. */
const cubeReach = 1.31
const cornerReach = 0.57

/** Which side of a triangle's plane the corners of a tetrahedron lie on. */
export class Sides {
  /** Of the four corners that were last reached; and those on the positive side, one bit each. */
  readonly of = new Float64Array(4)
  positive = 0
  private readonly side = new PlaneSide()
  private room = 0
  /** How far each shape's centre lies from a cube's middle, and its corners from its centre, as `side` measures. */
  private readonly offset = new Float64Array(12)
  private cornerRoom = 0
  private cubeRoom = 0
  private middle = 0

  constructor(private readonly model: TissueModel) {}

  begin(blade: Blade, triangle: number): void {
    const { side, offset } = this
    const { edge } = this.model.lattice
    side.begin(blade, triangle)
    const { doubleArea } = side
    this.room = doubleArea * margin * edge
    this.cornerRoom = this.room + cornerReach * edge * doubleArea
    this.cubeRoom = this.room + cubeReach * edge * doubleArea
    for (let c = 0; c < 12; c++)
      offset[c] = edge * side.along(centres[3 * c]!, centres[3 * c + 1]!, centres[3 * c + 2]!)
  }

  /** Looks at a tetrahedron; false where the plane passes it by, drawn points a hair out of it included. */
  reach(tet: number): boolean {
    const { rest, tets } = this.model
    let least = Infinity
    let most = -Infinity
    this.positive = 0
    for (let c = 0; c < 4; c++) {
      const r = 3 * tets[4 * tet + c]!
      const side = this.side.of(rest[r]!, rest[r + 1]!, rest[r + 2]!)
      this.of[c] = side
      if (side >= 0) this.positive |= 1 << c
      if (side < least) least = side
      if (side > most) most = side
    }
    return least <= this.room && most >= -this.room
  }

  /** Takes up a cube by its low corner; false where the plane passes by all its tetrahedra: they reach from -1/2 to 1 edge. */
  reachCube(x: number, y: number, z: number): boolean {
    const quarter = this.model.lattice.edge / 4
    this.middle = this.side.of(x + quarter, y + quarter, z + quarter)
    return Math.abs(this.middle) <= this.cubeRoom
  }

  /** Whether the plane may reach the cube's tetrahedron of a shape. */
  reachShape(shape: number): boolean {
    return Math.abs(this.middle + this.offset[shape]!) <= this.cornerRoom
  }

  get straddles(): boolean {
    return this.positive > 0 && this.positive < 15
  }
}

/** Low and high corner of each shape's bounds from its cube's low corner, in lattice edges, a hair wider: 12 × 6. */
const bounds: Float64Array = (() => {
  const corners = shapeCorners()
  const out = new Float64Array(72)
  for (let shape = 0; shape < 12; shape++)
    for (let d = 0; d < 3; d++) {
      const at = [0, 1, 2, 3].map((c) => corners[12 * shape + 3 * c + d]! / 2)
      out[6 * shape + d] = Math.min(...at) - 1e-3
      out[6 * shape + 3 + d] = Math.max(...at) + 1e-3
    }
  return out
})()

/** Whether a shape's bounds may meet a box, given from the cube's low corner in lattice edges. */
const mayMeet = (
  shape: number,
  x0: number,
  y0: number,
  z0: number,
  x1: number,
  y1: number,
  z1: number,
): boolean => {
  const o = 6 * shape
  return (
    bounds[o]! <= x1 &&
    bounds[o + 3]! >= x0 &&
    bounds[o + 1]! <= y1 &&
    bounds[o + 4]! >= y0 &&
    bounds[o + 2]! <= z1 &&
    bounds[o + 5]! >= z0
  )
}

/** Visits the tetrahedra near a triangle: those whose bounds meet its own and that its plane does not pass by. */
export function eachTetNear(
  model: TissueModel,
  blade: Blade,
  triangle: number,
  sides: Sides,
  visit: (tet: number) => void,
): void {
  sides.begin(blade, triangle)
  eachTetInBox(model, triangleBox(blade, triangle, margin * model.lattice.edge), sides, (tet) => {
    if (sides.reach(tet)) visit(tet)
  })
}

function eachTetInBox(
  model: TissueModel,
  box: ArrayLike<number>,
  sides: Sides,
  visit: (tet: number) => void,
): void {
  const { lattice, tetOfCode } = model
  const { edge, origin, cubes } = lattice
  // A tetrahedron reaches from half a cube below its own to the far side of it.
  const low = (d: number): number => Math.max(0, Math.floor((box[d]! - origin[d]!) / edge - 0.001))
  const high = (d: number): number =>
    Math.min(cubes[d]! - 1, Math.floor((box[d + 3]! - origin[d]!) / edge + 0.501))
  const [i0, i1, j0, j1, k0, k1] = [low(0), high(0), low(1), high(1), low(2), high(2)]
  const at = (d: number): number => (box[d]! - origin[d % 3]!) / edge
  const [x0, y0, z0, x1, y1, z1] = [at(0), at(1), at(2), at(3), at(4), at(5)]
  for (let k = k0; k <= k1; k++)
    for (let j = j0; j <= j1; j++)
      for (let i = i0; i <= i1; i++) {
        if (!sides.reachCube(origin[0] + i * edge, origin[1] + j * edge, origin[2] + k * edge)) continue
        const first = tetCode(lattice, i, j, k, 0, 0)
        for (let c = 0; c < 12; c++) {
          if (!sides.reachShape(c)) continue
          if (!mayMeet(c, x0 - i, y0 - j, z0 - k, x1 - i, y1 - j, z1 - k)) continue
          const tet = tetOfCode[first + c]!
          if (tet >= 0 && meets(model, tet, box)) visit(tet)
        }
      }
}

function meets({ rest, tets }: TissueModel, tet: number, box: ArrayLike<number>): boolean {
  const a = 3 * tets[4 * tet]!
  const b = 3 * tets[4 * tet + 1]!
  const c = 3 * tets[4 * tet + 2]!
  const e = 3 * tets[4 * tet + 3]!
  for (let d = 0; d < 3; d++) {
    const w = rest[a + d]!
    const x = rest[b + d]!
    const y = rest[c + d]!
    const z = rest[e + d]!
    const low = box[d]!
    const high = box[d + 3]!
    if ((w > high && x > high && y > high && z > high) || (w < low && x < low && y < low && z < low))
      return false
  }
  return true
}
