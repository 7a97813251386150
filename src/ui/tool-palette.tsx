import { useState } from 'react'
import { useStore } from 'zustand'
import { say } from '../core/language'
import { toolGroups, tools } from '../tools'
import { changeSettings, takeTool, toolStore } from '../tools/tool-store'
import { Icon } from './icons'
import { moveFocus } from './move-focus'
import './tool-palette.css'

/**
 * The instruments; a press takes one, again lays it down. One stop of the Tab key: arrows go from one to the next, as
 * in every toolbar.
 */
export function ToolPalette() {
  const active = useStore(toolStore, (s) => s.active.mouse)
  const sound = useStore(toolStore, (s) => s.settings.sound)
  const [stop, setStop] = useState('turn')
  const at = (id: string) => ({ tabIndex: stop === id ? 0 : -1, onFocus: () => setStop(id) })
  return (
    <nav className="palette" aria-label={say('Instruments')}>
      <div
        className="panel tools"
        role="toolbar"
        tabIndex={-1}
        aria-orientation="vertical"
        aria-label={say('Instruments')}
        onKeyDown={moveFocus}
      >
        <ToolButton
          {...at('turn')}
          icon="hand"
          label={say('Turn')}
          shortcut="Esc"
          held={active === null}
          press={() => takeTool('mouse', null)}
        />
        <ToolButton
          {...at('sound')}
          className="tool switch"
          icon={sound ? 'sound' : 'silent'}
          label={say('Sound')}
          title={sound ? say('Sound is on') : say('Sound is off')}
          shortcut="Shift+M"
          held={sound}
          press={() => changeSettings({ sound: !sound })}
        />
        {toolGroups.map(({ id, label }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset inside a toolbar would be a form
          <div key={id} className="tool-group" role="group" aria-label={say(label)}>
            <h3>{say(label)}</h3>
            {tools
              .filter(({ group }) => group === id)
              .map((tool) => (
                <ToolButton
                  key={tool.id}
                  {...at(tool.id)}
                  icon={tool.icon}
                  label={say(tool.label)}
                  title={say(tool.hint)}
                  shortcut={tool.key.toUpperCase()}
                  held={active === tool.id}
                  press={() => takeTool('mouse', active === tool.id ? null : tool.id)}
                />
              ))}
          </div>
        ))}
      </div>
    </nav>
  )
}

interface ToolButtonProps {
  readonly icon: string
  readonly label: string
  /** What it does, for those who ask. */
  readonly title?: string
  readonly shortcut: string
  readonly held: boolean
  readonly className?: string
  readonly tabIndex: number
  readonly onFocus: () => void
  readonly press: () => void
}

function ToolButton(props: ToolButtonProps) {
  const { icon, label, title, shortcut, held, className = 'tool', tabIndex, onFocus, press } = props
  return (
    <button
      type="button"
      className={className}
      tabIndex={tabIndex}
      aria-pressed={held}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={title ? `${label} (${shortcut}): ${title}` : `${label} (${shortcut})`}
      onFocus={onFocus}
      onClick={press}
    >
      <Icon name={icon} />
      <span className="tool-label">{label}</span>
    </button>
  )
}
