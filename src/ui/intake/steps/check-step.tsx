import { useState } from 'react'
import { phrase, retell, say } from '../../../core/language'
import { isLumen, isWall, lumenName, partOfLabel } from '../../../geometry/segmentation/parts'
import { growable } from '../../../geometry/segmentation/recipe'
import { type Body, bodies, bodyNames, compareVolume } from '../../../session/intake/plausible-volumes'
import { withOpening, withoutOpening } from '../../../session/intake/recipe-edit'
import type { StrokePaint } from '../../../session/intake/slice-tools/slice-tool'
import { type WarningRow, warningRows } from '../../../session/intake/warning-rows'
import { Icon } from '../../icons'
import { SliderField } from '../../slider-field'
import { partColour } from '../part-colours'
import { useRecipe, useWork, useWorkspace } from '../use-workspace'

/** What came out: what looks wrong, how large each part is, and the brush to correct it. */
export function CheckStep() {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  const preview = useWork((s) => s.preview)
  return (
    <>
      {!preview && (
        <p>
          {say(
            'Nothing is separated yet. Give each part a seed; the parts then appear here and follow every change.',
          )}
        </p>
      )}
      <Again />
      {preview && <Warnings />}
      {preview && <Volumes />}
      <Openings />
      <Corrections />
      <SliderField
        label={say('Leave out pieces under')}
        unit="mL"
        value={recipe.islands}
        range={[0, 10, 0.1]}
        set={(islands) => workspace.change({ ...recipe, islands }, 'islands')}
      />
      <SliderField
        label={say('Smoothing')}
        unit="mm"
        value={recipe.smoothing}
        range={[0, 5, 0.25]}
        set={(smoothing) => workspace.change({ ...recipe, smoothing }, 'smoothing')}
      />
    </>
  )
}

/** Labels that are older than the recipe, because their making was ended or refused: made again on request. */
function Again() {
  const workspace = useWorkspace()
  const stale = useWork((s) => !s.segmenting && s.history.present.seeds.length > 0 && s.fault !== null)
  if (!stale) return null
  return (
    <button type="button" className="outlined" onClick={() => void workspace.segment()}>
      {say('Separate the parts again')}
    </button>
  )
}

function Warnings() {
  const rows = warningRows(useWork((s) => s.preview)!)
  if (rows.length === 0)
    return (
      <p className="well">
        <Icon name="tick" size={18} /> {say('No leak and nothing out of place was found.')}
      </p>
    )
  return (
    <section aria-label={say('What to look at')}>
      <h3>{say('Look at')}</h3>
      <WarningList rows={rows.slice(0, few)} />
      {rows.length > few && (
        <details>
          <summary>{say('{count} more', { count: rows.length - few })}</summary>
          <WarningList rows={rows.slice(few)} />
        </details>
      )}
    </section>
  )
}

/** As many as are shown at once; the worst come first. */
const few = 3

