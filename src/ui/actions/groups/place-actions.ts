import { say } from '../../../core/language'
import { forgetViewpoint, viewpointStore } from '../../../session/viewpoints'
import { goToView, useView } from '../../../view/view-state'
import { keepPlace } from '../../kept-places'
import { viewRows } from '../../view-rows'
import type { Action } from '../action'
import type { ActionContext } from '../context'

const group = 'view'

/** Where one looks from. */
export function placeActions({ session }: ActionContext): readonly Action[] {
  const inside = useView.getState().request.view === 'inside'
  return [
    ...viewRows(session.state.heart).map(
      ({ view: name, label, meaning }, n): Action => ({
        id: `view-${name}`,
        label: say('View: {name}', { name: label }),
        hint: meaning,
        group,
        keys: n < 9 ? `Shift+${n + 1}` : null,
        run: () => goToView(name),
      }),
    ),
    {
      id: 'inside',
      label: inside ? say('Back to where I looked from') : say('Step inside the heart'),
      group,
      keys: 'Shift+I',
      run: () => goToView(inside ? 'outside' : 'inside'),
    },
    {
      id: 'keep-place',
      label: say('Keep where I look from now, to come back to it'),
      group,
      keys: 'Shift+K',
      run: keepPlace,
    },
    ...keptPlaces(),
  ]
}

const keptPlaces = (): Action[] =>
  viewpointStore.getState().viewpoints.flatMap((viewpoint): Action[] => [
    {
      id: `place-${viewpoint.name}`,
      label: say('View: {name}', { name: viewpoint.name }),
      group,
      keys: null,
      run: () => goToView(viewpoint),
    },
    {
      id: `forget-${viewpoint.name}`,
      label: say('Forget {name}', { name: viewpoint.name }),
      group,
      keys: null,
      run: () => forgetViewpoint(viewpoint.name),
    },
  ])
