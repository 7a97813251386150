import { say } from '../../../core/language'
import { conductionLandmarks } from '../../../findings'
import { toggleStrip } from '../../../view/governor/load'
import { showConduction, usePointed } from '../../../view/pointed-state'
import { clipAxes, setClip, useView } from '../../../view/view-state'
import { axisNames } from '../../view-rows'
import type { Action } from '../action'
import { after } from '../after'
import type { ActionContext } from '../context'

const group = 'view'

/** What is cut away or seen through, and what is drawn besides. */
export function sectionActions({ session, page }: ActionContext): readonly Action[] {
  const cut = (axis: (typeof clipAxes)[number]) =>
    setClip({ axis, ...(axis === 'view' ? { normal: page.viewNormal(), offset: 0 } : {}) })
  const step = (by: number) => setClip({ offset: useView.getState().clip.offset + by })
  const glass = () => useView.setState((v) => ({ tissue: v.tissue === 'glass' ? 'solid' : 'glass' }))
  return [
    { id: 'glass', label: say('See the blood through the wall'), group, keys: 'Shift+G', run: glass },
    {
      id: 'section',
      label: say('Next section'),
      group,
      keys: 'Shift+S',
      run: () => cut(after(clipAxes, useView.getState().clip.axis)),
    },
    {
      id: 'section-deeper',
      label: say('Move the section deeper'),
      group,
      keys: 'PageDown',
      run: () => step(0.04),
    },
    {
      id: 'section-back',
      label: say('Move the section back'),
      group,
      keys: 'PageUp',
      run: () => step(-0.04),
    },
    ...clipAxes.map(
      (axis): Action => ({
        id: `section-${axis}`,
        label: say('Section: {name}', { name: say(axisNames[axis]) }),
        group,
        keys: null,
        run: () => cut(axis),
      }),
    ),
    {
      id: 'conduction',
      label: say('Where the conduction axis may be'),
      group,
      keys: 'Shift+H',
      enabled: conductionLandmarks(session.state.heart?.landmarks ?? []).length > 0,
      run: () => showConduction(!usePointed.getState().conduction),
    },
    { id: 'frame-times', label: say('Frame times'), group, keys: 'Shift+T', run: toggleStrip },
  ]
}
