import type { Session } from '../session/session'

/** What drawing needs of a rehearsal: the one in hand, or one that is kept as a still. */
export type Shown = Pick<Session, 'store' | 'frame' | 'state'>
