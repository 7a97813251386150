import { createStore } from 'zustand/vanilla'
import type { Annotation } from '../heart/annotation'
import type { Session } from './session'

/** What has been measured and written on the heart in hand, the newest last; an edit taken back does not change it. */
export const annotationStore = createStore<{ readonly annotations: readonly Annotation[] }>(() => ({
  annotations: [],
}))

const set = (annotations: readonly Annotation[]): void => annotationStore.setState({ annotations })

export const annotate = (annotation: Annotation): void =>
  set([...annotationStore.getState().annotations, annotation])

/** Takes one away; without a name the newest. */
export function takeAnnotation(id = annotationStore.getState().annotations.at(-1)?.id): void {
  set(annotationStore.getState().annotations.filter((a) => a.id !== id))
}

/** What a case or the last visit brings. */
export const openAnnotations = (annotations: readonly Annotation[]): void => set(annotations)

/** A name for the next one of a kind: `length-2`. */
export function nextAnnotationId(kind: Annotation['kind']): string {
  const taken = new Set(annotationStore.getState().annotations.map((a) => a.id))
  let n = 1
  while (taken.has(`${kind}-${n}`)) n++
  return `${kind}-${n}`
}

/**
 * Forgets everything when another heart is opened; new ports or names are still the same heart.
 * @returns a function that stops it
 */
export const forgetWithHeart = (session: Session): (() => void) =>
  session.store.subscribe(({ heart }, before) => {
    if (heart?.frame !== before.heart?.frame) set([])
  })
