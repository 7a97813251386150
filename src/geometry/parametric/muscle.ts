import { type Piece, pieces } from './plans'
import { at } from './skeleton'
import { roundCone, type Solid } from './solids'

/** Ridges that run obliquely along the inside of a cone from (level, radius) to (level, radius) round its axis. */
function ridges(
  count: number,
  turn: number,
  low: readonly [a: number, radius: number],
  high: readonly [a: number, radius: number],
  axis: (a: number) => readonly [r: number, u: number],
  thickness: number,
): Solid[] {
  const point = ([a, radius]: readonly [number, number], angle: number) => {
    const [r, u] = axis(a)
    return at(r + radius * Math.cos(angle), u + radius * Math.sin(angle), a)
  }
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return roundCone(point(low, angle), thickness, point(high, angle + turn), thickness * 0.8)
  })
}

/** Two papillary muscles, the strands that tie them to the wall, and the fine trabeculae of the apex. */
export const leftMuscle = (trabeculae: number): Piece[] => [
  ...pieces(
    1.5,
    roundCone(at(-11.5, 9.5, 42), 4.6, at(-7, 6.5, 27), 2.6),
    roundCone(at(-9, 5, 43), 3.6, at(-4.5, 4, 31), 2),
    roundCone(at(-4.5, -13, 42), 4.6, at(-1.5, -8.5, 27), 2.6),
    roundCone(at(0.5, -11.5, 43), 3.4, at(2, -7.5, 32), 2),
  ),
  ...(trabeculae > 0
    ? pieces(
        1,
        ...ridges(9, 0.5, [51, 8.6], [38, 15.8], () => [1, 1], 1.7 * trabeculae),
        ...ridges(7, -0.7, [53, 7.2], [44, 12.6], () => [1, 1], 1.5 * trabeculae),
        roundCone(at(11, 4, 46), 1.3, at(-8, 9, 42), 1.3),
        roundCone(at(9, -6, 46), 1.3, at(-2, -10, 46), 1.3),
      )
    : []),
]

/** Septomarginal and moderator band, anterior papillary muscle, and the coarse trabeculae of the right apex. */
export const rightMuscle = (trabeculae: number): Piece[] => [
  ...pieces(
    1.5,
    roundCone(at(20, 16, 14), 3, at(21.5, 9, 27), 3),
    roundCone(at(21.5, 9, 27), 2.6, at(36, 9, 35), 2.1),
    roundCone(at(38, 8, 35), 3.4, at(33, 3, 25), 2),
    roundCone(at(29, -20, 32), 3, at(30, -12, 25), 1.8),
  ),
  ...(trabeculae > 0
    ? pieces(
        1,
        ...ridges(
          11,
          0.5,
          [51, 6.5],
          [32, 15.5],
          (a) => [25.5 - (a - 21) * 0.3, 5 - (a - 21) * 0.15],
          2 * trabeculae,
        ),
        ...ridges(
          9,
          -0.6,
          [52, 5],
          [36, 13.5],
          (a) => [25.5 - (a - 21) * 0.3, 5 - (a - 21) * 0.15],
          1.7 * trabeculae,
        ),
        roundCone(at(16, -9, 42), 1.6, at(27, -6, 40), 1.5),
        roundCone(at(17, 6, 42), 1.6, at(28, 0, 38), 1.4),
      )
    : []),
]
