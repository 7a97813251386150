import { useStore } from 'zustand'
import { say } from '../core/language'
import { conductionLandmarks } from '../findings'
import type { Session } from '../session/session'
import { showConduction, usePointed } from '../view/pointed-state'

/** Draws where the conduction axis may be; absent for a heart without its landmark. */
export function ConductionSwitch({ session }: { readonly session: Session }) {
  const heart = useStore(session.store, (s) => s.heart)
  const shown = usePointed((s) => s.conduction)
  if (!heart || conductionLandmarks(heart.landmarks).length === 0) return null
  return (
    <label
      className="conduction-switch"
      title={say('The brighter, the likelier; it lies within two band widths in 86 of 100')}
    >
      <input type="checkbox" checked={shown} onChange={(e) => showConduction(e.target.checked)} />
      {say('Where the conduction axis may be')}
      <span className="swatch" aria-hidden="true" />
    </label>
  )
}
