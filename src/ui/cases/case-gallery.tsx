import { say } from '../../core/language'
import type { HeartCase } from '../../geometry/parametric/heart-case'
import { Icon } from '../icons'
import type { KeptActions } from '../page-actions'
import { useDialog } from '../use-dialog'
import { CaseCards } from './case-cards'
import { CaseEditor } from './case-editor'
import { KeptRehearsals } from './kept-rehearsals'
import { chooseCase, closeGallery, useGallery } from './use-gallery'
import './cases.css'

interface Props {
  readonly names: readonly string[]
  /** Opens a heart as its numbers stand. */
  readonly openModel: (from: HeartCase) => void
  readonly kept: KeptActions
}

/** The built-in hearts: choose one, change its numbers, open it. */
export function CaseGallery({ names, openModel, kept }: Props) {
  const { open, chosen, edited } = useGallery()
  const dialog = useDialog(open)
  return (
    <dialog ref={dialog} className="panel cases" aria-label={say('Built-in hearts')} onClose={closeGallery}>
      <header>
        {chosen && (
          <button
            type="button"
            className="plain"
            aria-label={say('All hearts')}
            title={say('All hearts')}
            onClick={() => chooseCase(null)}
          >
            <Icon name="back" />
          </button>
        )}
        <h2>{say(edited?.name ?? 'Built-in hearts')}</h2>
        <button type="button" className="plain" aria-label={say('Close')} onClick={closeGallery}>
          <Icon name="close" />
        </button>
      </header>
      {open && !chosen && <KeptRehearsals kept={kept} />}
      {open && !chosen && <CaseCards names={names} choose={chooseCase} openModel={openModel} />}
      {open && chosen && edited && (
        <CaseEditor
          edited={edited}
          openModel={(from) => {
            closeGallery()
            openModel(from)
          }}
        />
      )}
      {!chosen && (
        <p className="footnote">
          {say(
            'Modelled from published dimensions; no patient’s heart. Each number of a heart can be changed before it is opened.',
          )}
        </p>
      )}
    </dialog>
  )
}
