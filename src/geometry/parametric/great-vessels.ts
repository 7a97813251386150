import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import { type GatePlan, type Piece, pieces } from './plans'
import { gatePlans, sleeve } from './skeleton'
import { ball, beyond, type Station } from './solids'
import type { Vessel } from './vessels'

const { aortic, pulmonary } = gatePlans

/**
 * Root, ascending part, arch over the right pulmonary artery and the left bronchus, and a piece of the descent.
 * Stations: 0–2 root, 3–4 ascending, 5–7 arch (the trunk leaves at 5, the carotid at 6, the subclavian at 6.6),
 * 8 isthmus, 9–11 descending.
 */
const mainAorta: readonly Station[] = [
  [scale(aortic.normal, -3), 6.9],
  [scale(aortic.normal, 5), 7.2],
  [scale(aortic.normal, 12), 7.3],
  [[-10, -1, 24], 7.9],
  [[-9, 2, 38], 7.8],
  [[-4, 9, 48], 7.5],
  [[4.5, 20, 51.5], 7],
  [[11, 32, 48], 6.5],
  [[13, 41, 38], 6.2],
  [[13, 45, 25], 6],
  [[12.5, 46, 10], 6],
  [[12, 46, -8], 5.9],
]

const branch = (id: string, name: string, ...stations: Station[]): Vessel => ({
  id,
  name,
  body: 'aorta',
  blend: 3,
  port: 'aorta',
  stations,
})

/** The aorta (`descending-aorta`, by the end that it leads to) and the branches of its arch. */
export const aortaVessels: readonly Vessel[] = [
  {
    id: 'descending-aorta',
    name: 'Descending aorta',
    body: 'aorta',
    blend: 2,
    port: 'aorta',
    after: { point: aortic.centre, normal: aortic.normal, spans: 3 },
    stations: mainAorta,
  },
  branch(
    'brachiocephalic-trunk',
    'Brachiocephalic trunk',
    [[-6, 6.5, 47], 4],
    [[-7.5, 5, 57], 3.9],
    [[-10, 4, 67], 3.8],
  ),
  branch(
    'left-common-carotid-artery',
    'Left common carotid artery',
    [[0.5, 13.5, 50], 2.9],
    [[0.5, 12.5, 59], 2.8],
    [[1, 12, 67], 2.8],
  ),
  branch(
    'left-subclavian-artery',
    'Left subclavian artery',
    [[8, 24, 49], 3.2],
    [[9, 23, 58], 3.1],
    [[12, 22, 67], 3],
  ),
]

/** The right sinus faces forward to the right ventricle; seen from above the left and the non-coronary follow. */
const forward: Vec3 = [-0.25, -1, 0]

const third = (2 * Math.PI) / 3
const sinusTurns = { right: 0, left: third, non: -third }

/** The sinuses of a root and where the coronary arteries leave it, high in theirs, for an annulus of any size. */
export function rootOf(gate: GatePlan, towardsRightSinus: Vec3) {
  const { centre, normal } = gate
  const unit = gate.radius / aortic.radius
  const right = normalize(subtract(towardsRightSinus, scale(normal, dot(towardsRightSinus, normal))))
  const across = cross(normal, right)
  const around = (turn: number) => add(scale(right, Math.cos(turn)), scale(across, Math.sin(turn)))
  const place = (turn: number, up: number, out: number) =>
    add(centre, add(scale(normal, up * unit), scale(around(turn), out * unit)))
  const sinus = (turn: number) => beyond(ball(place(turn, 6.5, 3.6), 6.1 * unit), centre, normal)
  return {
    pieces: [...pieces(2, ...Object.values(sinusTurns).map(sinus)), sleeve(gate, 1, 3)],
    ostia: { left: place(sinusTurns.left, 9, 9), right: place(sinusTurns.right, 9, 9) },
  }
}

const normalRoot = rootOf(aortic, forward)
export const coronaryOstia = normalRoot.ostia

/** The three sinuses of the root; the vessel itself is `aortaVessels`. */
export const aortaRoot = (): Piece[] => normalRoot.pieces

const fork: Vec3 = [7, 4.5, 32]
const trunk: readonly Station[] = [
  [add(pulmonary.centre, scale(pulmonary.normal, -3)), 8.2],
  [add(pulmonary.centre, scale(pulmonary.normal, 5)), 8.6],
  [add(pulmonary.centre, scale(pulmonary.normal, 11)), 8.1],
  [fork, 7.4],
]
const rightBranch: readonly Station[] = [
  [fork, 5.8],
  [[-1, 12.5, 31.5], 5.3],
  [[-12, 17.5, 30.5], 5],
  [[-25, 20, 29], 4.9],
  [[-36, 22, 27], 4.8],
]
const leftBranch: readonly Station[] = [
  [fork, 5.9],
  [[13, 14, 34], 5.4],
  [[22, 22, 34], 5],
  [[31, 27, 32], 4.8],
]

export const pulmonaryRoot = (): Piece[] => [sleeve(pulmonary, 1, 3)]

export const pulmonaryVessels: readonly Vessel[] = [
  {
    id: 'pulmonary-trunk',
    name: 'Pulmonary trunk',
    body: 'PA',
    blend: 0,
    after: { point: pulmonary.centre, normal: pulmonary.normal, spans: 3 },
    stations: trunk,
  },
  {
    id: 'right-pulmonary-artery',
    name: 'Right pulmonary artery',
    body: 'PA',
    blend: 4,
    port: 'pulmonary-artery',
    stations: rightBranch,
  },
  {
    id: 'left-pulmonary-artery',
    name: 'Left pulmonary artery',
    body: 'PA',
    blend: 4,
    port: 'pulmonary-artery',
    stations: leftBranch,
  },
]
