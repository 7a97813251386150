import { expect, it } from 'vitest'
import { buildShell } from './shell'

it('lets no node stand still and no tie pull without bound where corners of a mesh coincide', () => {
  const positions = Float32Array.from([
    0, 0, 0, 1e-3, 0, 0, 0, 1e-3, 0, 1e-3, 0, 0, 0, 1e-3, 0, 1e-3, 1e-3, 0,
  ])
  const triangles = Uint32Array.from([0, 1, 2, 1, 3, 4, 1, 4, 2, 3, 5, 4])
  const shell = buildShell({ edit: 'patch', positions, triangles }, 'pericardium', 0)
  expect(Math.min(...shell.mass)).toBeGreaterThan(0)
  expect(shell.ties.every((tie) => Number.isFinite(tie.stiffness))).toBe(true)
  expect(shell.ties.flatMap((tie) => tie.weights).every(Number.isFinite)).toBe(true)
})
