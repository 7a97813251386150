import { type RefObject, useEffect, useRef } from 'react'

/**
 * A modal dialog that is open while `open` says so. The browser keeps the focus inside it, closes it on Escape and
 * gives the focus back to what had it.
 */
export function useDialog(open: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open && dialog.current?.open) dialog.current.close()
  }, [open])
  return dialog
}
