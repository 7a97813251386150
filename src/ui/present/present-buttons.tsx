import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { BarButton } from '../bar-button'
import { openSecondWindow, setFollowing, usePresent } from './use-present'

/** Opens the second window; in that one, whether it follows the presenter. */
export function PresentButton({ session }: { readonly session: Session }) {
  const { role, following } = usePresent()
  if (role === 'guest')
    return (
      <BarButton
        icon="screen"
        label={say('Follow the presenter')}
        title={say('Show what the presenter shows, or look round freely')}
        pressed={following}
        press={() => setFollowing(!following)}
      />
    )
  return (
    <BarButton
      icon="screen"
      title={say('A second window for the family')}
      shortcut="Shift+W"
      pressed={role === 'host'}
      press={() => openSecondWindow(session)}
    />
  )
}
