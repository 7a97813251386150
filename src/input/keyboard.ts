import { heartMotions } from '../engine/protocol'
import type { Session } from '../session/session'
import { tools } from '../tools'
import { stepBack } from '../tools/step-back'
import type { ToolRunner } from '../tools/tool-runner'
import { takeTool, toolStore } from '../tools/tool-store'

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/**
 * The keys of the page: a letter takes an instrument (again: lays it down), Enter finishes an outline, Backspace
 * takes its last point away, Escape drops the gesture or lays the instrument down, Ctrl+Z and Ctrl+Shift+Z (Ctrl+Y);
 * what Ctrl+Z takes back depends on the instrument in hand (`tools/step-back`); 1, 2 and 3 say what the heart does.
 * Gives true where the key meant something.
 */
export function pressKey(keys: Keys, session: Session, runner: ToolRunner): boolean {
  if (keys.altKey) return false
  if (keys.ctrlKey || keys.metaKey) return historyKey(keys, session, runner)
  if (keys.key === 'Enter') return command(runner, 'finish')
  if (keys.key === 'Backspace') return command(runner, 'back')
  if (keys.key === 'Escape') return letGo(runner)
  const motion = heartMotions[Number(keys.key) - 1]
  if (motion) {
    session.setControl({ motion })
    return true
  }
  const tool = tools.find((t) => t.key === keys.key.toLowerCase())
  if (!tool) return false
  takeTool('mouse', toolStore.getState().active.mouse === tool.id ? null : tool.id)
  runner.command('mouse', 'cancel')
  return true
}

function historyKey({ key, shiftKey }: Keys, session: Session, runner: ToolRunner): boolean {
  const letter = key.toLowerCase()
  if (letter !== 'z' && letter !== 'y') return false
  if (letter === 'y' || shiftKey) session.redo()
  else stepBack(session, runner, 'mouse')
  return true
}

function command(runner: ToolRunner, phase: 'finish' | 'back'): boolean {
  runner.command('mouse', phase)
  return true
}

function letGo(runner: ToolRunner): boolean {
  const idle = [null, 'Idle'].includes(runner.stateOf('mouse'))
  if (idle) takeTool('mouse', null)
  runner.command('mouse', 'cancel')
  return true
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

/** Listens on the window until the returned function is called. Keys typed into a field are left alone. */
export function listenToKeys(session: Session, runner: ToolRunner): () => void {
  const listener = (event: KeyboardEvent) => {
    const onButton = event.key === 'Enter' && event.target instanceof HTMLButtonElement
    // A dialog keeps its keys: Escape closes it.
    if (typing(event.target) || onButton || document.querySelector('dialog[open]')) return
    if (pressKey(event, session, runner)) event.preventDefault()
  }
  window.addEventListener('keydown', listener)
  return () => window.removeEventListener('keydown', listener)
}
