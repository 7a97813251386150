import { chunk } from './lattice-sizes'

/** The solver's entries: null, the cells by compartment, the ghosts. */
export type CellOrder = ReturnType<typeof orderCells>

export function orderCells(
  n: number,
  compartmentOf: Uint8Array,
  sizes: readonly number[],
  ghostOf: Uint16Array,
) {
  const padded = (m: number) => Math.ceil(m / chunk) * chunk
  const starts: number[] = []
  let next = chunk
  for (const size of sizes) {
    starts.push(next)
    next += padded(size)
  }
  const ghostStart = next
  let ghosts = 0
  for (let c = 0; c < n; c++) if (ghostOf[c]) ghosts++
  const count = ghostStart + padded(ghosts)
  const cells = new Uint32Array(count).fill(0xffffffff)
  const entryOf = new Uint32Array(n)
  let ghost = ghostStart
  for (let c = 0; c < n; c++) {
    const compartment = compartmentOf[c] as number
    if (compartment) {
      const e = starts[compartment - 1] as number
      starts[compartment - 1] = e + 1
      cells[e] = c
      entryOf[c] = e
    } else if (ghostOf[c]) {
      cells[ghost] = c
      entryOf[c] = ghost++
    }
  }
  return { cells, entryOf, ghostStart, count }
}
