import { useThree } from '@react-three/fiber'
import { retell } from '../../core/language'
import type { Vec3 } from '../../core/vec3'
import { PageLabel } from '../labels/page-label'
import { labelPriority } from '../labels/placed-labels'
import { RoomLabel } from '../labels/room-label'

interface WordsProps {
  readonly position: Vec3
  readonly lines: readonly string[]
  /** Who has more keeps the place beside its anchor; left out, the hand's. */
  readonly priority?: number
}

/** Words near a place of patient space, clear of other words: in the headset a small panel, on the page text. */
export function Words({ position, lines, priority = labelPriority.hand }: WordsProps) {
  const presenting = useThree((s) => s.gl.xr.isPresenting)
  const told = lines.map(retell)
  const Label = presenting ? RoomLabel : PageLabel
  return <Label place={position} lines={told} priority={priority} />
}
