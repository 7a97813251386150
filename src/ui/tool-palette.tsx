import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { toolById, toolGroups, tools } from '../tools'
import { changeSettings, takeTool, toolStore } from '../tools/tool-store'
import { AnnotationList } from './annotation-list'
import { Icon } from './icons'
import { MarkerList } from './marker-list'
import { SutureList } from './suture-list'
import { ToolSettingsForm } from './tool-settings-form'
import './tool-palette.css'

/** The instruments; a press takes one, again lays it down. */
export function ToolPalette({ session }: { session: Session }) {
  const active = useStore(toolStore, (s) => s.active.mouse)
  return (
    <nav className="palette" aria-label={say('Instruments')}>
      <div className="panel tools" role="toolbar" aria-orientation="vertical" aria-label={say('Instruments')}>
        <ToolButton
          icon="hand"
          label={say('Turn')}
          shortcut="Esc"
          held={active === null}
          press={() => takeTool('mouse', null)}
        />
        <SoundSwitch />
        {toolGroups.map(({ id, label }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset inside a toolbar would be a form
          <div key={id} className="tool-group" role="group" aria-label={say(label)}>
            <h3>{say(label)}</h3>
            {tools
              .filter(({ group }) => group === id)
              .map((tool) => (
                <ToolButton
                  key={tool.id}
                  icon={tool.icon}
                  label={say(tool.label)}
                  shortcut={tool.key.toUpperCase()}
                  held={active === tool.id}
                  press={() => takeTool('mouse', active === tool.id ? null : tool.id)}
                />
              ))}
          </div>
        ))}
      </div>
      {active && (
        <section
          className="panel tool-settings"
          aria-label={say('{tool} settings', { tool: say(toolById(active).label) })}
        >
          <h2>{say(toolById(active).label)}</h2>
          <p>{say(toolById(active).hint)}.</p>
          <ToolSettingsForm tool={active} />
          {active === 'markers' && <MarkerList session={session} />}
          {active === 'release' && <SutureList session={session} />}
          {(active === 'measure' || active === 'note') && <AnnotationList session={session} />}
        </section>
      )}
    </nav>
  )
}

/** Soft sounds of contact, cutting and stitching. */
function SoundSwitch() {
  const on = useStore(toolStore, (s) => s.settings.sound)
  return (
    <button
      type="button"
      className="tool switch"
      aria-pressed={on}
      aria-label={say('Sound')}
      title={on ? say('Sound is on') : say('Sound is off')}
      onClick={() => changeSettings({ sound: !on })}
    >
      <Icon name={on ? 'sound' : 'silent'} />
      <span className="tool-label">{say('Sound')}</span>
    </button>
  )
}

interface ToolButtonProps {
  readonly icon: string
  readonly label: string
  readonly shortcut: string
  readonly held: boolean
  readonly press: () => void
}

function ToolButton({ icon, label, shortcut, held, press }: ToolButtonProps) {
  return (
    <button
      type="button"
      className="tool"
      aria-pressed={held}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={`${label} (${shortcut})`}
      onClick={press}
    >
      <Icon name={icon} />
      <span className="tool-label">{label}</span>
    </button>
  )
}
