import { useEffect, useRef } from 'react'
import { say } from '../../core/language'
import type { HeartCase } from '../../geometry/parametric/heart-case'
import { Icon } from '../icons'
import { CaseCards } from './case-cards'
import { CaseEditor } from './case-editor'
import { chooseCase, closeGallery, openGallery, useGallery } from './use-gallery'
import './cases.css'

interface Props {
  readonly names: readonly string[]
  /** Opens a heart as its numbers stand. */
  readonly openModel: (from: HeartCase) => void
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(input|textarea|select)$/i.test(target.tagName)

/** The built-in hearts: choose one, change its numbers, open it. */
export function CaseGallery({ names, openModel }: Props) {
  const { open, chosen, edited } = useGallery()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open && dialog.current?.open) dialog.current.close()
  }, [open])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (plain && event.key.toLowerCase() === 'h' && !typing(event.target)) openGallery()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
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
