import { say } from '../../../core/language'
import { activityChoices } from '../../activity-choices'
import { chosenFiles } from '../../intake/dropped-files'
import type { PageActions } from '../../page-actions'
import { useUi } from '../../ui-state'
import type { Action } from '../action'
import type { ActionContext } from '../context'

const group = 'files'

/** What comes in, what goes out, and who the patient is. */
export function fileActions({ session, page }: ActionContext): readonly Action[] {
  const open = session.state.heart !== null
  return [
    {
      id: 'open',
      label: say('Open a case, a scan, a label map or surfaces'),
      group,
      keys: 'Ctrl+O',
      run: () => askForFiles(page),
    },
    {
      id: 'save',
      label: say('Save the case to a file'),
      group,
      keys: 'Ctrl+S',
      enabled: open,
      run: () => page.save(),
    },
    {
      id: 'templates',
      label: say('Patch templates to print 1 : 1'),
      group,
      keys: 'Ctrl+P',
      enabled: session.state.edits.length > 0,
      run: () => page.print(),
    },
    {
      id: 'patient',
      label: say('The patient: weight, age, heart rate, blood'),
      group,
      keys: 'Shift+P',
      enabled: open,
      run: () => useUi.setState({ patient: true }),
    },
    {
      id: 'activity',
      label: say('Figures at rest, weeks later or at exercise'),
      group,
      keys: 'Shift+E',
      enabled: open,
      run: () => {
        const at = activityChoices.findIndex((choice) => choice.activity === session.state.activity)
        session.setActivity(activityChoices[(at + 1) % activityChoices.length]!.activity)
      },
    },
  ]
}

function askForFiles(page: PageActions): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.onchange = () => page.openFiles(chosenFiles(input.files ?? []))
  input.click()
}
