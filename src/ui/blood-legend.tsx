import { say } from '../core/language'
import type { BloodQuantity } from '../view/blood-view-state'
import { colourMaps, cssGradient } from '../view/colour-maps'

/** What the colours stand for: the range is fixed, so that two pictures compare. */
export function BloodLegend({ quantity, note }: { quantity: BloodQuantity; note: string | null }) {
  const map = colourMaps[quantity]
  return (
    <figure className="legend">
      <div className="ramp" style={{ background: cssGradient(map) }} />
      <figcaption>
        <span>
          {map.range[0]} <small>{map.unit}</small>
        </span>
        <span title={note ?? undefined}>{say(map.label)}</span>
        <span>
          {map.range[1]} <small>{map.unit}</small>
        </span>
      </figcaption>
    </figure>
  )
}
