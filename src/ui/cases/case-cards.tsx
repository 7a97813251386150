import { useMemo, useState } from 'react'
import { say } from '../../core/language'
import type { HeartCase } from '../../geometry/parametric/heart-case'
import { builtInParameters } from '../../procedures/built-in-cases'
import { storyOf } from '../../procedures/stories'
import { Icon } from '../icons'
import { closeGallery } from './use-gallery'

interface Props {
  readonly names: readonly string[]
  readonly choose: (name: string) => void
  readonly openModel: (from: HeartCase) => void
}

/** A card a heart: its picture, name, age and the first sentence of its story. */
export function CaseCards({ names, choose, openModel }: Props) {
  const cases = useMemo(() => names.map((name) => ({ name, from: builtInParameters(name) })), [names])
  return (
    <ul className="case-cards">
      {cases.map(({ name, from }) => (
        <li key={name}>
          <button type="button" className="case-card" onClick={() => choose(name)}>
            <CasePicture name={name} />
            <span className="case-name">{say(from.name)}</span>
            <span className="case-age">{ageText(from)}</span>
            <span className="case-line">{say(storyOf(name).different[0]!)}</span>
          </button>
          <button
            type="button"
            className="case-open"
            aria-label={say('Open {name}', { name: say(from.name) })}
            onClick={() => {
              closeGallery()
              openModel(from)
            }}
          >
            {say('Open')}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The card keeps its place when the picture is missing. */
function CasePicture({ name }: { name: string }) {
  const [missing, setMissing] = useState(false)
  return (
    <span className="case-picture">
      {missing ? (
        <Icon name="heart" size={40} />
      ) : (
        <img src={`/cases/${name}.webp`} alt="" loading="lazy" onError={() => setMissing(true)} />
      )}
    </span>
  )
}

/** `8 months, 8 kg`, `6 years, 20 kg`. */
export function ageText({ heart }: HeartCase): string {
  return say('{age}, {weight} kg', { age: age(heart.ageYears), weight: heart.weight_kg })
}

function age(years: number): string {
  const months = Math.round(years * 12)
  if (months === 0) return say('Newborn')
  if (months === 1) return say('1 month')
  return years < 2
    ? say('{count} months', { count: months })
    : say('{count} years', { count: Math.round(years) })
}
