import { phrase, say } from '../core/language'
import { type ClipAxis, clipAxes, goToView, setClip, useView, type ViewName } from '../view/view-state'
import { Icon } from './icons'
import './view-controls.css'

const views: readonly (readonly [ViewName, string])[] = [
  ['front', phrase('Front')],
  ['back', phrase('Back')],
  ['left', phrase('Left')],
  ['right', phrase('Right')],
  ['four-chamber', phrase('Four-chamber')],
  ['surgeon', phrase('Surgeon')],
]
const axisNames: Record<ClipAxis, string> = {
  none: phrase('No section'),
  coronal: phrase('Front to back'),
  sagittal: phrase('Side to side'),
  axial: phrase('Head to foot'),
  view: phrase('Facing me'),
}

/** Where one looks from, and what is cut away for the look. */
export function ViewControls({ viewNormal }: { viewNormal: () => readonly [number, number, number] }) {
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
            {views.map(([view, name]) => (
              <option key={view} value={view}>
                {say(name)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="plain"
          onClick={() => goToView('inside')}
          title={say('Step inside the heart')}
        >
          <Icon name="inside" size={20} />
          <span>{say('Step inside')}</span>
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
    </section>
  )
}
