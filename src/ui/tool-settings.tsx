import { useStore } from 'zustand'
import { say } from '../core/language'
import type { Session } from '../session/session'
import { toolById } from '../tools'
import { toolStore } from '../tools/tool-store'
import { AnnotationList } from './annotation-list'
import { MarkerList } from './marker-list'
import { SutureList } from './suture-list'
import { ToolSettingsForm } from './tool-settings-form'

/** How the instrument in hand is used, what can be set on it, and what it has left in the heart. */
export function ToolSettings({ session }: { readonly session: Session }) {
  const active = useStore(toolStore, (s) => s.active.mouse)
  if (!active) return null
  const { label, hint } = toolById(active)
  return (
    <section className="panel tool-settings" aria-label={say('{tool} settings', { tool: say(label) })}>
      <h2>{say(label)}</h2>
      <p>{say(hint)}.</p>
      <ToolSettingsForm tool={active} />
      {active === 'markers' && <MarkerList session={session} />}
      {active === 'release' && <SutureList session={session} />}
      {(active === 'measure' || active === 'note') && <AnnotationList session={session} />}
    </section>
  )
}
