import { useEffect } from 'react'
import { phrase, retell, say } from '../../core/language'
import { planeNames } from '../../session/intake/slice-plane'
import { sliceTool } from '../../session/intake/slice-tools'
import type { Workspace } from '../../session/intake/workspace'
import { pressWorkspaceKey, workspaceKeyList } from '../../session/intake/workspace-keys'
import { Icon } from '../icons'
import { LabelView } from './label-view'
import { SliceView } from './slice-view'
import { StepPanel } from './step-panel'
import { ToolStrip } from './tool-strip'
import { useWork, useWorkspace, WorkspaceProvider } from './use-workspace'
import './workspace.css'

interface WorkspaceViewProps {
  readonly workspace: Workspace
  readonly build: () => void
  readonly leave: () => void
}

/** The whole page while a scan becomes a heart: steps, tools, three slices and the parts in space. */
export function WorkspaceView({ workspace, build, leave }: WorkspaceViewProps) {
  useWorkspaceKeys(workspace)
  useOneViewWhereSmall(workspace)
  return (
    <WorkspaceProvider value={workspace}>
      <main className="workspace" aria-label={say('Segmentation')}>
        <WorkspaceBar leave={leave} />
        <StepPanel build={build} />
        <ToolStrip />
        <Views />
        <WorkspaceNotices />
      </main>
    </WorkspaceProvider>
  )
}

function Views() {
  const only = useWork((s) => s.only)
  const shown = only ? [only] : [...planeNames, 'volume' as const]
  return (
    <div className={only ? 'views-grid single' : 'views-grid'}>
      {shown.map((name) =>
        name === 'volume' ? <LabelView key={name} /> : <SliceView key={name} name={name} />,
      )}
    </div>
  )
}

/** Which view fills the page, while one does. */
function ViewTabs() {
  const workspace = useWorkspace()
  const only = useWork((s) => s.only)
  if (!only) return null
  return (
    <div className="view-tabs" role="toolbar" aria-label={say('View')}>
      {[...planeNames, 'volume' as const].map((name) => (
        <button
          type="button"
          key={name}
          aria-pressed={name === only}
          onClick={() => workspace.set(name === 'volume' ? { only: name } : { only: name, active: name })}
        >
          {say(tabs[name])}
        </button>
      ))}
    </div>
  )
}

const tabs = {
  axial: phrase('Axial'),
  coronal: phrase('Coronal'),
  sagittal: phrase('Sagittal'),
  volume: phrase('Parts'),
}

function WorkspaceBar({ leave }: { leave: () => void }) {
  const workspace = useWorkspace()
  const scan = useWork((s) => s.scan)
  const tool = useWork((s) => s.tool)
  const opacity = useWork((s) => s.opacity)
  const past = useWork((s) => s.history.past.length)
  const future = useWork((s) => s.history.future.length)
  const keys = useWork((s) => s.keysShown)
  return (
    <header className="panel workspace-bar">
      <button type="button" onClick={leave} title={say('Back to the heart; the scan stays open')}>
        <Icon name="back" size={20} />
        <span>{say('Heart')}</span>
      </button>
      <h1>{scan.name}</h1>
      <p className="hint">{say(sliceTool(tool).hint)}</p>
      <ViewTabs />
      <label className="opacity">
        <span>{say('Labels')}</span>
        <input
          type="range"
          aria-label={say('Labels')}
          min={0}
          max={1}
          step={0.02}
          value={opacity}
          aria-valuetext={`${Math.round(100 * opacity)} %`}
          onChange={(e) => workspace.set({ opacity: e.target.valueAsNumber })}
        />
      </label>
      <button
        type="button"
        aria-label={say('Undo')}
        title={say('Undo (Ctrl Z)')}
        disabled={past === 0}
        onClick={() => workspace.undo()}
      >
        <Icon name="undo" size={20} />
      </button>
      <button
        type="button"
        aria-label={say('Redo')}
        title={say('Redo (Ctrl Shift Z)')}
        disabled={future === 0}
        onClick={() => workspace.redo()}
      >
        <Icon name="redo" size={20} />
      </button>
      <button
        type="button"
        aria-label={say('Keys')}
        title={say('Keys (?)')}
        aria-expanded={keys}
        onClick={() => workspace.set({ keysShown: !keys })}
      >
        <Icon name="help" size={20} />
      </button>
      {keys && (
        <dl className="panel key-sheet">
          {workspaceKeyList.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{say(key)}</kbd>
              </dt>
              <dd>{say(meaning)}</dd>
            </div>
          ))}
        </dl>
      )}
    </header>
  )
}

/** Work in hand with a way to end it, and the last refusal or news. */
function WorkspaceNotices() {
  const workspace = useWorkspace()
  const progress = useWork((s) => s.progress)
  const fault = useWork((s) => s.fault)
  const note = useWork((s) => s.note)
  useEffect(() => {
    if (!note) return
    const timer = setTimeout(() => workspace.set({ note: null }), 8000)
    return () => clearTimeout(timer)
  }, [note, workspace])
  return (
    <div className="workspace-notices">
      {progress && (
        <div className="panel progress" role="status">
          <span>{retell(progress.label)}</span>
          <button type="button" className="plain" onClick={() => workspace.cancel()}>
            {say('Cancel')}
          </button>
          <progress aria-label={retell(progress.label)} max={1} value={progress.fraction} />
        </div>
      )}
      {(fault ?? note) && (
        <div className={`panel notice${fault ? '' : ' news'}`} role={fault ? 'alert' : 'status'}>
          {fault && <Icon name="warning" size={20} />}
          <span>{retell((fault ?? note)!)}</span>
          <button
            type="button"
            className="plain"
            aria-label={say('Dismiss')}
            onClick={() => workspace.set({ fault: null, note: null })}
          >
            <Icon name="close" size={18} />
          </button>
        </div>
      )}
    </div>
  )
}

/** Four pictures on a phone are too small to work in: it begins with one. */
function useOneViewWhereSmall(workspace: Workspace): void {
  useEffect(() => {
    if (matchMedia('(max-height: 560px), (max-width: 820px)').matches) workspace.set({ only: 'axial' })
  }, [workspace])
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (/^(textarea|select)$/i.test(target.tagName) ||
    (target instanceof HTMLInputElement && !['range', 'checkbox'].includes(target.type)))

/** Takes every key before the rehearsal behind it can; keys of a focused control stay the control’s. */
function useWorkspaceKeys(workspace: Workspace): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      event.stopPropagation()
      if (typing(event.target)) return
      const { target } = event
      const onButton = target instanceof HTMLButtonElement && (event.key === ' ' || event.key === 'Enter')
      const onSlider = target instanceof HTMLInputElement && /Arrow|Page/.test(event.key)
      const onSummary = target instanceof HTMLElement && target.tagName === 'SUMMARY' && event.key === ' '
      if (onButton || onSlider || onSummary) return
      if (pressWorkspaceKey(event, workspace)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [workspace])
}
