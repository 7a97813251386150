import type { Vec3 } from '../core/vec3'
import type { FaceSet } from '../geometry/blood-domain'
import type { BloodLattice } from './blood-lattice'

/** Words of a port face in `shaders/blood/ports.wgsl`. */
export const portFaceSize = 5

/** Faces and signs of a set, as the solver numbers them; those that hold no blood are left out. */
export function facesOf(lattice: BloodLattice, set: FaceSet): { faces: Uint32Array; signs: Float32Array } {
  const faces: number[] = []
  const signs: number[] = []
  for (let f = 0; f < set.cell.length; f++) {
    const entry = lattice.entryOf[set.cell[f] as number] as number
    if (!entry) continue
    faces.push((set.axis[f] as number) * lattice.count + entry)
    signs.push(set.sign[f] as number)
  }
  return { faces: Uint32Array.from(faces), signs: Float32Array.from(signs) }
}

/** As `portFaceTable`, for relative speeds by place. */
export function shapedWeights(lattice: BloodLattice, port: number, shape: (place: Vec3) => number): number[] {
  const { faces, signs, open } = lattice.ports[port]!
  const { origin, spacing, size } = lattice.frame
  const out = [...faces].map((face, f) => {
    const axis = Math.floor(face / lattice.count)
    const cell = lattice.cells[face % lattice.count]!
    const place = [
      cell % size[0],
      Math.floor(cell / size[0]) % size[1],
      Math.floor(cell / (size[0] * size[1])),
    ]
    place[axis]! += 0.5
    return signs[f]! * shape(place.map((v, a) => origin[a]! + spacing * v) as unknown as Vec3)
  })
  const flow = out.reduce((sum, v, f) => sum + v * signs[f]! * open[f]! * spacing ** 2, 0)
  return out.map((v) => v / flow)
}

/**
 * Radius of the round vessel that a port's area stands for, metres. Where its open part is a share of a round one (half,
 * by a plane of symmetry) or long and narrow, the deepest face says more: its centre lies within a half diagonal of the
 * place farthest from the wall.
 */
function radiusOf(area: number, depth: Float32Array, spacing: number): number {
  const deepest = depth.reduce((most, d) => Math.max(most, d), 0)
  return Math.max(deepest, Math.min(Math.sqrt(area / Math.PI), deepest + Math.SQRT1_2 * spacing))
}

/**
 * Velocities along +axis at each port face for 1 m³/s out: `plug` is uniform across the port (along its mean
 * normal), `developed` has the profile of laminar flow in a round pipe, by the mean depth of each face under the wall.
 */
export function portFaceTable(lattice: BloodLattice) {
  const total = lattice.ports.reduce((s, p) => s + p.faces.length, 0)
  const bytes = new ArrayBuffer(4 * portFaceSize * Math.max(1, total))
  const words = new Uint32Array(bytes)
  const floats = new Float32Array(bytes)
  const plug = new Float32Array(total)
  const developed = new Float32Array(total)
  const dx2 = lattice.frame.spacing ** 2
  const areas: number[] = []
  let at = 0
  lattice.ports.forEach((port, p) => {
    const first = at
    const normal = [0, 0, 0]
    for (let f = 0; f < port.faces.length; f++, at++) {
      const face = port.faces[f] as number
      const axis = Math.floor(face / lattice.count)
      normal[axis] = (normal[axis] as number) + (port.signs[f] as number) * (port.open[f] as number) * dx2
      words.set([face, port.ghosts[f] as number, p], portFaceSize * at)
      floats[portFaceSize * at + 4] = (lattice.conduct[face] as number) / (port.open[f] as number)
    }
    const area = Math.hypot(...normal)
    areas.push(area)
    const radius = radiusOf(area, port.depth, lattice.frame.spacing)
    let sum = 0
    for (let f = 0; f < port.faces.length; f++) {
      const axis = Math.floor((port.faces[f] as number) / lattice.count)
      const out = (normal[axis] as number) / Math.max(area * area, 1e-30)
      const d = port.depth[f] as number
      const shape = radius > 0 ? (d * (2 * radius - d)) / radius ** 2 : 1
      plug[first + f] = out
      developed[first + f] = out * shape
      sum += out * shape * (port.signs[f] as number) * (port.open[f] as number) * dx2
    }
    for (let f = 0; f < port.faces.length; f++)
      developed[first + f] = sum > 0 ? (developed[first + f] as number) / sum : (plug[first + f] as number)
  })
  for (let f = 0; f < total; f++) floats[portFaceSize * f + 3] = plug[f] as number
  return { bytes, plug, developed, areas }
}
