import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Words that give way, in this order: the device's name, those of buttons, of lists, of the headsets, the brand's. */
const words = ['1', '2', '3', '4', '5']
/** All ways to lay the bar out, the roomiest first: before a heading is cut there are more lines. */
const ways = ['', 'lines'].flatMap((lines) =>
  [0, 1, 2, 3, 4, 5].map((count) => [lines, ...words.slice(0, count)].join(' ').trim()),
)

/**
 * Leaves words of a bar out, only as many as must be, so that its heading is read whole: `data-tight` lists what gave
 * way, and the bar's css says how. How long the words are depends on the language, and which buttons there are on the
 * device.
 */
export function useTightBar(): RefObject<HTMLElement | null> {
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const { current } = bar
    if (!current) return
    const refit = () => tighten(current)
    let width = 0
    const size = new ResizeObserver(() => {
      // A second line makes the bar higher: no reason to look again.
      if (current.clientWidth === width) return
      width = current.clientWidth
      refit()
    })
    const text = new MutationObserver(refit)
    size.observe(current)
    text.observe(current, { subtree: true, childList: true, characterData: true })
    void document.fonts.ready.then(refit)
    return () => {
      size.disconnect()
      text.disconnect()
    }
  }, [])
  return bar
}

function tighten(bar: HTMLElement): void {
  const parts = [bar, ...bar.children, ...bar.querySelectorAll('h1')]
  const isCut = () => parts.some((part) => part.scrollWidth > part.clientWidth)
  for (const way of ways) {
    bar.dataset['tight'] = way
    if (!isCut()) return
  }
}
