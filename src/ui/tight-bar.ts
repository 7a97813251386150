import { type RefObject, useLayoutEffect, useRef } from 'react'

/** 0: all is shown; 1: without the name of the device; 2: buttons without words; 3: lists too. */
const tightest = 3

/**
 * Leaves words of a bar out, only as many as must be, so that its heading is read whole: `data-tight` says how many, and
 * the bar's css which. How long the words are depends on the language, and which buttons there are on the device.
 */
export function useTightBar(): RefObject<HTMLElement | null> {
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const { current } = bar
    if (!current) return
    const fit = () => tighten(current)
    const size = new ResizeObserver(fit)
    const words = new MutationObserver(fit)
    size.observe(current)
    words.observe(current, { subtree: true, childList: true, characterData: true })
    void document.fonts.ready.then(fit)
    return () => {
      size.disconnect()
      words.disconnect()
    }
  }, [])
  return bar
}

function tighten(bar: HTMLElement): void {
  const parts = [bar, ...bar.children, ...bar.querySelectorAll('h1')]
  const isCut = () => parts.some((part) => part.scrollWidth > part.clientWidth)
  let level = 0
  do bar.dataset['tight'] = `${level}`
  while (isCut() && ++level <= tightest)
}
