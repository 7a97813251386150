import { expect, it } from 'vitest'
import type { RimLook } from '../tissue'
import { BeatLook } from './beat-look'

const rim = (rise: number): RimLook[] => [{ edit: 'patch', give: 1e-4, places: [{ vertex: 7, rise }] }]
/** Moments a beat. */
const count = 100

// Reference: ∫ h √dp dt / ∫ √dp dt, with h = 1 mm · sin² (π t) and √dp = sin² (π t): 3/8 over 1/2 of a millimetre.
it('weighs how far a rim stands off by what drives blood past it, over the second whole beat', () => {
  const swell = (phase: number) => Math.sin(Math.PI * phase) ** 2
  const look = new BeatLook((_, phase) => swell(phase))
  const told: (RimLook[] | null)[] = []
  for (let n = count / 2; n < 4 * count; n++) {
    const phase = (n % count) / count
    const isFirst = n < 2 * count
    told.push(look.see(phase, rim(isFirst ? 5e-3 : 1e-3 * swell(phase))))
    if (told.at(-1)) break
  }
  expect(told).toHaveLength(2.5 * count + 1)
  expect(told.at(-1)![0]!.places[0]!.vertex).toBe(7)
  expect(told.at(-1)![0]!.places[0]!.rise).toBeCloseTo(0.75e-3, 6)
})

it('tells no gap where nothing drives blood, or the rim is pressed in', () => {
  for (const [drive, rise] of [
    [0, 2e-3],
    [1, -2e-3],
  ] as const) {
    const look = new BeatLook(() => drive)
    let told: RimLook[] | null = null
    for (let n = 0; !told; n++) told = look.see((n % count) / count, rim(rise))
    expect(told[0]!.places[0]!.rise).toBe(0)
  }
})
