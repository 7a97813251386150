import type { TissueModel } from './model'

/** The hat of one colour that covers each lattice node: its grid point (-1: none) and its value there. */
export interface Hats {
  readonly grid: Int32Array
  readonly weight: Float32Array
}

/** Whole half edges of every lattice node from the origin: exact, so that a hat's rim has weight zero. */
export function halfSteps({ rest, lattice }: TissueModel): Int32Array {
  const { origin, edge } = lattice
  return Int32Array.from(rest, (x, n) => Math.round((2 * (x - origin[n % 3]!)) / edge))
}

/**
 * Trilinear hats on a grid of `factor` edges: those of one colour (parities of the grid) do not overlap.
 * @param half `halfSteps`
 */
export function hatsOf(
  model: TissueModel,
  half: Int32Array,
  factor: number,
  colour: number,
  out: Hats,
): void {
  const { cubes } = model.lattice
  const size = cubes.map((c) => Math.ceil(c / factor) + 3) as [number, number, number]
  const scale = 1 / (2 * factor)
  for (let n = 0; n < model.nodeCount; n++) {
    let w = 1
    let id = 0
    for (let d = 2; d >= 0; d--) {
      const x = half[3 * n + d]! * scale
      const low = Math.floor(x + 1e-9)
      const near = (low & 1) === ((colour >> d) & 1) ? low : low + 1
      w *= 1 - Math.abs(x - near)
      id = id * size[d]! + near
    }
    out.grid[n] = w < 1e-6 ? -1 : id
    out.weight[n] = w
  }
}
