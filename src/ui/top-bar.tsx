import { useStore } from 'zustand'
import { phrase, say } from '../core/language'
import type { Edit } from '../heart/edit'
import type { IntakeFlow } from '../session/intake/intake-flow'
import type { Session } from '../session/session'
import { AudienceSwitch } from './audience/audience-switch'
import { useCalm } from './audience/use-audience'
import { BarButton } from './bar-button'
import { openGallery } from './cases/use-gallery'
import { Icon } from './icons'
import { OpenMenu } from './intake/open-menu'
import { LanguageSwitch } from './languages/language-switch'
import type { PageActions } from './page-actions'
import { PresentButton } from './present/present-buttons'
import { usePresent } from './present/use-present'
import { useTightBar } from './tight-bar'
import { useUi } from './ui-state'
import './top-bar.css'

interface TopBarProps {
  readonly session: Session
  readonly intake: IntakeFlow
  readonly actions: PageActions
}

/** What stands over the heart: its name and files to the left, the room and help to the right. One more: a line. */
export function TopBar(props: TopBarProps) {
  const calm = useCalm()
  const guest = usePresent((s) => s.role === 'guest')
  const bar = useTightBar()
  return (
    <header className="top" ref={bar}>
      <div className="panel bar">
        <Brand />
        <HeartName {...props} />
        {!guest && <Hearts />}
        {!calm && <ForSurgeons {...props} />}
      </div>
      <div className="panel bar">
        {!calm && <Device {...props} />}
        <Headsets {...props} />
        <PresentButton {...props} />
        {!guest && <AudienceSwitch />}
        <LanguageSwitch />
        {!calm && <FiguresDrawer />}
        {!calm && <Commands />}
        {!guest && <Settings />}
        <Help />
      </div>
    </header>
  )
}

const ForSurgeons = (props: TopBarProps) => (
  <>
    <OpenMenu intake={props.intake} openFiles={props.actions.openFiles} />
    <Patient {...props} />
    <Save {...props} />
    <Templates {...props} />
  </>
)

const Brand = () => (
  <span className="brand">
    <img src="/icons/atrium.svg" alt="" width={24} height={24} />
    Atrium
  </span>
)

function HeartName({ session }: TopBarProps) {
  const name = useStore(session.store, (s) => s.heart?.name)
  return <h1>{name === undefined ? say('No heart open') : say(name)}</h1>
}

const Hearts = () => (
  <BarButton
    icon="heart"
    label={say('Hearts')}
    title={say('Built-in hearts')}
    shortcut="H"
    press={openGallery}
  />
)

function Patient({ session }: TopBarProps) {
  const open = useStore(session.store, (s) => s.heart !== null)
  return (
    <BarButton
      icon="person"
      label={say('Patient')}
      title={say('The patient: weight, age, heart rate, blood')}
      disabled={!open}
      press={() => useUi.setState({ patient: true })}
    />
  )
}

function Save({ session, actions }: TopBarProps) {
  const open = useStore(session.store, (s) => s.heart !== null)
  return (
    <BarButton
      icon="save"
      label={say('Save')}
      title={say('Save the case to a file')}
      disabled={!open}
      press={actions.save}
    />
  )
}

/** Edits whose material is cut from a flat sheet. */
const isFlatPatch = (edit: Edit): boolean =>
  edit.kind === 'baffle' || (edit.kind === 'patch' && edit.mode === 'cover')

function Templates({ session, actions }: TopBarProps) {
  const hasPatch = useStore(session.store, (s) => s.edits.some(isFlatPatch))
  if (!hasPatch) return null
  return (
    <BarButton
      icon="print"
      label={say('Templates')}
      title={say('Patch templates to print 1 : 1')}
      press={actions.print}
    />
  )
}

function Device({ session }: TopBarProps) {
  const device = useStore(session.store, (s) => s.device)
  const counts = useStore(session.store, (s) => s.counts)
  if (!device) return null
  const detail = say(
    '{nodes} tissue nodes, {tets} tetrahedra, {cells} blood cells',
    Object.fromEntries(
      [
        ['nodes', counts.nodes],
        ['tets', counts.tets],
        ['cells', counts.bloodCells],
      ].map(([name, count]) => [name, count!.toLocaleString()]),
    ),
  )
  return (
    <span className="device" title={detail}>
      {device}
    </span>
  )
}

/** In words, and in as few as can be. */
const headsets = [
  { how: 'enterVr', words: phrase('Enter VR'), short: phrase('VR') },
  { how: 'enterAr', words: phrase('Enter AR'), short: phrase('AR') },
] as const

function Headsets({ actions }: TopBarProps) {
  return headsets.map(({ how, words, short }) => {
    const enter = actions[how]
    if (!enter) return null
    return (
      <button key={how} type="button" className="primary" aria-label={say(words)} onClick={enter}>
        <Icon name="headset" size={20} />
        <span className="words">{say(words)}</span>
        <span className="short">{say(short)}</span>
      </button>
    )
  })
}

function FiguresDrawer() {
  const figures = useUi((s) => s.figures)
  return (
    <BarButton
      icon="figures"
      className="figures-button"
      title={say('Findings')}
      pressed={figures}
      press={() => useUi.setState({ figures: !figures })}
    />
  )
}

const Commands = () => (
  <BarButton
    icon="search"
    title={say('Find a command')}
    shortcut="Ctrl+K"
    press={() => useUi.setState({ commands: true })}
  />
)

const Settings = () => (
  <BarButton
    icon="settings"
    title={say('Settings')}
    shortcut="Ctrl+,"
    press={() => useUi.setState({ settings: true })}
  />
)

const Help = () => (
  <BarButton
    icon="help"
    title={say('Help and keys')}
    shortcut="?"
    press={() => useUi.setState({ help: true })}
  />
)
