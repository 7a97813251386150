import { useEffect, useRef } from 'react'
import { say } from '../core/language'
import { tools } from '../tools'
import { Icon } from './icons'
import { useUi } from './ui-state'
import './help-sheet.css'

const keys: readonly (readonly [string, string])[] = [
  ['Drag', 'turn the heart; with an instrument in hand, beside the tissue'],
  ['Wheel, + −', 'come nearer, go away'],
  ['Right drag', 'move'],
  ['Arrow keys', 'turn'],
  ['Ctrl Z', 'undo'],
  ['Ctrl Shift Z', 'redo'],
  ['1 2 3', 'the heart filled as in the image, arrested and empty, beating'],
  ['H', 'the built-in hearts'],
  ['Enter', 'finish an outline'],
  ['Backspace', 'take the outline’s last point back'],
  ['Esc', 'drop the gesture, lay the instrument down'],
  ['?', 'this sheet'],
]

/** Every key, and what the program is not. */
export function HelpSheet() {
  const open = useUi((s) => s.help)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open && dialog.current?.open) dialog.current.close()
  }, [open])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?') useUi.setState((s) => ({ help: !s.help }))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <dialog
      ref={dialog}
      className="panel help"
      aria-label={say('Help')}
      onClose={() => useUi.setState({ help: false })}
    >
      <header>
        <h2>{say('Instruments and keys')}</h2>
        <button
          type="button"
          className="plain"
          aria-label={say('Close')}
          onClick={() => useUi.setState({ help: false })}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="help-columns">
        <dl>
          {tools.map((tool) => (
            <div key={tool.id}>
              <dt>
                <kbd>{tool.key.toUpperCase()}</kbd> {tool.label}
              </dt>
              <dd>{tool.hint}</dd>
            </div>
          ))}
        </dl>
        <dl>
          {keys.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p className="footnote">
        {say(
          'Drop cases, scans, folders of DICOM, label maps and surfaces anywhere on the page; a scan opens a workspace with its own keys, listed there under ?. Everything stays on this computer. Atrium rehearses; it does not choose an operation, and a clinical lead has to confirm its figures.',
        )}
      </p>
    </dialog>
  )
}
