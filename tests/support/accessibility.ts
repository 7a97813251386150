import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** The rules of WCAG 2.2 up to level AA. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/** What axe finds wrong with the page as it stands: the rule, and the first places; empty where it finds nothing. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { runOnly, resultTypes: ['violations'] })
    return violations.map(
      (v: { id: string; nodes: { target: string[]; any: { message: string }[] }[] }) =>
        `${v.id}: ${v.nodes
          .slice(0, 4)
          .map((n) => `${n.target.join(' ')} (${n.any[0]?.message ?? ''})`)
          .join('; ')}`,
    )
  }, rules)
}
