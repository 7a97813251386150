import { z } from 'zod'
import { annotationSchema } from '../../heart/annotation'
import type { Heart } from '../../heart/heart'
import { strategyTreeSchema } from '../../heart/strategy'
import { viewpointSchema } from '../../heart/viewpoint'
import { type OpenedCase, readCase } from '../../io/case-file'
import type { KeptRehearsal } from './rehearsal-store'

const documentSchema = z.strictObject({
  tree: strategyTreeSchema,
  annotations: annotationSchema.array(),
  viewpoints: viewpointSchema.array(),
})

/** All of a rehearsal but its heart: small, written at every change. */
export type RehearsalDocument = z.output<typeof documentSchema>

/** A kept rehearsal, read. */
export interface OpenedRehearsal extends RehearsalDocument {
  readonly heart: Heart
  /** How the heart was made of a scan, where it was. */
  readonly recipe: OpenedCase['recipe'] | null
}

/** @throws Fault naming the rehearsal, where its heart or its steps cannot be read */
export function readRehearsal(kept: KeptRehearsal, bytes: Uint8Array): OpenedRehearsal {
  const { heart, recipe } = readCase(bytes, `${kept.name}, kept by this browser`)
  return { ...documentSchema.parse(JSON.parse(kept.document)), heart, recipe: recipe ?? null }
}
