import { floatsPerCell } from '../geometry/blood-field'
import type { FlowSnapshot } from './flow-snapshot'

/**
 * Power that flows in at the ports less what flows out, W: -Σ_ports ∫ (p + ½ rho |u|²) u·n dA (n out of the lattice), each
 * face with the pressure and the velocity of the cell inside of it. In a steady flow, or as a mean over a beat that repeats
 * itself, this is the power lost to friction; at one moment it holds what the blood's motion gains as well. With uniform
 * profiles it is Σ_in Q (P + ½ rho V²) - Σ_out Q (P + ½ rho V²).
 */
export function powerLoss({ lattice, faceVelocity, values }: FlowSnapshot, density: number): number {
  const { count, neighbours, frame, ports } = lattice
  let out = 0
  for (const { faces, ghosts, signs, open } of ports)
    faces.forEach((face, f) => {
      const low = face % count
      const axis = Math.floor(face / count)
      const inner = low === ghosts[f] ? neighbours[(2 * axis + 1) * count + low]! : low
      const at = floatsPerCell * inner
      const speed2 = values[at]! ** 2 + values[at + 1]! ** 2 + values[at + 2]! ** 2
      const flow = signs[f]! * open[f]! * faceVelocity[face]! * frame.spacing ** 2
      out += flow * (values[at + 3]! + 0.5 * density * speed2)
    })
  return -out
}
