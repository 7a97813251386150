import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { Gate, GateName, Part, Structure } from '../heart/heart'
import { faceNeighbours } from './label-components'
import { cellsWhere, meanOf, slabSection } from './slab-section'

/** Which valve stands between which parts. */
export const valveBetween: readonly { readonly id: GateName; readonly from: Part; readonly to: Part }[] = [
  { id: 'tricuspid', from: 'RA', to: 'RV' },
  { id: 'pulmonary', from: 'RV', to: 'pulmonary-artery' },
  { id: 'mitral', from: 'LA', to: 'LV' },
  { id: 'aortic', from: 'LV', to: 'aorta' },
]

/** Fewer cells than this are no valve but a flaw in the map. */
const leastCells = 8

/**
 * The gates of the four valves. A valve with a slab of its own (kind valve, recognised by name) gives the plane
 * fitted to the slab and its section; where the two lumens touch directly, the plane fitted to the cells that touch.
 */
export function findGates(
  frame: LatticeFrame,
  labels: Uint8Array,
  structures: readonly Structure[],
  slabOf: (gate: GateName) => number | undefined,
): Gate[] {
  const lumen = (part: Part) => structures.find((s) => s.kind === 'blood' && s.part === part)?.id
  const gates: Gate[] = []
  for (const { id, from, to } of valveBetween) {
    const [a, b] = [lumen(from), lumen(to)]
    if (a === undefined || b === undefined) continue
    const slab = slabOf(id)
    const points =
      slab === undefined ? contactCells(frame, labels, a, b) : cellsWhere(frame, (o) => labels[o] === slab)
    if (points.length < leastCells) continue
    const towards = sideOf(frame, labels, slab ?? a, b)
    const { centre, normal, area, radius } = slabSection(frame, points, towards)
    gates.push({ id, from: a, to: b, centre, normal, radius, area })
  }
  return gates
}

/** Where the slab meets the structure downstream; without contact, the structure's own middle. */
function sideOf(frame: LatticeFrame, labels: Uint8Array, slab: number, to: number): Vec3 {
  const contact = contactCells(frame, labels, to, slab)
  return meanOf(contact.length > 0 ? contact : cellsWhere(frame, (o) => labels[o] === to))
}

/** Cells labelled `a` that share a face with a cell labelled `b`. */
export function contactCells(frame: LatticeFrame, labels: Uint8Array, a: number, b: number): Vec3[] {
  return cellsWhere(frame, (o) => {
    if (labels[o] !== a) return false
    let touches = false
    faceNeighbours(frame, o, (n) => {
      if (labels[n] === b) touches = true
    })
    return touches
  })
}
