import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { centreLinePlot } from './centre-line-rows'
import './centre-line-chart.css'

const width = 320
const height = 84

/** Pressure along the centre line of a vessel at this moment, over the vessel's own shape. Nothing for a heart. */
export function CentreLineChart({ session }: { session: Session }) {
  // The time goes on with every report of the flow: the line is read again then.
  useStore(session.store, (s) => s.timeDilation)
  const plot = centreLinePlot(session.frame.blood.centreLine, width, height)
  if (!plot) return null
  const drop = plot.drop.toFixed(1)
  return (
    <figure className="centre-line">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say('Pressure along the vessel falls by {drop} mmHg', { drop })}
      >
        <path className="vessel" d={plot.vessel} />
        <path className="pressure" d={plot.pressure} />
        <text x="4" y="14">{`${plot.high} mmHg`}</text>
        <text x="4" y={height - 5}>{`${plot.low} mmHg`}</text>
        <text x={width - 4} y={height - 5} textAnchor="end">{`${plot.length} mm`}</text>
      </svg>
      <figcaption>
        {say('Pressure along the vessel: falls by {drop} mmHg at {area} mm²', {
          drop,
          area: plot.narrowest.area.toFixed(0),
        })}
      </figcaption>
    </figure>
  )
}
