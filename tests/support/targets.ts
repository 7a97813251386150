import type { Page } from 'playwright-core'

/** Least size of what is pressed, CSS pixels both ways. */
const least = 44

/**
 * What can be pressed on the page as it stands and is smaller than a fingertip: its name and size. A box to tick or a
 * field counts with the label that is pressed for it; what is hidden, disabled by the rest of a dialog or drawn for
 * screen readers only is left out.
 */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate((size) => {
    const open = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document
    const pressed = 'button, select, input, textarea, summary, a[href], [role=option], [role=tab]'
    return [...open.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return []
      const label = element.closest('label')
      const boxes = [element, ...(label ? [label] : [])].map((e) => e.getBoundingClientRect())
      const width = Math.max(...boxes.map((b) => b.width))
      const height = Math.max(...boxes.map((b) => b.height))
      // Half a pixel is lost where a row is shared out.
      if (Math.min(width, height) >= size - 0.5) return []
      const name = element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent
      return [`${name?.trim().slice(0, 40)} (${element.tagName}): ${width.toFixed(0)} × ${height.toFixed(0)}`]
    })
  }, least)
