import type { Viewpoint } from '../heart/viewpoint'

/** Says where one looks from at this moment; set by the camera of the page, or by the headset while it is worn. */
export type LookNow = () => Omit<Viewpoint, 'name'> | null

const sources: LookNow[] = []

/** The newest source is asked, until the function returned is called. */
export function sayWhereWeAre(source: LookNow): () => void {
  sources.push(source)
  return () => {
    sources.splice(sources.indexOf(source), 1)
  }
}

/** Where one looks from now, to be kept; null before anything is drawn. */
export const whereWeAre: LookNow = () => sources.at(-1)?.() ?? null
