/** Shear-thinning (Carreau 1972): mu = mu_inf + (mu_0 - mu_inf) (1 + (time · rate)²)^((power - 1) / 2). */
export interface Carreau {
  /** mu_0, Pa·s: what the viscosity tends to where nothing shears. */
  readonly atRest: number
  /** s. */
  readonly time: number
  /** 1 would be Newtonian; blood lies below. */
  readonly power: number
}

export interface Fluid {
  /** kg/m³. */
  readonly density: number
  /** Pa·s; with `carreau` mu_inf, what it falls to at high shear. */
  readonly viscosity: number
  /** Left out: Newtonian. */
  readonly carreau?: Carreau | undefined
}

/** Blood of a haematocrit of about 45 % at 37 °C (Cho & Kensey 1991). */
export const bloodThinning: Carreau = { atRest: 0.056, time: 3.313, power: 0.3568 }

/** As `shaders/lib/carreau.wgsl` takes it; a Newtonian fluid is the same at any rate. */
export const thinningOf = ({ viscosity, carreau }: Fluid): [number, number, number] =>
  carreau ? [carreau.atRest / viscosity, carreau.time, carreau.power] : [1, 0, 1]

/** Greatest viscosity at any shear rate, Pa·s. */
export const thickest = ({ viscosity, carreau }: Fluid): number => Math.max(viscosity, carreau?.atRest ?? 0)
