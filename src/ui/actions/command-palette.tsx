import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { say } from '../../core/language'
import { useUi } from '../ui-state'
import { useDialog } from '../use-dialog'
import { type Action, matching } from './action'
import { keysInWords } from './keys-in-words'
import './command-palette.css'

/** Every action, found by a few letters of its name; Enter does it. */
export function CommandPalette({ actions }: { readonly actions: () => readonly Action[] }) {
  const open = useUi((s) => s.commands)
  const dialog = useDialog(open)
  return (
    <dialog
      ref={dialog}
      className="panel commands"
      aria-label={say('Commands')}
      onClose={() => useUi.setState({ commands: false })}
    >
      {open && <Finder actions={actions} />}
    </dialog>
  )
}

function Finder({ actions }: { readonly actions: () => readonly Action[] }) {
  const [all] = useState(() => actions().filter((a) => a.id !== 'commands'))
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const found = matching(all, search)
  const chosen = found[Math.min(at, found.length - 1)]
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && chosen) perform(chosen)
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        type="text"
        role="combobox"
        aria-label={say('Find a command')}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen && `${list}-${chosen.id}`}
        placeholder={say('Find a command')}
        value={search}
        // biome-ignore lint/a11y/noAutofocus: a dialog opened to type in
        autoFocus
        onChange={(e) => {
          setSearch(e.target.value)
          setAt(0)
        }}
        onKeyDown={onKey}
      />
      <div id={list} role="listbox" tabIndex={-1} aria-label={say('Commands')}>
        {found.map((action) => (
          <Row key={action.id} id={`${list}-${action.id}`} action={action} chosen={action === chosen} />
        ))}
        {found.length === 0 && <p className="quiet">{say('Nothing is called so.')}</p>}
      </div>
    </>
  )
}

/** Closed first, so that the focus is back before the action takes it elsewhere. */
function perform(action: Action): void {
  if (action.enabled === false) return
  useUi.setState({ commands: false })
  setTimeout(() => action.run())
}

function Row({ id, action, chosen }: { id: string; action: Action; chosen: boolean }) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys go to the field that the list belongs to
    <div
      ref={row}
      id={id}
      role="option"
      className="command"
      tabIndex={-1}
      aria-selected={chosen}
      aria-disabled={action.enabled === false}
      onClick={() => perform(action)}
    >
      <span>{action.label}</span>
      {action.keys && <kbd>{keysInWords(action.keys)}</kbd>}
    </div>
  )
}
