import { say } from '../../core/language'
import { scale, type Vec3 } from '../../core/vec3'
import { cavityVolume } from '../../geometry/cavity-volume'
import { nearestVertex, placeNow } from '../../geometry/place-now'
import type { EmbeddedSurface } from '../../geometry/surface'
import { type Annotation, annotationPlaces } from '../../heart/annotation'
import type { Session } from '../../session/session'
import { type Measured, measured, measureText, middleOf } from './measured'

/** An annotation as it stands now. */
export interface ReadAnnotation {
  /** Its places now, metres, in their order. */
  readonly places: readonly Vec3[]
  /** Where its words stand, and what they say; nothing for a line. */
  readonly at: Vec3
  readonly words: string
}

/** The surface's vertex that each place of an annotation moves with; looked for once for each surface. */
const vertices = new WeakMap<EmbeddedSurface, Map<Annotation, readonly number[]>>()

/** Reads measures and notes off the tissue as it lies now; before a surface is drawn, as it lay at rest. */
export function annotationReader(session: Session): (annotation: Annotation) => ReadAnnotation {
  const { surface, heart } = session.state
  const { nodePositions } = session.frame
  const volumes = (structure: number) =>
    heart && surface && nodePositions ? cavityVolume(heart, surface, nodePositions, structure) : null
  return (annotation) => {
    const rest = annotationPlaces(annotation).map((p) => scale(p, 1e-3))
    const places =
      surface && nodePositions
        ? rest.map((p, n) => placeNow(surface, nodePositions, p, verticesOf(annotation, rest, surface)[n]))
        : rest
    const value = measured(annotation, places, rest, volumes)
    const words = value ? valueWords(annotation, value, session) : wordsOf(annotation, session)
    return { places, at: middleOf(annotation.kind, places), words }
  }
}

/** A cavity is named, an area tells the way round it. */
function valueWords(annotation: Annotation, value: Measured, session: Session): string {
  const text = measureText(value)
  if (annotation.kind === 'volume') return `${cavityName(annotation.structure, session)} ${text}`
  return value.round === undefined
    ? text
    : say('{area}, {round} mm round', { area: text, round: value.round.toFixed(0) })
}

const cavityName = (structure: number, { state }: Session): string =>
  state.heart?.structures.find((s) => s.id === structure)?.name ?? say('cavity')

function wordsOf(annotation: Annotation, session: Session): string {
  if (annotation.kind === 'note') return annotation.text
  if (annotation.kind === 'line') return say('Line')
  const name = annotation.kind === 'volume' ? cavityName(annotation.structure, session) : ''
  return say('{name}: volume not known', { name })
}

function verticesOf(
  annotation: Annotation,
  rest: readonly Vec3[],
  surface: EmbeddedSurface,
): readonly number[] {
  const known = vertices.get(surface) ?? new Map<Annotation, readonly number[]>()
  vertices.set(surface, known)
  const found = known.get(annotation) ?? rest.map((p) => nearestVertex(surface, p))
  known.set(annotation, found)
  return found
}
