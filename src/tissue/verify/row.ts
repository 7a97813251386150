/** One comparison of the tissue solver with a reference. */
export interface Row {
  readonly name: string
  readonly reference: number
  readonly computed: number
  /** Relative, or absolute where the reference is 0. */
  readonly error: number
  readonly tolerance: number
  readonly unit: string
  readonly resolution?: string
}

/** Completes a comparison by its error. */
export const row = (r: Omit<Row, 'error'>): Row => ({
  ...r,
  error: r.reference === 0 ? r.computed : r.computed / r.reference - 1,
})
