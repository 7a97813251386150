import { useEffect, useRef } from 'react'
import { phrase, retell, say } from '../../core/language'
import type { Offer } from '../../engine/intake-protocol'
import type { IntakeFlow, IntakePhase } from '../../session/intake/intake-flow'
import { Icon } from '../icons'
import { RefusedList } from './refused-list'
import { Sheet } from './sheet'

interface SeriesPickerProps {
  readonly flow: IntakeFlow
  readonly phase: Extract<IntakePhase, { name: 'choosing' }>
  /** Name of the rehearsal with steps in it that a new heart would end; null where there is none. */
  readonly atWork: string | null
}

const kinds: Record<Offer['kind'], string> = {
  case: phrase('Case'),
  scan: phrase('Scan'),
  labels: phrase('Label map'),
  surfaces: phrase('Surfaces'),
}
const actions: Record<Offer['kind'], string> = {
  case: phrase('Open the case'),
  scan: phrase('Segment this scan'),
  labels: phrase('See its structures'),
  surfaces: phrase('Use these surfaces'),
}

/** What the files can become: the likeliest is chosen, Enter takes it. */
export function SeriesPicker({ flow, phase: { survey, chosen }, atWork }: SeriesPickerProps) {
  const offer = survey.offers.find((o) => o.id === chosen)!
  const move = (by: number) => {
    const n = survey.offers.findIndex((o) => o.id === chosen) + by
    const next = survey.offers[Math.max(0, Math.min(survey.offers.length - 1, n))]!
    flow.choose(next.id)
  }
  const many = survey.offers.length > 1
  return (
    <Sheet title={many ? say('What shall be opened?') : offer.name} wide close={() => flow.leave()}>
      <div
        className="offers"
        role="radiogroup"
        aria-label={say('What the files can become')}
        onKeyDown={(event) => {
          if (/^Arrow(Right|Down)$/.test(event.key)) move(1)
          else if (/^Arrow(Left|Up)$/.test(event.key)) move(-1)
          else if (event.key === 'Enter') void flow.goOn(chosen)
          else return
          event.preventDefault()
        }}
      >
        {survey.offers.map((o) => (
          <OfferCard
            key={o.id}
            offer={o}
            chosen={o.id === chosen}
            choose={() => flow.choose(o.id)}
            take={() => void flow.goOn(o.id)}
          />
        ))}
      </div>
      {survey.refused.length > 0 && (
        <details className="left-out">
          <summary>
            {survey.refused.length === 1
              ? say('1 file could not be used')
              : say('{count} files could not be used', { count: survey.refused.length })}
          </summary>
          <RefusedList refused={survey.refused} />
        </details>
      )}
      {atWork && (
        <p className="quiet">
          {say(
            'A new heart takes the place of {name}. Its rehearsal is kept: go on with it from the list of hearts.',
            { name: retell(atWork) },
          )}
        </p>
      )}
      <footer>
        <button type="button" onClick={() => flow.leave()}>
          {say('Cancel')}
        </button>
        <button type="button" className="primary" onClick={() => void flow.goOn(chosen)}>
          {say(actions[offer.kind])}
        </button>
      </footer>
    </Sheet>
  )
}

interface OfferCardProps {
  readonly offer: Offer
  readonly chosen: boolean
  readonly choose: () => void
  readonly take: () => void
}

function OfferCard({ offer, chosen, choose, take }: OfferCardProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (chosen) button.current?.focus()
  }, [chosen])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card that is chosen like a radio button
    <button
      ref={button}
      type="button"
      role="radio"
      className="offer"
      aria-checked={chosen}
      tabIndex={chosen ? 0 : -1}
      onClick={choose}
      onDoubleClick={take}
    >
      <Thumbnail offer={offer} />
      <span className="offer-words">
        <small>{say(kinds[offer.kind])}</small>
        <strong>{offer.name}</strong>
        <span className="quiet">{retell(offer.detail)}</span>
        {offer.warnings.map((w) => (
          <span className="offer-warning" key={w}>
            {retell(w)}
          </span>
        ))}
      </span>
    </button>
  )
}

/** A grey slice in its true proportions, or the kind’s drawing where there is none. */
function Thumbnail({ offer }: { offer: Offer }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { thumbnail } = offer
  useEffect(() => {
    if (!canvas.current || !thumbnail) return
    const { width, height, pixels } = thumbnail
    const image = new ImageData(width, height)
    const words = new Uint32Array(image.data.buffer)
    for (let n = 0; n < words.length; n++) words[n] = 0xff000000 | (pixels[n]! * 0x010101)
    canvas.current.getContext('2d')!.putImageData(image, 0, 0)
  }, [thumbnail])
  return (
    <span className="thumbnail">
      {thumbnail ? (
        <canvas
          ref={canvas}
          width={thumbnail.width}
          height={thumbnail.height}
          style={{ aspectRatio: thumbnail.aspect }}
        />
      ) : (
        <Icon
          name={offer.kind === 'surfaces' ? 'glass' : offer.kind === 'labels' ? 'section' : 'open'}
          size={40}
        />
      )}
    </span>
  )
}
