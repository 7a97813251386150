import { length } from '../core/vec3'
import type { Touch } from '../engine/protocol'
import type { Side } from '../tools/pose-event'

/** A push-back of this much or more is felt as strongly as the controller can, newtons. */
const strongest = 0.5
/** Weaker than this is not felt: tissue that is only brushed, newtons. */
const weakest = 0.01
/** A pulse lasts a little longer than the time between two, so that a steady touch is steady; milliseconds. */
const pulse = 60
const interval = 45

/** How strongly a hand feels what its instrument touches, 0–1. */
export function pulseStrength(side: Side, touches: readonly Touch[]): number {
  const force = touches
    .filter((t) => t.instrument === side || t.instrument === `${side}-tip`)
    .reduce((sum, t) => sum + length(t.force), 0)
  return force < weakest ? 0 : Math.min(force / strongest, 1)
}

/** Lets controllers tremble as the tissue pushes back; hands feel nothing: they see it (`view/xr/tip-light`). */
export class Haptics {
  private last = 0

  /** @param time milliseconds */
  feel(sources: Iterable<XRInputSource>, touches: readonly Touch[], time: number): void {
    if (touches.length === 0 || time - this.last < interval) return
    this.last = time
    for (const { handedness, gamepad } of sources) {
      const strength = handedness === 'none' ? 0 : pulseStrength(handedness, touches)
      const actuator = gamepad?.hapticActuators?.[0] as GamepadHapticActuator | undefined
      if (strength > 0 && actuator && 'pulse' in actuator) void pulseOf(actuator, strength)
    }
  }
}

/** WebXR's actuators pulse; the DOM's own types know only effects. */
const pulseOf = (actuator: GamepadHapticActuator, strength: number): Promise<boolean> =>
  (actuator as unknown as { pulse(strength: number, ms: number): Promise<boolean> }).pulse(strength, pulse)
