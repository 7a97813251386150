import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { type ClipAxis, clipAxes, goToView, setClip, useView, type ViewName } from '../view/view-state'
import { Icon } from './icons'
import { KeptPlaces } from './kept-places'
import { axisNames, viewRows } from './view-rows'
import './view-controls.css'

interface ViewControlsProps {
  readonly session: Session
  viewNormal(): readonly [number, number, number]
}

/** Where one looks from, and what is cut away for the look. */
export function ViewControls({ session, viewNormal }: ViewControlsProps) {
  const heart = useStore(session.store, (s) => s.heart)
  const inside = useView((v) => v.request.view === 'inside')
  const clip = useView((v) => v.clip)
  const glass = useView((v) => v.tissue === 'glass')
  const setAxis = (axis: ClipAxis) =>
    setClip({ axis, ...(axis === 'view' ? { normal: viewNormal(), offset: 0 } : {}) })
  return (
    <section className="panel views" aria-label={say('View')}>
      <div className="row">
        <label className="select">
          <span className="visually-hidden">{say('View from')}</span>
          <select value="" onChange={(e) => e.target.value && goToView(e.target.value as ViewName)}>
            <option value="" disabled>
              {say('View')}
            </option>
            {viewRows(heart).map(({ view, label, meaning }) => (
              <option key={view} value={view} title={meaning}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="plain"
          onClick={() => goToView(inside ? 'outside' : 'inside')}
          title={inside ? say('Back to where I looked from') : say('Step inside the heart')}
        >
          <Icon name="inside" size={20} />
          <span>{inside ? say('Step out') : say('Step inside')}</span>
        </button>
        <button
          type="button"
          className="plain"
          aria-pressed={glass}
          title={say('See the blood through the wall')}
          onClick={() => useView.setState({ tissue: glass ? 'solid' : 'glass' })}
        >
          <Icon name="glass" size={20} />
          <span>{say('See through')}</span>
        </button>
      </div>
      <div className="row">
        <label className="select">
          <span className="visually-hidden">{say('Section')}</span>
          <select value={clip.axis} onChange={(e) => setAxis(e.target.value as ClipAxis)}>
            {clipAxes.map((axis) => (
              <option key={axis} value={axis}>
                {say(axisNames[axis])}
              </option>
            ))}
          </select>
        </label>
        <input
          type="range"
          aria-label={say('Depth of the section')}
          disabled={clip.axis === 'none'}
          min={-0.8}
          max={0.8}
          step={0.005}
          value={clip.offset}
          onChange={(e) => setClip({ offset: e.target.valueAsNumber })}
        />
      </div>
      <KeptPlaces />
    </section>
  )
}
