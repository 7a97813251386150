import { changeSettings, toolStore } from '../../tools/tool-store'
import { useBloodView } from '../../view/blood-view-state'
import { useView } from '../../view/view-state'
import { useAudience } from '../audience/use-audience'
import { usePresent } from '../present/use-present'
import { keepSettings, keptSettings } from './kept-settings'

/**
 * Takes up what this device has kept, and keeps what is chosen from now on. The second window keeps nothing: what it
 * shows is the presenter's choice.
 * @returns a function that stops it
 */
export function followSettings(): () => void {
  if (usePresent.getState().role === 'guest') return () => undefined
  takeUp()
  const stops = [
    useAudience.subscribe(
      ({ audience }, before) => audience !== before.audience && keepSettings({ audience }),
    ),
    toolStore.subscribe(({ settings: { sound } }, before) => {
      if (sound !== before.settings.sound) keepSettings({ sound })
    }),
    useBloodView.subscribe((now, before) => {
      if (now.pace !== before.pace || now.wallQuantity !== before.wallQuantity)
        keepSettings({ wallColour: now.wallQuantity, pace: now.pace })
    }),
    useView.subscribe(({ tracerColour }, before) => {
      // The family's page shows oxygen, whatever the person likes.
      const own = useAudience.getState().audience !== 'family'
      if (own && tracerColour !== before.tracerColour) keepSettings({ bloodColour: tracerColour })
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function takeUp(): void {
  const { sound, wallColour, pace, bloodColour } = keptSettings()
  if (sound !== undefined) changeSettings({ sound })
  useBloodView.setState({
    ...(wallColour && { wallQuantity: wallColour }),
    ...(pace && { pace }),
  })
  if (bloodColour) useView.setState({ tracerColour: bloodColour })
}
