import { Fault } from '../core/fault'
import { say } from '../core/language'
import type { Recipe } from '../geometry/segmentation/recipe'
import type { Heart } from '../heart/heart'
import type { Recording } from '../heart/recording'
import type { StrategyTree } from '../heart/strategy'
import { annotationStore } from '../session/annotations'
import type { Session } from '../session/session'
import { treeOf } from '../session/strategies/strategies-state'
import { centreOn } from '../view/heart-space'

/** Opens a heart, puts it in the middle of the picture, and forgets the one before. */
export function openHeart(
  session: Session,
  heart: Heart,
  tree: StrategyTree | null = null,
  recipe: Recipe | null = null,
): void {
  centreOn(heart)
  const edits = tree?.strategies.find((s) => s.id === tree.current)?.edits
  session.open(heart, edits, recipe, tree)
}

/** Hands the case with its edits and how they were made to the browser as a download. */
export async function saveCase(session: Session, recording: Recording): Promise<void> {
  const { heart, recipe } = session.state
  if (!heart) return
  await said(session, async () => {
    const { writeCase } = await import('../io/case-file')
    const strategies = treeOf(session.state)
    const worked = strategies.strategies.some((s) => s.edits.length > 0)
    const { annotations } = annotationStore.getState()
    const extras = { ...(worked && { strategies, recording }), ...(recipe && { recipe }), annotations }
    const bytes = writeCase(heart, [], extras) as Uint8Array<ArrayBuffer>
    download(new Blob([bytes]), `${fileName(heart)}.atrium`)
  })
}

/** Opens the patches laid flat in a page of their own, from where they print at 1 : 1; as a file where that is barred. */
export async function printTemplates(session: Session): Promise<void> {
  const { heart } = session.state
  if (!heart) return
  // Opened while the press still counts as one; filled when the pages are there.
  const opened = window.open('', '_blank')
  const html = await session.templates()
  if (html === null) opened?.close()
  else if (!opened) download(new Blob([html], { type: 'text/html' }), `${fileName(heart)}-patches.html`)
  else {
    opened.document.write(html)
    opened.document.close()
    opened.print()
  }
}

export const fileName = (heart: Heart): string => heart.name.replace(/[^\w-]+/g, '-')

/** Hands a file to the browser. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Does the work and says a fault in the page's own place. Anything but a fault is a mistake of ours: it says so. */
export async function said(session: Session, work: () => Promise<void> | void): Promise<void> {
  try {
    await work()
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    session.store.setState({ progress: null })
    session.notify(
      error instanceof Fault
        ? text
        : say('Atrium could not do that: {text}. Reload the page and try again.', { text }),
    )
  }
}
