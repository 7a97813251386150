import type { TissueModel } from './model'
import type { BladeTriangle } from './topology'

/** The tetrahedra that a blade meets, each once. */
export class MetTets {
  readonly tets: number[] = []
  readonly straddled: number[] = []
  private readonly marks: TetMarks
  private readonly first: number
  /** Triangles of each, and all pairs of a tetrahedron's place here and a triangle. */
  private readonly counts: number[] = []
  private readonly pairs: number[] = []

  constructor(model: TissueModel) {
    this.marks = marksOf(model)
    this.first = this.marks.used
  }

  add(tet: number, triangle: number): void {
    const { place } = this.marks
    let own = place[tet]! - this.first
    if (own < 0) {
      own = this.tets.length
      place[tet] = this.marks.used++
      this.tets.push(tet)
      this.counts.push(0)
    }
    this.counts[own]!++
    this.pairs.push(own, triangle)
  }

  straddle(tet: number): void {
    const { straddled } = this.marks
    if (straddled[tet] === this.first) return
    straddled[tet] = this.first
    this.straddled.push(tet)
  }

  /** The triangles of each, as those of a cut. They are kept for long: without room to grow. */
  trianglesOf(cut: number, triangleCount: number): BladeTriangle[][] {
    const named = Array.from({ length: triangleCount }, (_, n): BladeTriangle => [cut, n])
    const lists = this.counts.map((count) => new Array<BladeTriangle>(count))
    const { pairs, counts } = this
    for (let e = pairs.length - 2; e >= 0; e -= 2)
      lists[pairs[e]!]![--counts[pairs[e]!]!] = named[pairs[e + 1]!]!
    return lists
  }
}

/** Where each tetrahedron stands among those that blades have met so far, and the first of the blade that straddled it. */
interface TetMarks {
  readonly place: Float64Array
  readonly straddled: Float64Array
  used: number
}

const known = new WeakMap<Uint32Array, TetMarks>()

function marksOf({ tets, tetCount }: TissueModel): TetMarks {
  const marks = known.get(tets) ?? {
    place: new Float64Array(tetCount),
    straddled: new Float64Array(tetCount),
    used: 1,
  }
  known.set(tets, marks)
  return marks
}
