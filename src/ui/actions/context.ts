import type { Session } from '../../session/session'
import type { PageActions } from '../page-actions'

/** What the actions may read and drive. */
export interface ActionContext {
  readonly session: Session
  readonly page: PageActions
}
