import { useAudience } from '../audience/use-audience'
import type { Action } from './action'
import type { ActionContext } from './context'
import { bloodActions } from './groups/blood-actions'
import { familyActions } from './groups/family-actions'
import { fileActions } from './groups/file-actions'
import { heartActions } from './groups/heart-actions'
import { instrumentActions } from './groups/instrument-actions'
import { operationActions } from './groups/operation-actions'
import { pageActions } from './groups/page-actions'
import { placeActions } from './groups/place-actions'
import { sectionActions } from './groups/section-actions'
import { strategyActions } from './groups/strategy-actions'
import { trainingActions } from './groups/training-actions'

/**
 * Every action of the page as it stands now, in the order of the help sheet. What a family sees has no instruments. One
 * more: a line in its group.
 */
export function allActions(context: ActionContext): readonly Action[] {
  const { audience } = useAudience.getState()
  if (audience === 'family')
    return [
      ...familyActions(context),
      ...placeActions(context),
      ...heartActions(context),
      ...pageActions(context),
    ]
  return [
    ...instrumentActions(),
    ...operationActions(context),
    ...(audience === 'trainee' ? trainingActions(context) : []),
    ...strategyActions(context),
    ...placeActions(context),
    ...sectionActions(context),
    ...bloodActions(context),
    ...fileActions(context),
    ...heartActions(context),
    ...pageActions(context),
  ]
}
