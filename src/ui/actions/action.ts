/** Something a person can have done: one entry of the command palette, of the help sheet and of the keys. */
export interface Action {
  readonly id: string
  /** In the language chosen. */
  readonly label: string
  readonly group: ActionGroup
  /** As it is pressed: `S`, `Ctrl+K`, `Shift+1`, `Space`; null: none. */
  readonly keys: string | null
  readonly hint?: string
  /** False where it would do nothing now. */
  readonly enabled?: boolean
  /** Its key is listened to elsewhere (`input/keyboard`): it is only shown here. */
  readonly keyElsewhere?: boolean
  run(): void
}

export const actionGroups = [
  'family',
  'instruments',
  'operation',
  'training',
  'strategies',
  'view',
  'blood',
  'files',
  'page',
] as const
export type ActionGroup = (typeof actionGroups)[number]

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Whether these keys are pressed. Letters and digits go by their place on the keyboard where Shift changes them. */
export function isPressed(keys: string, event: Pressed): boolean {
  const parts = keys.split('+')
  const last = parts.at(-1) as string
  const wants = (name: string) => parts.slice(0, -1).includes(name)
  if (event.altKey !== wants('Alt') || (event.ctrlKey || event.metaKey) !== wants('Ctrl')) return false
  if (last === '?') return event.key === '?'
  if (event.shiftKey !== wants('Shift')) return false
  if (last === 'Space') return event.key === ' '
  if (/^[A-Z0-9]$/.test(last))
    return event.key.toUpperCase() === last || event.code === `Key${last}` || event.code === `Digit${last}`
  return event.key === last
}

/** The actions that a few letters look for, the best first: each letter of the search in order, words' beginnings best. */
export function matching(actions: readonly Action[], search: string): readonly Action[] {
  const wanted = search.trim().toLocaleLowerCase()
  if (wanted === '') return actions
  return actions
    .map((action) => ({ action, score: scoreOf(action, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ action }) => action)
}

function scoreOf({ label, hint = '', keys }: Action, wanted: string): number {
  const text = label.toLocaleLowerCase()
  if (keys?.toLocaleLowerCase() === wanted) return 5
  if (text.startsWith(wanted)) return 4
  if (text.split(/\s+/).some((word) => word.startsWith(wanted))) return 3
  if (text.includes(wanted)) return 2
  return hint.toLocaleLowerCase().includes(wanted) ? 1 : 0
}
