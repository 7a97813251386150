import { say } from '../../../core/language'
import { bloodShows } from '../../../engine/protocol'
import {
  bloodPaces,
  colourBy,
  quantitiesOf,
  quantityNow,
  showBloodAs,
  stepBeats,
  useBloodView,
} from '../../../view/blood-view-state'
import { useView } from '../../../view/view-state'
import { quantityName, showHint, showName } from '../../blood-rows'
import { useUi } from '../../ui-state'
import type { Action } from '../action'
import { after } from '../after'
import type { ActionContext } from '../context'

const group = 'blood'

/** Runs, steps and slows the blood, and says how it is drawn and what its colour means. */
export function bloodActions({ session }: ActionContext): readonly Action[] {
  const { show, wallQuantity, pace } = useBloodView.getState()
  const run = (what: 'bloodRunning' | 'tissueRunning', on: boolean) => {
    useUi.setState({ [what]: on })
    session.setControl({ [what]: on })
  }
  const toggle = (what: 'bloodRunning' | 'tissueRunning') => () => run(what, !useUi.getState()[what])
  const step = () => {
    run('bloodRunning', false)
    session.stepBlood(stepBeats)
  }
  const now = quantityNow(show, useView.getState().tracerColour, wallQuantity)
  const nextColour = () => colourBy(after(quantitiesOf(show), now))
  const nextPace = () => useBloodView.setState({ pace: after(bloodPaces, pace) })
  return [
    {
      id: 'run-blood',
      label: say('Pause or run the blood'),
      group,
      keys: 'Space',
      run: toggle('bloodRunning'),
    },
    {
      id: 'run-tissue',
      label: say('Pause or run the tissue'),
      group,
      keys: 'Shift+Space',
      run: toggle('tissueRunning'),
    },
    { id: 'step-blood', label: say('Blood a fiftieth of a beat on'), group, keys: '.', run: step },
    { id: 'pace', label: say('Next pace of the blood'), group, keys: ',', run: nextPace },
    { id: 'colour', label: say('Next colour of the blood'), group, keys: 'Shift+C', run: nextColour },
    ...bloodShows.map(
      (option): Action => ({
        id: `blood-${option}`,
        label: say('Blood as: {name}', { name: showName(option) }),
        hint: showHint(option),
        group,
        keys: null,
        run: () => showBloodAs(option),
      }),
    ),
    ...quantitiesOf(show).map(
      (option): Action => ({
        id: `colour-${option}`,
        label: say('Colour of the blood: {name}', { name: quantityName(option) }),
        group,
        keys: null,
        run: () => colourBy(option),
      }),
    ),
  ]
}
