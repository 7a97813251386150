import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { sheetSides } from '../geometry/sheet-sides'
import type { Heart } from '../heart/heart'
import type { RimLook } from '../tissue'
import type { Waveforms } from './protocol'

/** What drives blood past a rim at a moment of the beat (0–1), as the root of the difference of pressure. */
export type Drive = (edit: string, phase: number) => number

/** The root of the difference of pressure across each sheet; 0 where it does not part two. */
export function driveAcross(heart: Heart, domain: ResolvedDomain, { series }: Waveforms): Drive {
  const part = (id: number) => heart.structures.find((s) => s.id === id)?.part
  const across = new Map(
    domain.sheets.map((sheet) => {
      const { sides } = sheetSides(domain, sheet)
      return [sheet.edit, sides?.map((id) => series[`${part(id)}.pressure`])] as const
    }),
  )
  return (edit, phase) => {
    const [p, q] = across.get(edit) ?? []
    if (!p || !q) return 0
    const n = Math.floor(phase * p.length) % p.length
    return Math.sqrt(Math.abs((p[n] as number) - (q[n] as number)))
  }
}

interface Sum {
  readonly look: RimLook
  weight: number
  readonly rises: Float64Array
}

/**
 * How rims stand off through a beat: the mean of each place's rise, weighed by the root of the pressure that drives blood
 * past it, so that a constant gap of that height lets through as much (Q = Cd A √(2 dp / ρ)). Of the second whole beat:
 * the first carries on from rest.
 */
export class BeatLook {
  private last = 1
  private begun = 0
  private readonly sums = new Map<string, Sum>()

  constructor(private readonly drive: Drive) {}

  /** One more moment, in order; the means once a second whole beat is over, else null. */
  see(phase: number, rims: readonly RimLook[]): RimLook[] | null {
    if (phase < this.last - 0.5) this.begun++
    this.last = phase
    if (this.begun > 2) return this.means()
    if (this.begun === 2) for (const rim of rims) this.add(rim, this.drive(rim.edit, phase))
    return null
  }

  private add(look: RimLook, weight: number): void {
    const sum = this.sums.get(look.edit) ?? { look, weight: 0, rises: new Float64Array(look.places.length) }
    this.sums.set(look.edit, sum)
    sum.weight += weight
    look.places.forEach(({ rise }, n) => {
      sum.rises[n] = (sum.rises[n] as number) + weight * Math.max(0, rise)
    })
  }

  private means(): RimLook[] {
    return [...this.sums.values()].map(({ look, weight, rises }) => ({
      ...look,
      places: look.places.map((place, n) => ({
        ...place,
        rise: weight > 0 ? (rises[n] as number) / weight : 0,
      })),
    }))
  }
}
