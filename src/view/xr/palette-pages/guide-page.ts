import { say } from '../../../core/language'
import { type ToolId, toolById } from '../../../tools'
import { takeTool } from '../../../tools/tool-store'
import { guideOf, useGuide } from '../../../ui/training/use-guide'
import { saySeen, useTraining } from '../../../ui/training/use-training'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** The guided operation of the open heart; its words stand on a panel above the heart (`guide-panel`). */
export const guidePage: PalettePage = {
  id: 'guide',
  label: () => say('Steps'),
  icon: 'help',
  isFor: (heart) => guideOf(heart) !== null,
  useEntries: useStepEntries,
}

function useStepEntries({ session, hand }: PaletteContext): PaletteEntry[] {
  const now = useGuide(session)
  const hint = useTraining((s) => s.hint)
  if (!now?.step) return []
  const { step, at, byWord } = now
  const tool = step.tool as ToolId | undefined
  return [
    ...(tool
      ? [
          {
            key: 'take',
            label: say(toolById(tool).label),
            icon: toolById(tool).icon,
            onPress: () => takeTool(hand, tool),
          },
        ]
      : []),
    {
      key: 'hint',
      label: say('Hint'),
      active: hint,
      onPress: () => useTraining.setState({ hint: !hint }),
    },
    ...(byWord ? [{ key: 'done', label: say('Done, go on'), onPress: () => saySeen(at) }] : []),
  ]
}
