import { say } from '../../core/language'
import { mmHg } from '../../core/units'
import type { PoseEvent } from '../pose-event'
import type { BloodReading, ToolContext, ToolState } from '../tool'

/** Reads speed, pressure and saturation of the blood where it points; changes nothing. */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const reading = context.blood(event)
    context.preview(
      reading ? { kind: 'reading', position: reading.place, lines: readingLines(reading) } : null,
    )
    return this
  }
}

function readingLines({ speed, pressure, saturation, age, wallShear }: BloodReading): string[] {
  return [
    `${speed.toFixed(2)} m/s`,
    `${Math.round(pressure / mmHg)} mmHg`,
    say('{percent} % O₂ saturation', { percent: Math.round(saturation * 100) }),
    ...(age === undefined ? [] : [say('{seconds} s old', { seconds: age.toFixed(2) })]),
    ...(wallShear === undefined ? [] : [say('{shear} Pa at the wall', { shear: wallShear.toFixed(2) })]),
  ]
}

export const probe: ToolState = new Idle()
