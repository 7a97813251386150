import { say } from '../../core/language'
import { mmHg } from '../../core/units'
import type { PoseEvent } from '../pose-event'
import type { BloodReading, ToolContext, ToolHit, ToolState } from '../tool'
import { wallThickness } from '../wall'

/** Reads the blood where it points, and the thickness of the wall that it touches; changes nothing. */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const [reading, hit] = [context.blood(event), context.pick(event)]
    const position = reading?.place ?? hit?.position
    const lines = [...(reading ? bloodLines(reading) : []), ...(hit ? wallLines(hit, context) : [])]
    context.preview(position && lines.length > 0 ? { kind: 'reading', position, lines } : null)
    return this
  }
}

const bloodLines = ({ speed, pressure, saturation, age, wallShear }: BloodReading): string[] => [
  `${speed.toFixed(2)} m/s`,
  `${Math.round(pressure / mmHg)} mmHg`,
  say('{percent} % O₂ saturation', { percent: Math.round(saturation * 100) }),
  ...(age === undefined ? [] : [say('{seconds} s old', { seconds: age.toFixed(2) })]),
  ...(wallShear === undefined ? [] : [say('{shear} Pa at the wall', { shear: wallShear.toFixed(2) })]),
]

/** In the heart at rest, going in at right angles to the surface. */
function wallLines({ rest, restNormal }: ToolHit, { heart }: ToolContext): string[] {
  const thickness = wallThickness(heart, rest, restNormal) * 1e3
  return thickness > 0 ? [say('Wall {mm} mm', { mm: thickness.toFixed(1) })] : []
}

export const probe: ToolState = new Idle()
