import { say } from '../../../core/language'
import { toolById, tools } from '../../../tools'
import { changeSettings, takeTool, toolStore } from '../../../tools/tool-store'
import { settingRows } from '../../tool-setting-rows'
import type { Action } from '../action'

const group = 'instruments'

/** Each instrument, laying it down, what can be set on the one in hand, and sound. */
export const instrumentActions = (): readonly Action[] => [
  ...tools.map(
    ({ id, label, key, hint }): Action => ({
      id: `tool-${id}`,
      label: say(label),
      hint: say(hint),
      group,
      keys: key.toUpperCase(),
      keyElsewhere: true,
      run: () => takeTool('mouse', toolStore.getState().active.mouse === id ? null : id),
    }),
  ),
  {
    id: 'lay-down',
    label: say('Drop the gesture, lay the instrument down'),
    group,
    keys: 'Escape',
    keyElsewhere: true,
    run: () => takeTool('mouse', null),
  },
  ...settings(),
  {
    id: 'sound',
    label: toolStore.getState().settings.sound ? say('Sound off') : say('Sound on'),
    group,
    keys: 'Shift+M',
    run: () => changeSettings({ sound: !toolStore.getState().settings.sound }),
  },
]

/** Every choice, and every step of a size, of the instrument in hand: `Patch · Material: Dacron`. */
function settings(): readonly Action[] {
  const { active, settings: now } = toolStore.getState()
  const tool = active.mouse
  if (!tool) return []
  const name = (what: string) => `${say(toolById(tool).label)} · ${what}`
  return settingRows(tool, now).flatMap((row): Action[] => {
    const action = (what: string, change: Parameters<typeof changeSettings>[0]): Action => ({
      id: `set-${row.kind}-${row.key}-${what}`,
      label: name(`${row.label}: ${what}`),
      group,
      keys: null,
      run: () => changeSettings(change),
    })
    if (row.kind === 'choice') return row.options.map((o) => action(o.name, o.set))
    if (row.kind === 'size') return row.steps.map((step) => action(`${step} ${row.unit}`, row.set(step)))
    return row.suggestions.map((text) => action(text, row.set(text)))
  })
}
