import { say } from '../core/language'
import { lookAt, type Pointed, pointAt, usePointed } from '../view/pointed-state'

/** Marks a place in the heart, and looks at it. */
export function PlaceButtons({ pointed }: { readonly pointed: Pointed }) {
  const marked = usePointed((s) => s.pointed?.id === pointed.id)
  return (
    <div className="place-buttons">
      <button type="button" onClick={() => lookAt(pointed, pointed.label)}>
        {say('Look at it')}
      </button>
      <button type="button" aria-pressed={marked} onClick={() => pointAt(pointed)}>
        {marked ? say('Take the mark away') : say('Mark the place')}
      </button>
    </div>
  )
}
