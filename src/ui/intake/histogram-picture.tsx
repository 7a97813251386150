import { type PointerEvent, useMemo, useRef } from 'react'
import type { Histogram } from '../../session/intake/histogram'
import { useRecipe, useWork, useWorkspace } from './use-workspace'

const width = 300
const height = 92

/** How often each value occurs; what counts as blood is filled, and its edges can be dragged. */
export function HistogramPicture() {
  const workspace = useWorkspace()
  const histogram = useWork((s) => s.histogram)
  const recipe = useRecipe()
  const { low, high } = recipe.blood
  const curve = useMemo(() => curveOf(histogram), [histogram])
  const x = (value: number) =>
    Math.max(0, Math.min(width, (width * (value - histogram.low)) / (histogram.high - histogram.low)))
  const held = useRef<'low' | 'high' | null>(null)
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (!held.current) return
    const box = event.currentTarget.getBoundingClientRect()
    const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))
    const value = Math.round(histogram.low + share * (histogram.high - histogram.low))
    const blood = { ...recipe.blood, [held.current]: value }
    if (blood.high === undefined || blood.low < blood.high)
      workspace.change({ ...recipe, blood }, `blood-${held.current}`)
  }
  return (
    <svg
      className="histogram"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        const box = event.currentTarget.getBoundingClientRect()
        const at = (width * (event.clientX - box.left)) / box.width
        const nearHigh = high !== undefined && Math.abs(at - x(high)) < Math.abs(at - x(low))
        held.current = nearHigh ? 'high' : 'low'
        drag(event)
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        held.current = null
      }}
    >
      <clipPath id="blood-range">
        <rect x={x(low)} y={0} width={Math.max(0, x(high ?? histogram.high) - x(low))} height={height} />
      </clipPath>
      <path className="curve" d={curve} />
      <path className="curve blood-values" d={curve} clipPath="url(#blood-range)" />
      <path className="edge" d={`M${x(low)} 0V${height}`} />
      {high !== undefined && <path className="edge" d={`M${x(high)} 0V${height}`} />}
    </svg>
  )
}

/** The counts as an area, by their square root so that blood is seen beside air and muscle. */
function curveOf({ counts }: Histogram): string {
  const inner = counts.slice(1, -1)
  const most = Math.sqrt(Math.max(1, ...inner))
  const points = Array.from(counts, (count, n) => {
    const y = height - (height - 6) * Math.min(1, Math.sqrt(count) / most)
    return `${((n + 0.5) * width) / counts.length} ${y.toFixed(1)}`
  })
  return `M0 ${height}L${points.join('L')}L${width} ${height}Z`
}
