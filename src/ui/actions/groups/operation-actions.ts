import { say } from '../../../core/language'
import { heartMotions } from '../../../engine/protocol'
import { exposureRows } from '../../exposure-rows'
import { motionRows } from '../../motion-rows'
import type { Action } from '../action'
import type { ActionContext } from '../context'

const group = 'operation'

/** The steps back and forward, what the heart does, and what stands in the field. */
export function operationActions({ session }: ActionContext): readonly Action[] {
  const { edits, undone, exposure } = session.state
  return [
    {
      id: 'undo',
      label: say('Undo'),
      group,
      keys: 'Ctrl+Z',
      keyElsewhere: true,
      enabled: edits.length > 0,
      run: () => session.undo(),
    },
    {
      id: 'redo',
      label: say('Redo'),
      group,
      keys: 'Ctrl+Shift+Z',
      keyElsewhere: true,
      enabled: undone.length > 0,
      run: () => session.redo(),
    },
    {
      id: 'untouched',
      label: say('Go back to the untouched heart'),
      group,
      keys: 'Shift+Z',
      enabled: edits.length > 0,
      run: () => session.jumpTo(0),
    },
    ...heartMotions.map(
      (motion, n): Action => ({
        id: `motion-${motion}`,
        label: say(motionRows[n]!.label),
        hint: say(motionRows[n]!.meaning),
        group,
        keys: String(n + 1),
        keyElsewhere: true,
        run: () => session.setControl({ motion }),
      }),
    ),
    ...exposureRows(exposure).map(
      ({ id, remove }): Action => ({
        id: `away-${id}`,
        label: remove,
        group,
        keys: null,
        run: () => session.takeAway(id),
      }),
    ),
  ]
}
