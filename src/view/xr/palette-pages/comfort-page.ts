import { say } from '../../../core/language'
import { takeTool, toolStore } from '../../../tools/tool-store'
import { toggleStrip, useLoad } from '../../governor/load'
import { callBack, type Habits, setHabits, useComfort } from '../comfort'
import type { PaletteEntry, PalettePage } from './palette-page'

/** How one likes to work; kept for the next time. */
export const comfortPage: PalettePage = {
  id: 'comfort',
  label: () => say('Comfort'),
  icon: 'person',
  useEntries: useHabits,
}

type Switch = { [K in keyof Habits]: Habits[K] extends boolean ? K : never }[keyof Habits]

function useHabits(): PaletteEntry[] {
  const habits = useComfort()
  const on = (name: Switch, label: string): PaletteEntry => ({
    key: name,
    label,
    active: habits[name],
    onPress: () => setHabits({ [name]: !habits[name] }),
  })
  const stripShown = useLoad((s) => s.stripShown)
  const seated = habits.posture === 'seated'
  return [
    {
      key: 'seated',
      label: say('Seated'),
      active: seated,
      onPress: () => {
        setHabits({ posture: seated ? 'standing' : 'seated' })
        callBack()
      },
    },
    on('oneHanded', say('One hand')),
    { key: 'swap', label: say('Swap hands'), icon: 'flip', onPress: swapHands },
    on('snapTurn', say('Snap turn')),
    on('teleport', say('Teleport')),
    on('steadyHands', say('Steady hands')),
    { key: 'frames', label: say('Frame times'), active: stripShown, onPress: toggleStrip },
  ]
}

function swapHands(): void {
  const { dominant } = useComfort.getState()
  const other = dominant === 'right' ? 'left' : 'right'
  takeTool(other, toolStore.getState().active[dominant])
  takeTool(dominant, null)
  setHabits({ dominant: other })
  callBack()
}
