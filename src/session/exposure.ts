import type { Vec3 } from '../core/vec3'
import type { EngineControl, Grasp, Instrument } from '../engine/protocol'

/** A thread through a material point of the tissue (at rest) that pulls it towards a place; metres, patient space. */
export interface Stay {
  readonly kind: 'stay'
  readonly id: string
  readonly rest: Vec3
  /** Where the thread's end is held. */
  readonly target: Vec3
  /** Length of the thread from tissue to that end: drawn farther, it pulls. */
  readonly length: number
  /** Radius of the tissue that the bite takes. */
  readonly radius: number
}

/** A blunt bar that stands where it was let go and holds tissue aside; metres, patient space. */
export interface Retractor extends Instrument {
  readonly kind: 'retractor'
}

/** What keeps the field open: not an edit of the anatomy, and gone when another heart is opened. */
export type Exposure = Stay | Retractor

/** What the hands do at this moment. */
export interface HandsControl {
  readonly grasps: readonly Grasp[]
  readonly instruments: readonly Instrument[]
}

/**
 * What the engine is told: the hands, and what stands in the field. What a hand has taken up again (the same id)
 * counts as the hand holds it.
 */
export function fieldControl(
  hands: HandsControl,
  exposure: readonly Exposure[],
): Required<Pick<EngineControl, 'grasps' | 'instruments'>> {
  const inHand = new Set([...hands.grasps, ...hands.instruments].map((h) => h.id))
  const left = exposure.filter((e) => !inHand.has(e.id))
  return {
    grasps: [...hands.grasps, ...left.flatMap((e) => (e.kind === 'stay' ? [graspOf(e)] : []))],
    instruments: [...hands.instruments, ...left.flatMap((e) => (e.kind === 'retractor' ? [barOf(e)] : []))],
  }
}

const graspOf = ({ id, rest, target, radius, length }: Stay): Grasp => ({
  id,
  rest,
  target,
  radius,
  length,
  pull: 'thread',
})
const barOf = ({ id, from, to, radius }: Retractor): Instrument => ({ id, from, to, radius })
