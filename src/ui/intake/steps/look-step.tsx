import { retell, say } from '../../../core/language'
import { windowPresets } from '../../../session/intake/window-presets'
import { NumberField } from '../number-field'
import { useWork, useWorkspace } from '../use-workspace'

/** First the eyes: is the whole heart in, and can blood be told from muscle? */
export function LookStep() {
  const workspace = useWorkspace()
  const scan = useWork((s) => s.scan)
  const [centre, width] = useWork((s) => s.window)
  const presets = windowPresets(scan)
  const span = scan.range[1] - scan.range[0]
  return (
    <>
      <p>
        {say(
          'Scroll through the slices. Is the whole heart in the picture, and can blood be told from muscle?',
        )}
      </p>
      <fieldset className="choice">
        <legend>{say('Brightness')}</legend>
        {presets.map((p) => (
          <button
            type="button"
            key={p.name}
            aria-pressed={p.window[0] === centre && p.window[1] === width}
            onClick={() => workspace.set({ window: p.window })}
          >
            {say(p.name)}
          </button>
        ))}
      </fieldset>
      <div className="pair">
        <NumberField
          label={say('Level')}
          value={Math.round(centre)}
          range={[scan.range[0] - span, scan.range[1] + span, 1]}
          set={(level) => workspace.set({ window: [level, width] })}
        />
        <NumberField
          label={say('Width')}
          value={Math.round(width)}
          range={[1, 4 * span, 1]}
          set={(w) => workspace.set({ window: [centre, w] })}
        />
      </div>
      <dl className="facts">
        <div>
          <dt>{say('Voxels')}</dt>
          <dd>{scan.size.join(' × ')}</dd>
        </div>
        <div>
          <dt>{say('Spacing')}</dt>
          <dd>{scan.spacing.map((s) => (s * 1e3).toFixed(2)).join(' × ')} mm</dd>
        </div>
        <div>
          <dt>{say('Values')}</dt>
          <dd>
            {say('{low} to {high}', { low: Math.round(scan.range[0]), high: Math.round(scan.range[1]) })}{' '}
            {scan.modality === 'CT' ? 'HU' : ''}
          </dd>
        </div>
      </dl>
      {scan.warnings.length > 0 && (
        <ul className="notes">
          {scan.warnings.map((w) => (
            <li key={w}>{retell(w)}</li>
          ))}
        </ul>
      )}
      <p className="quiet">
        {say(
          'Drag with the right button for brightness, with the middle one to move, Ctrl and the wheel to come nearer.',
        )}
      </p>
    </>
  )
}
