import { useMemo, useState } from 'react'
import { retell, say } from '../../core/language'
import type { HeartCase } from '../../geometry/parametric/heart-case'
import { type ParameterRow, parameterRows } from '../../geometry/parametric/parameter-rows'
import { builtInParameters } from '../../procedures/built-in-cases'
import { storyOf } from '../../procedures/stories'
import { ageText } from './case-cards'
import { ModelView } from './model-view'
import { chooseCase, setNumber, useGallery } from './use-gallery'
import { usePicture } from './use-picture'

interface Props {
  readonly edited: HeartCase
  readonly openModel: (from: HeartCase) => void
}

/** Story, picture and sliders of one heart. */
export function CaseEditor({ edited, openModel }: Props) {
  const chosen = useGallery((s) => s.chosen)
  const { picture, fault, busy } = usePicture(edited)
  const unchanged = useMemo(
    () => chosen !== null && JSON.stringify(builtInParameters(chosen)) === JSON.stringify(edited),
    [chosen, edited],
  )
  return (
    <div className="case-editor">
      <ModelView picture={picture} busy={busy} />
      <div className="case-words">
        <p className="quiet">{ageText(edited)}</p>
        <Story surgeon={edited.story.surgeon} family={chosen ? familyText(chosen) : edited.story.family} />
        {fault && (
          <p className="case-fault" role="alert">
            {retell(fault)}
          </p>
        )}
        <Sliders rows={parameterRows(edited)} />
        <div className="case-actions">
          <button
            type="button"
            className="plain"
            disabled={unchanged}
            onClick={() => chooseCase(chosen)}
            title={say('All numbers as they were')}
          >
            {say('Reset')}
          </button>
          <button
            type="button"
            className="primary"
            disabled={fault !== null}
            onClick={() => openModel(edited)}
          >
            {say('Open this heart')}
          </button>
        </div>
      </div>
    </div>
  )
}

/** The plain words of a built-in case, as the family’s page tells them. */
function familyText(name: string): string {
  const { different, repair } = storyOf(name)
  return [...different, ...repair].map((s) => say(s)).join(' ')
}

function Story({ family, surgeon }: HeartCase['story']) {
  const [plain, setPlain] = useState(true)
  return (
    <section className="case-story" aria-label={say('Story')}>
      <fieldset className="choice">
        <legend className="visually-hidden">{say('Told for')}</legend>
        <button type="button" aria-pressed={plain} onClick={() => setPlain(true)}>
          {say('In plain words')}
        </button>
        <button type="button" aria-pressed={!plain} onClick={() => setPlain(false)}>
          {say('For the surgeon')}
        </button>
      </fieldset>
      <p>{plain ? family : say(surgeon)}</p>
    </section>
  )
}

/** The lesion's numbers first and open; the heart's own folded. */
function Sliders({ rows }: { rows: readonly ParameterRow[] }) {
  const groups = [...new Set(rows.map((r) => r.group))]
  return groups.map((group, n) => (
    <details key={group} className="case-numbers" open={n === 0}>
      <summary>{retell(group)}</summary>
      {rows
        .filter((r) => r.group === group)
        .map((row) => (
          <Slider key={row.id} row={row} />
        ))}
    </details>
  ))
}

function Slider({ row }: { row: ParameterRow }) {
  const { id, label, unit, low, high, step, value } = row
  const shown = unit === '1' || unit === '' ? '' : retell(unit)
  return (
    <label className="size">
      <span>{retell(label)}</span>
      <output>
        {+value.toFixed(2)} <small>{shown}</small>
      </output>
      <input
        type="range"
        min={low}
        max={high}
        step={step}
        value={value}
        aria-valuetext={`${+value.toFixed(2)} ${shown}`}
        onChange={(event) => setNumber(id, event.target.valueAsNumber)}
      />
    </label>
  )
}
