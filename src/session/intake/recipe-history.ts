import type { Recipe } from '../../geometry/segmentation/recipe'

/** A recipe with the ones before it and the ones taken back, the next to return last. */
export interface RecipeHistory {
  readonly past: readonly Recipe[]
  readonly present: Recipe
  readonly future: readonly Recipe[]
  /** What the last change was about: changes of the same thing in a row are one step. */
  readonly topic: string | null
}

const longest = 200

export const startHistory = (recipe: Recipe): RecipeHistory => ({
  past: [],
  present: recipe,
  future: [],
  topic: null,
})

/**
 * The next recipe.
 * @param topic a slider's or a drag's name: while it goes on, its values replace one another instead of piling up
 */
export function changeRecipe(h: RecipeHistory, next: Recipe, topic: string | null = null): RecipeHistory {
  if (next === h.present) return h
  const same = topic !== null && topic === h.topic
  return {
    past: same ? h.past : [...h.past, h.present].slice(-longest),
    present: next,
    future: [],
    topic,
  }
}

export function undoRecipe(h: RecipeHistory): RecipeHistory {
  const last = h.past.at(-1)
  if (!last) return h
  return { past: h.past.slice(0, -1), present: last, future: [...h.future, h.present], topic: null }
}

export function redoRecipe(h: RecipeHistory): RecipeHistory {
  const next = h.future.at(-1)
  if (!next) return h
  return { past: [...h.past, h.present], present: next, future: h.future.slice(0, -1), topic: null }
}
