import { z } from 'zod'
import { bloodPaces, wallQuantities } from '../../view/blood-view-state'
import { tracerColours } from '../../view/view-state'

/** Who the page is for. `family`: calm colours, plain words; `trainee`: guided steps; `surgeon`: everything. */
export const audiences = ['surgeon', 'trainee', 'family'] as const
export type Audience = (typeof audiences)[number]

export const qualities = ['auto', 'low', 'high'] as const

/** A value that is not what it should be is as if it were not there: an older or newer page wrote it. */
const kept = <T extends z.ZodType>(value: T) => value.optional().catch(undefined)

const shape = z.object({
  version: z.literal(1),
  audience: kept(z.enum(audiences)),
  quality: kept(z.enum(qualities)),
  sound: kept(z.boolean()),
  bloodColour: kept(z.enum(tracerColours)),
  wallColour: kept(z.enum(wallQuantities)),
  pace: kept(z.literal(bloodPaces)),
})

/** What one person has chosen on this device, as far as it was chosen. Language and comfort are kept beside it. */
export type KeptSettings = Partial<Omit<z.infer<typeof shape>, 'version'>>

/** Where the browser keeps it. */
const settingsKey = 'atrium.settings'

/** What text that was kept says; nothing where it is torn, of another kind or of a version that is not known. */
export function settingsIn(text: string | null): KeptSettings {
  try {
    const { version: _, ...settings } = shape.parse(JSON.parse(text ?? ''))
    return settings
  } catch {
    return {}
  }
}

/** The text to keep. */
export const settingsText = (settings: KeptSettings): string => JSON.stringify({ version: 1, ...settings })

/** What this device keeps; nothing where the browser keeps nothing. */
export function keptSettings(): KeptSettings {
  try {
    return settingsIn(localStorage.getItem(settingsKey))
  } catch {
    return {}
  }
}

/** Keeps some settings beside those that are kept already. */
export function keepSettings(change: KeptSettings): void {
  try {
    localStorage.setItem(settingsKey, settingsText({ ...keptSettings(), ...change }))
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}
