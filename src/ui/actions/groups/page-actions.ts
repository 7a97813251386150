import { say } from '../../../core/language'
import { audienceNames, showTo } from '../../audience/use-audience'
import { chooseLanguage, languageNames, languages } from '../../languages/use-language'
import { openSecondWindow } from '../../present/use-present'
import { audiences } from '../../settings/kept-settings'
import { useUi } from '../../ui-state'
import type { Action } from '../action'
import type { ActionContext } from '../context'

const group = 'page'

/** The page itself: its sheets, whom it is for, its language, the second window and the headset. */
export function pageActions({ session, page: { enterVr, enterAr } }: ActionContext): readonly Action[] {
  return [
    {
      id: 'commands',
      label: say('Commands'),
      group,
      keys: 'Ctrl+K',
      run: () => useUi.setState({ commands: true }),
    },
    { id: 'help', label: say('Help and keys'), group, keys: '?', run: () => useUi.setState({ help: true }) },
    {
      id: 'settings',
      label: say('Settings'),
      group,
      keys: 'Ctrl+,',
      run: () => useUi.setState({ settings: true }),
    },
    {
      id: 'findings',
      label: say('Findings'),
      group,
      keys: 'Shift+F',
      run: () => useUi.setState((s) => ({ figures: !s.figures })),
    },
    {
      id: 'dismiss',
      label: say('Dismiss'),
      group,
      keys: 'Shift+Escape',
      enabled: session.state.notice !== null,
      run: () => session.notify(null),
    },
    {
      id: 'second-window',
      label: say('A second window for the family'),
      group,
      keys: 'Shift+W',
      run: () => openSecondWindow(session),
    },
    ...audiences.map(
      (a, n): Action => ({
        id: `for-${a}`,
        label: say('Page for: {name}', { name: say(audienceNames[a]) }),
        group,
        keys: `Alt+${n + 1}`,
        run: () => showTo(a),
      }),
    ),
    ...languages.map(
      (code, n): Action => ({
        id: `language-${code}`,
        label: `${say('Language')}: ${languageNames[code]}`,
        group,
        keys: `Alt+Shift+${n + 1}`,
        run: () => void chooseLanguage(code),
      }),
    ),
    ...(enterVr ? [{ id: 'vr', label: say('Enter VR'), group, keys: 'Shift+V', run: enterVr } as const] : []),
    ...(enterAr ? [{ id: 'ar', label: say('Enter AR'), group, keys: 'Shift+A', run: enterAr } as const] : []),
  ]
}
