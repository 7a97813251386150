import { useEffect } from 'react'
import { useAudience } from '../audience/use-audience'
import { type Action, isPressed } from './action'

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

/** What a control does with a key itself: a button or a summary with Space, a list or a slider with the page keys. */
const takenByControl = ({ target, key }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && key === ' ' && /^(button|summary)$/i.test(target.tagName)

/** Nothing of the operation may start under a family's fingers: letters, figures and steps back go no further. */
function keepFromFamily(event: KeyboardEvent): void {
  const operates = /^[a-z0-9]$/i.test(event.key) || event.key === 'Backspace'
  if (useAudience.getState().audience === 'family' && operates) event.stopImmediatePropagation()
}

/** Does what the keys of the page say, before any other listener; not while a dialog is open or something is typed. */
export function useActionKeys(actions: () => readonly Action[]): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const withCtrl = event.ctrlKey || event.metaKey
      if (document.querySelector('dialog[open]') || takenByControl(event)) return
      if (typing(event.target) && !withCtrl) return
      const action = actions().find((a) => !a.keyElsewhere && a.keys !== null && isPressed(a.keys, event))
      if (!action) return keepFromFamily(event)
      event.preventDefault()
      event.stopImmediatePropagation()
      if (action.enabled !== false) action.run()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [actions])
}
