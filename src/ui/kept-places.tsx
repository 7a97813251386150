import { useStore } from 'zustand'
import { say } from '../core/language'
import { forgetViewpoint, keepViewpoint, viewpointStore } from '../session/viewpoints'
import { whereWeAre } from '../view/here'
import { goToView } from '../view/view-state'
import { Icon } from './icons'
import './kept-places.css'

/** Places one looked from and wants to find again, each a press away. */
export function KeptPlaces() {
  const viewpoints = useStore(viewpointStore, (s) => s.viewpoints)
  return (
    <div className="row kept-places">
      <button
        type="button"
        className="plain"
        title={say('Keep where I look from now, to come back to it')}
        onClick={() => keepPlace()}
      >
        <Icon name="pin" size={20} />
        <span>{say('Keep place')}</span>
      </button>
      <ul>
        {viewpoints.map((viewpoint) => (
          <li key={viewpoint.name}>
            <button type="button" className="plain" onClick={() => goToView(viewpoint)}>
              {viewpoint.name}
            </button>
            <button
              type="button"
              className="plain forget"
              aria-label={say('Forget {name}', { name: viewpoint.name })}
              onClick={() => forgetViewpoint(viewpoint.name)}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Keeps where one looks from at this moment, on the page or in the headset. */
export function keepPlace(): void {
  const here = whereWeAre()
  if (here) keepViewpoint(here)
}