function WarningList({ rows }: { rows: readonly WarningRow[] }) {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  return (
    <ul className="look-at">
      {rows.map(({ text, place, touching }) => (
        <li key={text}>
          <p>{retell(text)}</p>
          <div className="row wrap">
            {place && (
              <button type="button" onClick={() => workspace.goTo(place)}>
                {say('Show me')}
              </button>
            )}
            {touching && (
              <button type="button" onClick={() => workspace.change(withOpening(recipe, touching))}>
                {say('They truly open')}
              </button>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Lumens that are said to open into each other without a valve. */
function Openings() {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  if (recipe.openings.length === 0) return null
  return (
    <section aria-label={say('Openings')}>
      <h3>{say('Open into each other')}</h3>
      <ul className="rows">
        {recipe.openings.map(([a, b]) => (
          <li key={`${a}${b}`}>
            <span className="place">
              {say(lumenName[a])} – {say(lumenName[b])}
            </span>
            <button
              type="button"
              aria-label={say('Keep {a} and {b} apart', { a: say(lumenName[a]), b: say(lumenName[b]) })}
              onClick={() => workspace.change(withoutOpening(recipe, a, b))}
            >
              <Icon name="bin" size={18} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Volumes() {
  const preview = useWork((s) => s.preview)!
  const [body, setBody] = useState<Body>('adult')
  const lumens = preview.structures.filter((s) => isLumen(s.id))
  const walls = preview.structures.filter((s) => isWall(s.id))
  return (
    <section aria-label={say('Volumes')}>
      <div className="heading">
        <h3>{say('Volumes')}</h3>
        <label className="select">
          <span className="visually-hidden">{say('Compare with')}</span>
          <select value={body} onChange={(e) => setBody(e.target.value as Body)}>
            {bodies.map((b) => (
              <option key={b} value={b}>
                {say(bodyNames[b])}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul className="volumes">
        {lumens.map((s) => (
          <VolumeRow key={s.id} id={s.id} name={s.name} volume_mL={s.volume * 1e6} body={body} />
        ))}
        {walls.map((s) => (
          <li key={s.id}>
            <span>{retell(s.name)}</span>
            <output>
              {Math.round(s.volume * 1e6)} <small>mL</small>
            </output>
          </li>
        ))}
      </ul>
      <p className="quiet">
        {say(
          'Usual ranges at the end of filling; a ventricle caught in systole is a third to a half smaller. To be confirmed by a clinical lead.',
        )}
      </p>
    </section>
  )
}

const words = { usual: phrase('usual'), small: phrase('small'), large: phrase('large'), unknown: '' }

function VolumeRow(p: { id: number; name: string; volume_mL: number; body: Body }) {
  const part = partOfLabel(p.id)
  const { level, range, place } = compareVolume(part, p.volume_mL, p.body)
  const percent = (v: number) => `${(100 * v) / (1.5 * range![1])}%`
  return (
    <li>
      <span className="dot" style={{ background: partColour(part) }} />
      <span>{retell(p.name)}</span>
      <output className={level}>
        {p.volume_mL < 20 ? p.volume_mL.toFixed(1) : Math.round(p.volume_mL)} <small>mL</small>
      </output>
      {range && (
        <>
          <span className="volume-bar" aria-hidden="true">
            <span style={{ left: percent(range[0]), width: percent(range[1] - range[0]) }} />
            <i style={{ left: `${100 * place}%` }} />
          </span>
          <small>
            {say(words[level])}; {range[0]}–{range[1]}
          </small>
        </>
      )}
    </li>
  )
}

const paints: readonly (readonly [StrokePaint, string])[] = [
  ['blood', phrase('Blood')],
  ...growable.map((p) => [p, lumenName[p]] as const),
  ['wall', phrase('Wall')],
]

/** Brush and eraser, for what no seed or disc can put right. */
function Corrections() {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  const paint = useWork((s) => s.paint)
  const brush = useWork((s) => s.brush)
  const tool = useWork((s) => s.tool)
  return (
    <section aria-label={say('Corrections by hand')}>
      <h3>{say('Correct by hand')}</h3>
      <div className="row wrap">
        {(['brush', 'eraser'] as const).map((id) => (
          <button key={id} type="button" aria-pressed={tool === id} onClick={() => workspace.takeTool(id)}>
            <Icon name={id} size={18} />
            {id === 'brush' ? say('Brush') : say('Eraser')}
          </button>
        ))}
        <label className="select">
          <span className="visually-hidden">{say('What the brush paints')}</span>
          <select value={paint} onChange={(e) => workspace.set({ paint: e.target.value as StrokePaint })}>
            {paints.map(([value, name]) => (
              <option key={value} value={value}>
                {say(name)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <SliderField
        label={say('Radius')}
        unit="mm"
        value={brush}
        range={[1, 20, 0.5]}
        set={(radius) => workspace.set({ brush: radius })}
      />
      {recipe.strokes.length > 0 && (
        <button type="button" onClick={() => workspace.change({ ...recipe, strokes: [] })}>
          <Icon name="bin" size={18} />
          {say('Take all {count} strokes back', { count: recipe.strokes.length })}
        </button>
      )}
    </section>
  )
}
