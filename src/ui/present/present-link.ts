import type { Edit } from '../../heart/edit'
import type { Heart } from '../../heart/heart'
import type { Viewpoint } from '../../heart/viewpoint'
import type { Session } from '../../session/session'
import type { LookNow } from '../../view/here'
import type { FamilyTopic } from '../audience/use-audience'

/** What the presenter's window tells the second one. */
export type Told =
  | { readonly type: 'heart'; readonly heart: Heart; readonly edits: readonly Edit[] }
  | { readonly type: 'edits'; readonly edits: readonly Edit[] }
  | { readonly type: 'place'; readonly place: Viewpoint }
  | { readonly type: 'page'; readonly topic: FamilyTopic; readonly sentence: number }
  /** From the second window: it is there and knows nothing yet. */
  | { readonly type: 'hello' }

/** The way between two windows of one browser; nothing leaves the computer. */
export interface PresentLink {
  post(told: Told): void
  listen(listener: (told: Told) => void): void
  close(): void
}

export function windowLink(): PresentLink {
  const channel = new BroadcastChannel('atrium-present')
  return {
    post: (told) => channel.postMessage(told),
    listen: (listener) => {
      channel.onmessage = (event: MessageEvent<Told>) => listener(event.data)
    },
    close: () => channel.close(),
  }
}

/** What of the page goes along: read now, and listened to. */
interface PageTold {
  now(): { readonly topic: FamilyTopic; readonly sentence: number }
  subscribe(listener: () => void): () => void
}

/** How often the place one looks from is told, milliseconds. */
const placeStep = 150

/**
 * Tells a second window the heart, its edits, the place one looks from and the family's sentence, now and as they
 * change. What is cut away is not told: the family's picture has no cut faces.
 * @returns a function that ends it
 */
export function present(session: Session, link: PresentLink, look: LookNow, page: PageTold): () => void {
  let last = ''
  const tellHeart = () => {
    const { heart, edits } = session.state
    if (heart) link.post({ type: 'heart', heart, edits })
  }
  const tellPlace = () => {
    const here = look()
    const place = here && { ...here, name: 'presenter', section: null, glass: true, scale: null }
    const text = JSON.stringify(place)
    if (!place || text === last) return
    last = text
    link.post({ type: 'place', place })
  }
  const tellPage = () => link.post({ type: 'page', ...page.now() })
  link.listen((told) => {
    if (told.type !== 'hello') return
    last = ''
    tellHeart()
    tellPage()
    tellPlace()
  })
  const timer = setInterval(tellPlace, placeStep)
  const leavePage = page.subscribe(tellPage)
  const leaveSession = session.store.subscribe((state, before) => {
    if (state.heart !== before.heart) tellHeart()
    else if (state.edits !== before.edits) link.post({ type: 'edits', edits: state.edits })
  })
  return () => {
    clearInterval(timer)
    leavePage()
    leaveSession()
    link.close()
  }
}
