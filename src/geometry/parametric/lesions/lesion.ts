import type { z } from 'zod'
import type { Anatomy } from '../anatomy'
import type { Walls } from '../cavities'

/** How the patient's heart relates to the drawn one, in whose millimetres an `Anatomy` is. */
export interface Drawn {
  /** Millimetres of the patient to a drawn millimetre: divide a patient's length by it. */
  readonly scale: number
  /** Drawn millimetres. */
  readonly walls: Walls
}

type Numbers = Readonly<Record<string, z.ZodDefault<z.ZodNumber>>>

/** A malformation: its numbers, and what they do to the heart before it. */
export interface Lesion {
  readonly id: string
  readonly name: string
  readonly parameters: z.ZodObject<Numbers>
  /** A new anatomy; the given one is not changed. `values` are in the units of `parameters`. */
  shape(anatomy: Anatomy, values: Readonly<Record<string, number>>, drawn: Drawn): Anatomy
}

/** A lesion whose `shape` knows its own numbers by name. */
export const defineLesion = <S extends Numbers>(lesion: {
  readonly id: string
  readonly name: string
  readonly parameters: z.ZodObject<S>
  readonly shape: (anatomy: Anatomy, values: z.output<z.ZodObject<S>>, drawn: Drawn) => Anatomy
}): Lesion => lesion as unknown as Lesion
