import { create } from 'zustand'
import { firstStand, type Stand } from '../../input/stride'
import type { HeartPose } from '../heart-space'
import { type Posture, postures } from './placement'

/** What one person likes; kept by the browser. */
export interface Habits {
  /** The hand that works; the other wears the palette. */
  readonly dominant: 'left' | 'right'
  readonly posture: Posture
  /** Everything is done with the hand that works: the palette stands beside the heart. */
  readonly oneHanded: boolean
  /** A thumbstick, or a button, turns the person by a step. */
  readonly snapTurn: boolean
  /** A thumbstick, or a button and a pinch, brings the person to a place of the floor. */
  readonly teleport: boolean
  /** Takes the trembling of tracking out of bare hands. */
  readonly steadyHands: boolean
}

interface Comfort extends Habits {
  /** Where the heart lay before stepping inside; null: outside. */
  readonly outside: HeartPose | null
  /** 0: clear, 1: black. */
  readonly veil: 0 | 1
  /** How the person has turned and gone since the headset was put on. */
  readonly stand: Stand
  /** The hand that points at a place of the floor to go to. */
  readonly aiming: 'left' | 'right' | null
  /** Counts the times that the heart was called back before the person. */
  readonly calls: number
}

const usual: Habits = {
  dominant: 'right',
  posture: 'standing',
  oneHanded: false,
  snapTurn: false,
  teleport: false,
  steadyHands: true,
}

/** What one person in the headset likes, where that person is, and the veil over the eyes while the heart jumps. */
export const useComfort = create<Comfort>(() => ({
  ...usual,
  ...keptHabits(),
  outside: null,
  veil: 0,
  stand: firstStand,
  aiming: null,
  calls: 0,
}))

/** Long enough for the veil to close before the heart jumps, milliseconds. */
const closing = 160

/** Closes the veil, changes what is to be changed, opens it: the person is never moved in sight. */
export function behindVeil(change: () => void): void {
  useComfort.setState({ veil: 1 })
  setTimeout(() => {
    change()
    useComfort.setState({ veil: 0 })
  }, closing)
}

/** The heart and the tray before the person again. */
export const callBack = (): void => useComfort.setState(({ calls }) => ({ calls: calls + 1 }))

const habitsKey = 'atrium.habits'

export function setHabits(habits: Partial<Habits>): void {
  useComfort.setState(habits)
  const all = useComfort.getState()
  const kept = Object.fromEntries(Object.keys(usual).map((name) => [name, all[name as keyof Habits]]))
  try {
    localStorage.setItem(habitsKey, JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** What the browser kept, as far as it is what a habit can be. */
function keptHabits(): Partial<Habits> {
  try {
    const { dominant, posture, ...switches } = JSON.parse(localStorage.getItem(habitsKey) ?? '{}')
    const names = ['oneHanded', 'snapTurn', 'teleport', 'steadyHands'].filter(
      (name) => typeof switches[name] === 'boolean',
    )
    return {
      ...(dominant === 'left' ? { dominant } : {}),
      ...(postures.includes(posture) ? { posture } : {}),
      ...Object.fromEntries(names.map((name) => [name, switches[name]])),
    }
  } catch {
    return {}
  }
}
