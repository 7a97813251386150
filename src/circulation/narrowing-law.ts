import type { FlowLaw } from './elements/diode-valve'

const density = 1060
const viscosity = 0.0035

/** A narrowing as measured on the anatomy. */
export interface NarrowingShape {
  /** Narrowest and healthy section, m². */
  readonly area: number
  readonly referenceArea: number
  /** Length of the narrowed part, m. */
  readonly length: number
}

/**
 * Pressure lost in a narrowing, dp = Kv μ U / D + Kt ρ/2 (A0/As - 1)² U|U| + Ku ρ L dU/dt with U = Q / A0,
 * Kt = 1.52, Ku = 1.2, Kv = 32 (.83 L + 1.64 Ds) / D (A0/As)² (Young & Tsai 1973; blunt stenoses in a straight rigid
 * tube; not for a curved or branching one, where the 3D flow is the better answer).
 */
export function narrowingLaw(shape: NarrowingShape): FlowLaw & { readonly inertance: number } {
  const { area, referenceArea, length } = shape
  const diameter = 2 * Math.sqrt(referenceArea / Math.PI)
  const throat = 2 * Math.sqrt(area / Math.PI)
  const ratio = referenceArea / area
  const kv = ((32 * (0.83 * length + 1.64 * throat)) / diameter) * ratio ** 2
  return {
    linear: (kv * viscosity) / (diameter * referenceArea),
    quadratic: (1.52 * density * Math.max(ratio - 1, 0) ** 2) / (2 * referenceArea ** 2),
    inertance: (1.2 * density * length) / referenceArea,
  }
}
