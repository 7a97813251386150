import type { Vec3 } from '../../core/vec3'
import type { FlowSolver } from '../flow-solver'

/** Starts a solver from a given velocity [m/s] and kinematic pressure [m²/s²] instead of from rest. */
export async function setFlow(
  solver: FlowSolver,
  velocity: (p: Vec3) => Vec3,
  pressure: (p: Vec3) => number,
): Promise<void> {
  const state = await solver.saveState()
  const { lattice } = await solver.snapshot()
  const { frame, cells, count } = lattice
  const [nx, ny] = frame.size
  cells.forEach((cell, e) => {
    if (cell === 0xffffffff) return
    const place = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))]
    const p = place.map((v, a) => frame.origin[a]! + v * frame.spacing) as unknown as Vec3
    state.arrays['pressure']![e] = pressure(p)
    for (let axis = 0; axis < 3; axis++) {
      const face = p.map((v, a) => (a === axis ? v + frame.spacing / 2 : v)) as unknown as Vec3
      if (lattice.open[axis * count + e]! > 0)
        state.arrays['velocity']![axis * count + e] = velocity(face)[axis]!
    }
  })
  solver.restoreState(state)
}
