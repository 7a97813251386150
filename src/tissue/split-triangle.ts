export type Corners = readonly [number, number, number]

/** How edges are split and where the parts of a triangle meet when all three of its edges are. */
export interface Splits {
  /** The point of edge ab on a's side, -1 where the edge is whole. */
  near(a: number, b: number): number
  /** The middle of a triangle on the side of one of its corners. */
  middle(corners: Corners, own: number): number
}

export type Emit = (a: number, b: number, c: number) => void

/**
 * Splits a triangle along its split edges; one split edge is the tip of an incision. The parts are the same whichever
 * way round and from whichever corner the triangle is given: two tetrahedra split the face between them alike.
 */
export function splitTriangle(a: number, b: number, c: number, splits: Splits, emit: Emit): void {
  const ab = splits.near(a, b) >= 0
  const bc = splits.near(b, c) >= 0
  const ca = splits.near(c, a) >= 0
  if (ab && bc && ca) splitThrice([a, b, c], splits, emit)
  else if (bc && ca) splitAcross(a, b, c, splits, emit)
  else if (ca && ab) splitAcross(b, c, a, splits, emit)
  else if (ab && bc) splitAcross(c, a, b, splits, emit)
  else if (ab) splitTip(a, b, c, splits, emit)
  else if (bc) splitTip(b, c, a, splits, emit)
  else if (ca) splitTip(c, a, b, splits, emit)
  else emit(a, b, c)
}

/** Only edge ab is split. */
function splitTip(a: number, b: number, c: number, splits: Splits, emit: Emit): void {
  emit(a, splits.near(a, b), c)
  emit(splits.near(b, a), b, c)
}

/** Edge ab is whole: c stands alone. */
function splitAcross(a: number, b: number, c: number, splits: Splits, emit: Emit): void {
  const [nearA, nearB] = [splits.near(a, c), splits.near(b, c)]
  emit(splits.near(c, a), splits.near(c, b), c)
  emit(a, b, a < b ? nearB : nearA)
  if (a < b) emit(a, nearB, nearA)
  else emit(b, nearB, nearA)
}

/** Blades meet inside: each corner keeps its own quarter, and all quarters meet in the middle. */
function splitThrice(corners: Corners, splits: Splits, emit: Emit): void {
  corners.forEach((a, n) => {
    const middle = splits.middle(corners, a)
    emit(a, splits.near(a, corners[(n + 1) % 3]!), middle)
    emit(a, middle, splits.near(a, corners[(n + 2) % 3]!))
  })
}
