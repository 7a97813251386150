import { say } from '../../core/language'
import { heartMotions } from '../../engine/protocol'
import type { Session } from '../../session/session'
import { viewpointStore } from '../../session/viewpoints'
import { tools } from '../../tools'
import { takeTool, toolStore } from '../../tools/tool-store'
import { toggleStrip } from '../../view/governor/load'
import { clipAxes, goToView, setClip, tracerColours, useView } from '../../view/view-state'
import { audienceNames, audiences, showTo } from '../audience/use-audience'
import { openGallery } from '../cases/use-gallery'
import { chosenFiles } from '../intake/dropped-files'
import { keepPlace } from '../kept-places'
import { chooseLanguage, languageNames, languages } from '../languages/use-language'
import { motionRows } from '../motion-rows'
import type { PageActions } from '../page-actions'
import { openSecondWindow } from '../present/use-present'
import { useUi } from '../ui-state'
import { viewRows } from '../view-rows'
import type { Action } from './action'

interface Context {
  readonly session: Session
  readonly page: PageActions
}

/** Every action of the page as it stands now, in the order of the help sheet. One more: a line in its group. */
export const allActions = (context: Context): readonly Action[] => [
  ...instruments(),
  ...operation(context),
  ...view(context),
  ...blood(context),
  ...files(context),
  ...page(context),
]

const instruments = (): Action[] => [
  ...tools.map(
    ({ id, label, key, hint }): Action => ({
      id: `tool-${id}`,
      label: say(label),
      hint: say(hint),
      group: 'instruments',
      keys: key.toUpperCase(),
      keyElsewhere: true,
      run: () => takeTool('mouse', toolStore.getState().active.mouse === id ? null : id),
    }),
  ),
  {
    id: 'lay-down',
    label: say('Drop the gesture, lay the instrument down'),
    group: 'instruments',
    keys: 'Escape',
    keyElsewhere: true,
    run: () => takeTool('mouse', null),
  },
]

function operation({ session }: Context): Action[] {
  const { edits, undone } = session.state
  return [
    {
      id: 'undo',
      label: say('Undo'),
      group: 'operation',
      keys: 'Ctrl+Z',
      keyElsewhere: true,
      enabled: edits.length > 0,
      run: () => session.undo(),
    },
    {
      id: 'redo',
      label: say('Redo'),
      group: 'operation',
      keys: 'Ctrl+Shift+Z',
      keyElsewhere: true,
      enabled: undone.length > 0,
      run: () => session.redo(),
    },
    {
      id: 'untouched',
      label: say('Go back to the untouched heart'),
      group: 'operation',
      keys: 'Shift+Z',
      enabled: edits.length > 0,
      run: () => session.jumpTo(0),
    },
    ...heartMotions.map(
      (motion, n): Action => ({
        id: `motion-${motion}`,
        label: say(motionRows[n]!.label),
        hint: say(motionRows[n]!.meaning),
        group: 'operation',
        keys: String(n + 1),
        keyElsewhere: true,
        run: () => session.setControl({ motion }),
      }),
    ),
  ]
}

const stepSection = (by: number) => setClip({ offset: useView.getState().clip.offset + by })

function view({ session, page }: Context): Action[] {
  const nextSection = () => {
    const axis = after(clipAxes, useView.getState().clip.axis)
    setClip({ axis, ...(axis === 'view' ? { normal: page.viewNormal(), offset: 0 } : {}) })
  }
  const glass = () => useView.setState((v) => ({ tissue: v.tissue === 'glass' ? 'solid' : 'glass' }))
  const inside = useView.getState().request.view === 'inside'
  const group = 'view'
  return [
    ...viewRows(session.state.heart).map(
      ({ view: name, label, meaning }, n): Action => ({
        id: `view-${name}`,
        label: say('View: {name}', { name: label }),
        hint: meaning,
        group,
        keys: n < 9 ? `Shift+${n + 1}` : null,
        run: () => goToView(name),
      }),
    ),
    {
      id: 'inside',
      label: inside ? say('Back to where I looked from') : say('Step inside the heart'),
      group,
      keys: 'Shift+I',
      run: () => goToView(inside ? 'outside' : 'inside'),
    },
    {
      id: 'keep-place',
      label: say('Keep where I look from now, to come back to it'),
      group,
      keys: 'Shift+K',
      run: keepPlace,
    },
    ...viewpointStore.getState().viewpoints.map(
      (viewpoint): Action => ({
        id: `place-${viewpoint.name}`,
        label: say('View: {name}', { name: viewpoint.name }),
        group,
        keys: null,
        run: () => goToView(viewpoint),
      }),
    ),
    { id: 'frame-times', label: say('Frame times'), group, keys: 'Shift+F', run: toggleStrip },
    { id: 'glass', label: say('See the blood through the wall'), group, keys: 'Shift+G', run: glass },
    { id: 'section', label: say('Next section'), group, keys: 'Shift+S', run: nextSection },
    {
      id: 'section-deeper',
      label: say('Move the section deeper'),
      group,
      keys: 'PageDown',
      run: () => stepSection(0.04),
    },
    {
      id: 'section-back',
      label: say('Move the section back'),
      group,
      keys: 'PageUp',
      run: () => stepSection(-0.04),
    },
  ]
}

function blood({ session }: Context): Action[] {
  const run = (what: 'bloodRunning' | 'tissueRunning') => () => {
    const change = { [what]: !useUi.getState()[what] }
    useUi.setState(change)
    session.setControl(change)
  }
  const colour = () => useView.setState((v) => ({ tracerColour: after(tracerColours, v.tracerColour) }))
  const group = 'blood'
  return [
    { id: 'run-blood', label: say('Pause or run the blood'), group, keys: 'Space', run: run('bloodRunning') },
    {
      id: 'run-tissue',
      label: say('Pause or run the tissue'),
      group,
      keys: 'Shift+Space',
      run: run('tissueRunning'),
    },
    { id: 'colour', label: say('Next colour of the blood'), group, keys: 'Shift+C', run: colour },
  ]
}

function files({ session, page }: Context): Action[] {
  const open = session.state.heart !== null
  const group = 'files'
  return [
    { id: 'hearts', label: say('Built-in hearts'), group, keys: 'H', run: openGallery },
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
      label: say('Figures at rest or at exercise'),
      group,
      keys: 'Shift+E',
      enabled: open,
      run: () => session.setActivity(session.state.activity === 'rest' ? 'exercise' : 'rest'),
    },
  ]
}

function page({ session, page: { enterVr, enterAr } }: Context): Action[] {
  const group = 'page'
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
      id: 'findings',
      label: say('Findings'),
      group,
      keys: 'Shift+F',
      run: () => useUi.setState((s) => ({ figures: !s.figures })),
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

const after = <T>(all: readonly T[], now: T): T => all[(all.indexOf(now) + 1) % all.length]!

function askForFiles(page: PageActions): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.onchange = () => page.openFiles(chosenFiles(input.files ?? []))
  input.click()
}
