import type { KeyboardEvent } from 'react'

interface Box {
  readonly x: number
  readonly y: number
}

/** Directions on the screen, y downwards. */
const ways: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Which box an arrow key, Home or End goes to from box `at`: the nearest one that lies that way, those in line first.
 * Stays where nothing lies that way; null where the key means nothing here. Pixels, any origin.
 */
export function nextBox(boxes: readonly Box[], at: number, key: string): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return boxes.length - 1
  const way = ways[key]
  const from = boxes[at]
  if (!way || !from) return null
  const far = ({ x, y }: Box): number => {
    const [dx, dy] = [x - from.x, y - from.y]
    const along = dx * way[0] + dy * way[1]
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0])
    return along > 1 ? along + 3 * aside : Number.POSITIVE_INFINITY
  }
  const distances = boxes.map(far)
  const least = Math.min(...distances)
  return Number.isFinite(least) ? distances.indexOf(least) : at
}

/** Moves the focus among the buttons of a toolbar by arrow keys; nothing else hears those. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(event.target as HTMLButtonElement)
  const next = nextBox(
    buttons.map((b) => b.getBoundingClientRect()),
    at,
    event.key,
  )
  if (next === null || event.ctrlKey || event.altKey || event.metaKey) return
  event.preventDefault()
  event.nativeEvent.stopPropagation()
  buttons[next]?.focus()
}
