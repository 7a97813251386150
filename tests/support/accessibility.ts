import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** The rules of WCAG 2.2 up to level AA. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/**
 * What axe finds wrong with the open dialog, or else with the page as it stands: the rule, and the first places; empty
 * where it finds nothing. What lies under a modal dialog cannot be reached, and is looked at when it is closed.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (runOnly) => {
    const open = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document
    const { violations } = await window.axe.run(open, { runOnly, resultTypes: ['violations'] })
    return violations.map(
      (v: { id: string; nodes: { target: string[]; any: { message: string }[] }[] }) =>
        `${v.id}: ${v.nodes
          .slice(0, 4)
          .map((n) => `${n.target.join(' ')} (${n.any[0]?.message ?? ''})`)
          .join('; ')}`,
    )
  }, rules)
}
