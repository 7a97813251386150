import { useStore } from 'zustand'
import { say } from '../core/language'
import { annotationStore, takeAnnotation } from '../session/annotations'
import type { Session } from '../session/session'
import { annotationReader } from '../tools/measure/annotation-reader'
import { Icon } from './icons'

/** What has been measured and written, each with a way to take it away. */
export function AnnotationList({ session }: { readonly session: Session }) {
  const annotations = useStore(annotationStore, (s) => s.annotations)
  useStore(session.store, (s) => s.surface)
  if (annotations.length === 0) return null
  const read = annotationReader(session)
  return (
    <ul className="annotations" aria-label={say('Measures and notes')}>
      {annotations.map((a) => (
        <li key={a.id}>
          <span>{read(a).words}</span>
          <button
            type="button"
            aria-label={say('Take {name} away', { name: read(a).words })}
            onClick={() => takeAnnotation(a.id)}
          >
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  )
}
