import { type Recipe, recipeSchema } from '../../geometry/segmentation/recipe'
import { gathered } from '../../session/intake/recipe-edit'
import type { Workspace } from '../../session/intake/workspace'

/** Hands the recipe to the browser as the seeds file of the command line. */
export function saveRecipe(recipe: Recipe, scan: string): void {
  const link = document.createElement('a')
  const text = `${JSON.stringify(recipe, null, 2)}\n`
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = `${(recipe.name ?? scan).replace(/\.(nii|nrrd|gz|mha|mhd)+\b/gi, '').replace(/[^\w-]+/g, '-')}.seeds.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Takes a seeds file as the recipe; one step of undo. What is wrong with it is said, and nothing is changed. */
export async function importRecipe(workspace: Workspace, file: File): Promise<void> {
  const fault = (wrong: string) =>
    workspace.set({ fault: `${file.name}: ${wrong}. Choose a seeds file as Atrium saves it.` })
  let data: unknown
  try {
    data = JSON.parse(await file.text())
  } catch {
    return fault('it is not JSON')
  }
  const read = recipeSchema.safeParse(data)
  if (!read.success) {
    const [first] = read.error.issues
    return fault(`${first?.path.join('.') || 'it'}: ${first?.message ?? 'is not a recipe'}`)
  }
  workspace.change(gathered(read.data))
  workspace.set({ fault: null, note: `The recipe of ${file.name} is in use.` })
}
