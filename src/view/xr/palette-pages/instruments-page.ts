import { useStore } from 'zustand'
import { say } from '../../../core/language'
import { tools } from '../../../tools'
import { changeSettings, takeTool, toolStore } from '../../../tools/tool-store'
import { settingButton } from '../setting-button'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** The instruments, and what can be set on the one in hand. */
export const instrumentsPage: PalettePage = {
  id: 'instruments',
  label: () => say('Tools'),
  icon: 'scalpel',
  useEntries: useInstruments,
}

function useInstruments({ hand }: PaletteContext): PaletteEntry[] {
  const active = useStore(toolStore, (s) => s.active[hand])
  const settings = useStore(toolStore, (s) => s.settings)
  const setting = settingButton(active, settings)
  return [
    ...tools.map(({ id, label, icon }) => ({
      key: id,
      label: say(label),
      icon,
      active: active === id,
      onPress: () => takeTool(hand, active === id ? null : id),
    })),
    { key: 'setting', label: say(setting.label), onPress: () => changeSettings(setting.next) },
  ]
}
