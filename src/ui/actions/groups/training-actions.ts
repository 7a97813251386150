import { say } from '../../../core/language'
import { type ToolId, toolById } from '../../../tools'
import { takeTool } from '../../../tools/tool-store'
import { guideNow } from '../../training/use-guide'
import { saySeen, useTraining } from '../../training/use-training'
import type { Action } from '../action'
import type { ActionContext } from '../context'

const group = 'training'

/** The step in hand of the guided operation, and what was measured. */
export function trainingActions({ session }: ActionContext): readonly Action[] {
  const now = guideNow(session)
  const tool = now?.step?.tool as ToolId | undefined
  return [
    ...(tool
      ? [
          {
            id: 'guide-tool',
            label: say('Take: {tool}', { tool: say(toolById(tool).label) }),
            group,
            keys: 'Shift+U',
            run: () => takeTool('mouse', tool),
          } as const,
        ]
      : []),
    {
      id: 'guide-hint',
      label: say('Hint'),
      group,
      keys: 'Shift+Y',
      enabled: now?.step != null,
      run: () => useTraining.setState({ hint: !useTraining.getState().hint }),
    },
    {
      id: 'guide-done',
      label: say('Done, go on'),
      group,
      keys: 'Shift+Enter',
      enabled: now?.byWord === true,
      run: () => now && saySeen(now.at),
    },
    {
      id: 'measures',
      label: say('Measures'),
      group,
      keys: 'Shift+L',
      run: () => useTraining.setState({ scores: true }),
    },
  ]
}
