import type { LatticeFrame } from '../core/lattice'
import { faceKey, openNeighbours, strides } from './resolve-anatomy-flood'
import type { CellBox } from './resolve-anatomy-lumen'

/** The arrays of a domain in the making that say which cell is whose. */
interface NamedBlood {
  readonly fill: Float32Array
  readonly open: readonly [Float32Array, Float32Array, Float32Array]
  readonly structure: Uint8Array
}

/** New blood takes the structure of the nearest old blood; what became wall loses its own. */
export function nameFresh(frame: LatticeFrame, blood: NamedBlood, box: CellBox, beyond: Uint8Array): void {
  const { structure, fill, open } = blood
  const [nx, ny] = frame.size
  const step = strides(frame)
  let front: number[] = []
  const fresh: number[] = []
  const isFresh = new Uint8Array(fill.length)
  for (let k = box.low[2]; k < box.high[2]; k++)
    for (let j = box.low[1]; j < box.high[1]; j++)
      for (let i = box.low[0]; i < box.high[0]; i++) {
        const n = i + nx * (j + ny * k)
        if (beyond[n]) continue
        if ((fill[n] as number) <= 0) structure[n] = 0
        else if (structure[n]) front.push(n)
        else {
          fresh.push(n)
          isFresh[n] = 1
        }
      }
  const reach = (from: number, to: number, openness: number, next: number[]) => {
    if (!isFresh[to] || !openness) return
    isFresh[to] = 0
    structure[to] = structure[from] as number
    next.push(to)
  }
  while (front.length > 0) {
    const next: number[] = []
    for (const n of front)
      for (let a = 0; a < 3; a++) {
        const s = step[a] as number
        const faces = open[a] as Float32Array
        reach(n, n + s, faces[n] as number, next)
        reach(n, n - s, faces[n - s] as number, next)
      }
    front = next
  }
  // Blood that nothing reaches is a pocket inside the wall.
  for (const n of fresh) {
    if (!isFresh[n]) continue
    fill[n] = 0
    for (let a = 0; a < 3; a++) {
      const faces = open[a] as Float32Array
      faces[n] = 0
      faces[n - (step[a] as number)] = 0
    }
  }
}

/**
 * A sheet parts cells from the structure they are named after: the mouth of a hole on the far side of its patch. Such
 * a piece, closed off inside the sheet's box, takes the structure that it is still open to. A short vessel that ends in
 * a port keeps its name however near the sheet is.
 * @param ends cells inside of the ports
 */
export function namePockets(
  frame: LatticeFrame,
  blood: NamedBlood,
  faces: Iterable<number>,
  gates: ReadonlySet<number>,
  ends: ReadonlySet<number>,
): void {
  const { structure, open } = blood
  const box = boxOfFaces(frame, faces)
  const inBox = cellsIn(frame, box)
  const seen = new Set<number>()
  for (let k = box.low[2]; k < box.high[2]; k++)
    for (let j = box.low[1]; j < box.high[1]; j++)
      for (let i = box.low[0]; i < box.high[0]; i++) {
        const start = i + frame.size[0] * (j + frame.size[1] * k)
        const id = structure[start] as number
        if (!id || seen.has(start)) continue
        seen.add(start)
        const piece = [start]
        let closedOff = true
        const contact = new Map<number, number>()
        for (let q = 0; q < piece.length; q++) {
          if (ends.has(piece[q] as number)) closedOff = false
          openNeighbours(frame, open, piece[q] as number, (next, axis, face) => {
            const other = structure[next] as number
            if (other !== id) {
              if (other && !gates.has(faceKey(axis, face)))
                contact.set(other, (contact.get(other) ?? 0) + (open[axis]?.[face] as number))
            } else if (!inBox(next)) closedOff = false
            else if (!seen.has(next)) {
              seen.add(next)
              piece.push(next)
            }
          })
        }
        const name = [...contact].sort((a, b) => b[1] - a[1])[0]?.[0]
        if (closedOff && name) for (const n of piece) structure[n] = name
      }
}

/** Cells round a set of faces, two cells wider on every side. */
function boxOfFaces(frame: LatticeFrame, keys: Iterable<number>): CellBox {
  const low = [frame.size[0], frame.size[1], frame.size[2]]
  const high = [0, 0, 0]
  for (const key of keys) {
    const n = Math.floor(key / 3)
    const index = [
      n % frame.size[0],
      Math.floor(n / frame.size[0]) % frame.size[1],
      Math.floor(n / (frame.size[0] * frame.size[1])),
    ]
    for (let a = 0; a < 3; a++) {
      low[a] = Math.max(0, Math.min(low[a] as number, (index[a] as number) - 2))
      high[a] = Math.min(frame.size[a] as number, Math.max(high[a] as number, (index[a] as number) + 4))
    }
  }
  return { low: low as unknown as CellBox['low'], high: high as unknown as CellBox['high'] }
}

const cellsIn =
  (frame: LatticeFrame, { low, high }: CellBox) =>
  (n: number): boolean => {
    const [nx, ny] = frame.size
    const i = n % nx
    const j = Math.floor(n / nx) % ny
    const k = Math.floor(n / (nx * ny))
    return i >= low[0] && j >= low[1] && k >= low[2] && i < high[0] && j < high[1] && k < high[2]
  }
