import { useStore } from 'zustand'
import { say } from '../../../core/language'
import { tools } from '../../../tools'
import { changeSettings, takeTool, toolStore } from '../../../tools/tool-store'
import { nextOf, settingRows } from '../../../ui/tool-setting-rows'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** The instruments, a group to a row, and below them what can be set on the one in hand. */
export const instrumentsPage: PalettePage = {
  id: 'instruments',
  label: () => say('Tools'),
  icon: 'scalpel',
  useEntries: useInstruments,
  useBelow: useSettings,
}

function useInstruments({ hand }: PaletteContext): PaletteEntry[] {
  const active = useStore(toolStore, (s) => s.active[hand])
  return tools.map(({ id, label, icon }) => ({
    key: id,
    label: say(label),
    icon,
    active: active === id,
    onPress: () => takeTool(hand, active === id ? null : id),
  }))
}

/** A press goes to the next choice of each setting, and sound is switched here too while the hand is empty. */
function useSettings({ hand }: PaletteContext): PaletteEntry[] {
  const active = useStore(toolStore, (s) => s.active[hand])
  const settings = useStore(toolStore, (s) => s.settings)
  if (!active) return [soundEntry(settings.sound)]
  return settingRows(active, settings).map((row) => {
    const { label, next } = nextOf(row)
    return { key: `${row.kind} ${row.key}`, label, onPress: () => changeSettings(next) }
  })
}

const soundEntry = (on: boolean): PaletteEntry => ({
  key: 'sound',
  label: say('Sound'),
  icon: on ? 'sound' : 'silent',
  active: on,
  onPress: () => changeSettings({ sound: !on }),
})
