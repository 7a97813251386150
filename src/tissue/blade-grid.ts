import { type Blade, triangleBox } from './blade'

/**
 * The triangles of all blades by the cells of a grid that their bounds meet, to be found near a place whatever else was
 * cut. They are numbered blade by blade.
 */
export class BladeGrid {
  private readonly cells = new Map<number, number[]>()
  /** Blade and triangle of each number, and its bounds. */
  private readonly names: (readonly [blade: number, triangle: number])[] = []
  private readonly boxes: ArrayLike<number>[] = []
  private readonly found: number[] = []

  /** @param cell edge of a cell, metres */
  constructor(
    readonly blades: readonly Blade[],
    private readonly cell: number,
  ) {
    blades.forEach((blade, k) => {
      for (let t = 0; t < blade.triangles.length / 3; t++) this.add(k, t, triangleBox(blade, t))
    })
  }

  /** The triangles whose bounds meet those of a segment, by blade and triangle in ascending order; good until the next call. */
  near(p: ArrayLike<number>, q: ArrayLike<number>): readonly number[] {
    const { found } = this
    found.length = 0
    const box = [0, 1, 2].map((d) => Math.min(p[d]!, q[d]!))
    for (let d = 0; d < 3; d++) box.push(Math.max(p[d]!, q[d]!))
    this.eachCell(box, (key) => {
      for (const n of this.cells.get(key) ?? [])
        if (!found.includes(n) && meet(this.boxes[n]!, box)) found.push(n)
    })
    return found.sort((a, b) => a - b)
  }

  nameOf(number: number): readonly [blade: Blade, triangle: number] {
    const [blade, triangle] = this.names[number]!
    return [this.blades[blade]!, triangle]
  }

  private add(blade: number, triangle: number, box: ArrayLike<number>): void {
    const number = this.names.length
    this.names.push([blade, triangle])
    this.boxes.push(box)
    this.eachCell(box, (key) => {
      const list = this.cells.get(key)
      if (list) list.push(number)
      else this.cells.set(key, [number])
    })
  }

  private eachCell(box: ArrayLike<number>, visit: (key: number) => void): void {
    const at = (d: number): number => Math.floor(box[d]! / this.cell) + 0x8000
    for (let k = at(2); k <= at(5); k++)
      for (let j = at(1); j <= at(4); j++)
        for (let i = at(0); i <= at(3); i++) visit((k * 0x10000 + j) * 0x10000 + i)
  }
}

function meet(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  for (let d = 0; d < 3; d++) if (b[d + 3]! < a[d]! || b[d]! > a[d + 3]!) return false
  return true
}
