import { useStore } from 'zustand'
import { retell, say } from '../core/language'
import { landmarksShown, markerDiscs, withoutMarker } from '../geometry/heart-markers'
import type { Session } from '../session/session'
import { changeSettings, toolStore } from '../tools/tool-store'

/** The vessel ends, valves and landmarks of the heart in hand: choose, add, remove, take back. */
export function MarkerList({ session }: { session: Session }) {
  const heart = useStore(session.store, (s) => s.heart)
  const changes = useStore(session.store, (s) => s.unrevised.length)
  const { marker, markerMode } = useStore(toolStore, (s) => s.settings)
  if (!heart) return null
  const rows = [
    ...markerDiscs(heart).map((d) => ({
      id: d.marker,
      name: d.name,
      size: `${(2e3 * d.radius).toFixed(0)} mm`,
    })),
    ...landmarksShown(heart).map((l) => ({ id: `landmark:${l.id}`, name: l.name, size: '' })),
  ]
  const removable = marker !== null && !marker.startsWith('gate:')
  return (
    <div className="markers">
      <ul>
        {rows.map(({ id, name, size }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === marker} onClick={() => changeSettings({ marker: id })}>
              <span>{retell(name)}</span>
              <small>{size}</small>
            </button>
          </li>
        ))}
      </ul>
      <div className="row">
        <button
          type="button"
          aria-pressed={markerMode === 'add-end'}
          onClick={() => changeSettings({ markerMode: markerMode === 'move' ? 'add-end' : 'move' })}
        >
          {say('New vessel end')}
        </button>
        <button
          type="button"
          disabled={!removable}
          title={say('Take the chosen vessel end or landmark away')}
          onClick={() => {
            if (marker) session.revise(withoutMarker(heart, marker))
            changeSettings({ marker: null })
          }}
        >
          {say('Remove')}
        </button>
        <button type="button" disabled={changes === 0} onClick={() => session.unrevise()}>
          {say('Take back')}
        </button>
      </div>
    </div>
  )
}
