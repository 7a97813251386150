import { phrase, say } from '../core/language'
import { type Action, type ActionGroup, actionGroups } from './actions/action'
import { keysInWords } from './actions/keys-in-words'
import { Icon } from './icons'
import { useUi } from './ui-state'
import { useDialog } from './use-dialog'
import './help-sheet.css'

const groupNames: Record<ActionGroup, string> = {
  instruments: phrase('Instruments'),
  operation: phrase('Operation'),
  family: phrase('For the family'),
  training: phrase('Guided operation'),
  strategies: phrase('Strategies'),
  view: phrase('View'),
  blood: phrase('Blood'),
  files: phrase('Files'),
  page: phrase('Page'),
}

/** What the mouse does, and the keys that only mean something within a gesture. */
const gestures: readonly (readonly [string, string])[] = [
  [phrase('Drag'), phrase('turn the heart; with an instrument in hand, beside the tissue')],
  [phrase('Wheel, + −'), phrase('come nearer, go away')],
  [phrase('Right drag'), phrase('move')],
  [phrase('Arrow keys'), phrase('turn')],
  [phrase('Enter'), phrase('finish an outline')],
  [phrase('Backspace'), phrase('take the outline’s last point back')],
]

/** Every action with its key, and what the program is not. */
export function HelpSheet({ actions }: { readonly actions: () => readonly Action[] }) {
  const open = useUi((s) => s.help)
  const dialog = useDialog(open)
  const close = () => useUi.setState({ help: false })
  return (
    <dialog ref={dialog} className="panel help" aria-label={say('Help')} onClose={close}>
      <header>
        <h2>{say('Instruments and keys')}</h2>
        <button type="button" className="plain" aria-label={say('Close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {open && <Keys actions={actions()} />}
      <p className="footnote">
        {say(
          'Drop cases, scans, folders of DICOM, label maps and surfaces anywhere on the page; a scan opens a workspace with its own keys, listed there under ?. Everything stays on this computer. Atrium rehearses; it does not choose an operation, and a clinical lead has to confirm its figures.',
        )}
      </p>
    </dialog>
  )
}

function Keys({ actions }: { readonly actions: readonly Action[] }) {
  return (
    <div className="help-columns">
      {actionGroups
        .filter((group) => actions.some((a) => a.group === group))
        .map((group) => (
          <section key={group}>
            <h3>{say(groupNames[group])}</h3>
            <dl>
              {actions
                .filter((a) => a.group === group && a.keys !== null)
                .map((a) => (
                  <Key key={a.id} keys={keysInWords(a.keys!)} label={a.label} hint={a.hint} />
                ))}
            </dl>
          </section>
        ))}
      <section>
        <h3>{say('Mouse and gestures')}</h3>
        <dl>
          {gestures.map(([keys, meaning]) => (
            <Key key={keys} keys={say(keys)} label={say(meaning)} hint={undefined} />
          ))}
        </dl>
      </section>
    </div>
  )
}

function Key({ keys, label, hint }: { keys: string; label: string; hint: string | undefined }) {
  return (
    <div>
      <dt>
        <kbd>{keys}</kbd>
      </dt>
      <dd>
        {label}
        {hint && <small>{hint}</small>}
      </dd>
    </div>
  )
}
