import { say } from '../../core/language'
import { Icon } from '../icons'
import { type Audience, audiences } from '../settings/kept-settings'
import { audienceNames, showTo, useAudience } from './use-audience'

/** Who the page is for. */
export function AudienceSwitch() {
  const audience = useAudience((s) => s.audience)
  return (
    <label className="select language" title={say('Who looks on')}>
      <Icon name="person" size={20} />
      <span className="visually-hidden">{say('Who looks on')}</span>
      <select value={audience} onChange={(e) => showTo(e.target.value as Audience)}>
        {audiences.map((a) => (
          <option key={a} value={a}>
            {say(audienceNames[a])}
          </option>
        ))}
      </select>
    </label>
  )
}
