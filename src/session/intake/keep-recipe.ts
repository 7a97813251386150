import { type Recipe, recipeSchema } from '../../geometry/segmentation/recipe'
import type { Scan } from '../../io/scan'
import type { SaveStore } from '../kept/save-store'

/** Work on a scan, without the scan: that has to be dropped again. */
interface KeptRecipe {
  readonly scan: string
  readonly recipe: Recipe
  /** A heart was built of it: nothing is left to go on with. */
  readonly built?: boolean
}

/** What tells one scan from another of the same name. */
const scanKey = (scan: Scan): string =>
  [scan.name, ...scan.size, ...scan.spacing.map((s) => s.toFixed(6)), ...scan.range].join('|')

/** Keeps the recipe of the scan in hand; only the newest is kept. */
export async function keepRecipe(store: SaveStore, scan: Scan, recipe: Recipe, built = false): Promise<void> {
  await store.set('recipe', JSON.stringify({ scan: scanKey(scan), recipe, built } satisfies KeptRecipe))
}

/** The recipe that was kept for this very scan, or null. */
export async function keptRecipe(store: SaveStore, scan: Scan): Promise<Recipe | null> {
  try {
    const kept = parse(await store.get('recipe'))
    return kept?.scan === scanKey(scan) ? recipeSchema.parse(kept.recipe) : null
  } catch {
    return null
  }
}

/** Name of the scan on which somebody was at work when the page was last left, if there is one. */
export async function unfinishedScan(store: SaveStore): Promise<string | null> {
  try {
    const kept = parse(await store.get('recipe'))
    return kept && !kept.built && kept.recipe.seeds.length > 0 ? (kept.scan.split('|')[0] ?? null) : null
  } catch {
    return null
  }
}

const parse = (text: unknown): KeptRecipe | null =>
  typeof text === 'string' ? (JSON.parse(text) as KeptRecipe) : null
