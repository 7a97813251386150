import { add, scale, type Vec3 } from '../../core/vec3'

export const postures = ['standing', 'seated'] as const
export type Posture = (typeof postures)[number]

/** Where things lie before a person, metres from the head. */
interface Reach {
  readonly heart: { readonly ahead: number; readonly under: number }
  readonly tray: { readonly ahead: number; readonly aside: number; readonly under: number }
}

/** Where a surgeon's field is; seated, nearer and higher, so that a lap or a table is not in the way. */
const reaches: Record<Posture, Reach> = {
  standing: { heart: { ahead: 0.5, under: 0.28 }, tray: { ahead: 0.36, aside: 0.36, under: 0.46 } },
  seated: { heart: { ahead: 0.44, under: 0.2 }, tray: { ahead: 0.34, aside: 0.34, under: 0.36 } },
}

export interface Placement {
  readonly heart: Vec3
  readonly tray: { readonly position: Vec3; readonly yaw: number }
}

/**
 * Where the heart and the tray stand before a person; the tray under the hand that works.
 * @param heading level direction that the person faces, unit vector
 */
export function placement(head: Vec3, heading: Vec3, posture: Posture, hand: 'left' | 'right'): Placement {
  const { heart, tray } = reaches[posture]
  const aside: Vec3 = scale([-heading[2], 0, heading[0]], hand === 'right' ? 1 : -1)
  const at = (ahead: number, under: number): Vec3 => add(add(head, scale(heading, ahead)), [0, -under, 0])
  return {
    heart: at(heart.ahead, heart.under),
    tray: {
      position: add(at(tray.ahead, tray.under), scale(aside, tray.aside)),
      yaw: Math.atan2(-heading[0], -heading[2]),
    },
  }
}
