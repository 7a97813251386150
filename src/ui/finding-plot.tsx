import { retell } from '../core/language'
import type { FindingPlot as Plot } from '../engine/protocol'
import { plotShape } from './plot-shape'

/** The curve that a figure is read from, small. */
export function FindingPlot({ plot }: { readonly plot: Plot }) {
  const shape = plotShape(plot)
  if (!shape) return null
  const { width, height, curve, least, level, marks, xEnds, top } = shape
  const floor = height - 16
  return (
    <svg
      className="finding-plot"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={retell(plot.title)}
    >
      <line className="axis" x1={0} x2={width} y1={floor} y2={floor} />
      {level && <line className="level" x1={0} x2={width} y1={level.y} y2={level.y} />}
      {marks.map((m) => (
        <g key={m.text}>
          <line className="axis" x1={m.x} x2={m.x} y1={14} y2={floor} />
          <text x={m.x} y={height - 4} textAnchor="middle">
            {retell(m.text)}
          </text>
        </g>
      ))}
      <polyline className="curve" points={curve} />
      {least && <circle className="least" cx={least.x} cy={least.y} r={3} />}
      {least && (
        <text x={Math.min(Math.max(least.x, 20), width - 20)} y={least.y - 6} textAnchor="middle">
          {least.text}
        </text>
      )}
      <text x={0} y={10}>
        {top}
      </text>
      <text x={0} y={height - 4}>
        {xEnds[0]}
      </text>
      <text x={width} y={height - 4} textAnchor="end">
        {xEnds[1]}
      </text>
    </svg>
  )
}
