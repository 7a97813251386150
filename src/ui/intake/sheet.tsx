import { type ReactNode, useEffect, useRef } from 'react'
import { say } from '../../core/language'
import { Icon } from '../icons'

interface SheetProps {
  readonly title: string
  readonly wide?: boolean
  readonly close: () => void
  readonly children: ReactNode
}

/** A dialog of the intake over the page; Escape closes it. */
export function Sheet({ title, wide = false, close, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    // Keys of the sheet are not keys of the rehearsal behind it.
    const onKey = (event: KeyboardEvent) => event.stopPropagation()
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`panel sheet${wide ? ' wide' : ''}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="plain" aria-label={say('Close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  )
}
