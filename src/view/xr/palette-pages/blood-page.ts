import { say } from '../../../core/language'
import { bloodShows } from '../../../engine/protocol'
import { quantityName, showName } from '../../../ui/blood-rows'
import { useUi } from '../../../ui/ui-state'
import {
  bloodPaces,
  colourBy,
  quantitiesOf,
  quantityNow,
  showBloodAs,
  stepBeats,
  useBloodView,
} from '../../blood-view-state'
import { useView } from '../../view-state'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** How the blood is drawn, what its colour means, and at what pace it goes. */
export const bloodPage: PalettePage = {
  id: 'blood',
  label: () => say('Blood'),
  icon: 'drop',
  useEntries: useBlood,
}

function useBlood({ session }: PaletteContext): PaletteEntry[] {
  const { show, wallQuantity, pace } = useBloodView()
  const colour = useView((v) => v.tracerColour)
  const running = useUi((s) => s.bloodRunning)
  const run = (bloodRunning: boolean) => {
    useUi.setState({ bloodRunning })
    session.setControl({ bloodRunning })
  }
  const nextPace = bloodPaces[(bloodPaces.indexOf(pace as 1) + 1) % bloodPaces.length]!
  const now = quantityNow(show, colour, wallQuantity)
  return [
    ...bloodShows.map((option) => ({
      key: option,
      label: showName(option),
      active: option === show,
      onPress: () => showBloodAs(option),
    })),
    ...quantitiesOf(show).map((option) => ({
      key: option,
      label: quantityName(option),
      active: option === now,
      onPress: () => colourBy(option),
    })),
    {
      key: 'run',
      label: running ? say('Pause blood') : say('Run blood'),
      icon: running ? 'pause' : 'play',
      onPress: () => run(!running),
    },
    {
      key: 'step',
      label: say('Step'),
      icon: 'step',
      onPress: () => {
        if (running) run(false)
        session.stepBlood(stepBeats)
      },
    },
    {
      key: 'pace',
      label: pace === 1 ? say('Real time') : `${pace} ×`,
      onPress: () => useBloodView.setState({ pace: nextPace }),
    },
  ]
}
