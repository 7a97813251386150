import { expect, test } from 'vitest'
import { packDomain } from './blood-lattice'
import { buildPieces } from './piece-hierarchy'
import { pierce, squareDuct } from './verify/shapes'

// Three chambers behind one another, the middle one between two pinholes: what no sweep of a finer level moves, the
// mean pressure of a chamber, has a node of its own on some level, and that leads as poorly as the pinholes do.
test('a chamber behind pinholes becomes one node that leads as they do', () => {
  const domain = squareDuct(0.008, 0.024, 0.001)
  for (const z of [-0.004, 0.004]) pierce(domain, z, 0.0005)
  const lattice = packDomain(domain)
  const { levels, rowStart, columns, conductances } = buildPieces(lattice)
  const level = levels.find(({ colours }) => colours[4] - colours[0] === 3)
  expect(level).toBeDefined()
  const first = level!.colours[0]
  const pinholes = [...lattice.conduct].filter((g) => g > 0 && g < 0.1).reduce((sum, g) => sum + g, 0)
  const links = Array.from({ length: 3 }, (_, n) => {
    const row = first + n
    const [from, to] = [rowStart[row]!, rowStart[row + 1]!]
    return Array.from({ length: to - from }, (_, m) => ({
      to: columns[from + m]!,
      g: conductances[from + m]!,
    }))
  })
  const middle = links.find((list) => list.every(({ to }) => to > 0))!
  const leads = middle.reduce((sum, { g }) => sum + g, 0)
  expect(pinholes).toBeLessThan(0.5)
  expect(Math.abs(leads / pinholes - 1)).toBeLessThan(0.05)
})
