import { say } from '../../core/language'
import { sliceTools } from '../../session/intake/slice-tools'
import { Icon } from '../icons'
import { useWork, useWorkspace } from './use-workspace'

/** The instruments over the slices. */
export function ToolStrip() {
  const workspace = useWorkspace()
  const held = useWork((s) => s.tool)
  return (
    <div className="panel tool-strip" role="toolbar" aria-orientation="vertical" aria-label={say('Tools')}>
      {sliceTools.map((tool) => (
        <button
          type="button"
          key={tool.id}
          aria-pressed={tool.id === held}
          aria-label={say(tool.label)}
          aria-keyshortcuts={tool.key.toUpperCase()}
          title={`${say(tool.label)} (${tool.key.toUpperCase()}): ${say(tool.hint)}`}
          onClick={() => workspace.takeTool(tool.id)}
        >
          <Icon name={tool.id} />
        </button>
      ))}
    </div>
  )
}
