import { mm, mm2 } from '../core/units'
import type { FindingPlot } from '../engine/protocol'
import type { VesselSection } from '../geometry/vessel-sections'
import type { FindingInput } from './input'

const curve = (sections: readonly VesselSection[], title: string): FindingPlot => ({
  title,
  x: { label: 'along the vessel', unit: 'mm', values: sections.map((s) => s.s / mm) },
  y: { label: 'section', unit: 'mm²', values: sections.map((s) => s.area / mm2) },
  marks: [],
})

/** Area along the aorta from its valve to the descending aorta; undefined until it has been measured. */
export function archPlot({ closer, narrowing }: FindingInput): FindingPlot | undefined {
  const sections = closer?.arch?.sections
  if (!sections) return undefined
  const reference = narrowing?.referenceArea
  return {
    ...curve(sections, 'Area along the aorta, from its valve'),
    ...(reference && { level: { label: 'reference', y: reference / mm2 } }),
  }
}

/** Area along the way through an outlet, the ventricle on the left. */
export function outflowPlot({ closer }: FindingInput, gate: 'aortic' | 'pulmonary'): FindingPlot | undefined {
  const way = closer?.outflows.find((o) => o.gate === gate)
  if (!way) return undefined
  return {
    ...curve(way.sections, `Area along the way through the ${gate} valve`),
    marks: [{ label: 'valve', x: way.valveAt / mm }],
    level: { label: 'ring', y: way.ringArea / mm2 },
  }
}
