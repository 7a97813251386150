import { useStore } from 'zustand'
import { say } from '../../../core/language'
import { takeTool, toolStore } from '../../../tools/tool-store'
import { useComfort } from '../comfort'
import { stepInsideOrOut } from '../step-inside'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** Where one stands, and how one likes to work. */
export const placePage: PalettePage = {
  id: 'place',
  label: () => say('Place'),
  icon: 'look',
  useEntries: usePlaces,
}

function usePlaces({ session, runner, camera }: PaletteContext): PaletteEntry[] {
  const outside = useComfort((s) => s.outside)
  const heart = useStore(session.store, (s) => s.heart)
  return [
    {
      key: 'inside',
      label: outside ? say('Step out') : say('Step inside'),
      icon: 'inside',
      onPress: () => heart && stepInsideOrOut(camera, runner, heart),
    },
    { key: 'swap', label: say('Swap hands'), icon: 'flip', onPress: swapHands },
  ]
}

function swapHands(): void {
  const { dominant } = useComfort.getState()
  const other = dominant === 'right' ? 'left' : 'right'
  takeTool(other, toolStore.getState().active[dominant])
  takeTool(dominant, null)
  useComfort.setState({ dominant: other })
}
