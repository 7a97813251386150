import { create } from 'zustand'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { whereWeAre } from '../../view/here'
import { goToView } from '../../view/view-state'
import { useAudience } from '../audience/use-audience'
import { openHeart } from '../case-files'
import { goTo } from '../training/replayer'
import { type PresentLink, present, type Told, windowLink } from './present-link'

interface PresentState {
  /** `guest`: this is the second window, which a family looks at. */
  readonly role: 'alone' | 'host' | 'guest'
  /** Of the second window: it shows what the presenter's shows. */
  readonly following: boolean
}

const isGuest = (): boolean =>
  typeof location !== 'undefined' && new URLSearchParams(location.search).has('present')

/** Whether a second window is shown, and which of the two this one is. */
export const usePresent = create<PresentState>(() => ({
  role: isGuest() ? 'guest' : 'alone',
  following: true,
}))

/** Opens the second window, and tells it what this one shows. */
export function openSecondWindow(session: Session): void {
  if (usePresent.getState().role === 'alone') {
    present(session, windowLink(), whereWeAre, {
      now: () => {
        const { topic, sentence } = useAudience.getState()
        return { topic, sentence }
      },
      subscribe: (listener) => useAudience.subscribe(listener),
    })
    usePresent.setState({ role: 'host' })
  }
  const opened = window.open(`${location.pathname}?present&for=family`, 'atrium-present', 'popup')
  if (!opened) session.notify(say('The browser barred the second window: allow pop-ups for this page.'))
}

let link: PresentLink | null = null

/** In the second window: shows what the presenter's window tells, while it follows. */
export function followPresenter(session: Session): void {
  link = windowLink()
  link.listen((told) => {
    if (usePresent.getState().following) show(session, told)
  })
  link.post({ type: 'hello' })
}

/** Follows the presenter, or goes its own way. */
export function setFollowing(following: boolean): void {
  usePresent.setState({ following })
  if (following) link?.post({ type: 'hello' })
}

function show(session: Session, told: Told): void {
  switch (told.type) {
    case 'heart':
      if (told.heart.name !== session.state.heart?.name) openHeart(session, told.heart)
      goTo(session, told.edits)
      break
    case 'edits':
      goTo(session, told.edits)
      break
    case 'place':
      goToView(told.place)
      break
    case 'page':
      useAudience.setState({ topic: told.topic, sentence: told.sentence })
  }
}
