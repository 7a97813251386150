import { useState } from 'react'
import { useStore } from 'zustand'
import { phrase, say } from '../../core/language'
import { changeSettings, toolStore } from '../../tools/tool-store'
import { type Habits, setHabits, useComfort } from '../../view/xr/comfort'
import { audienceNames, showTo, useAudience } from '../audience/use-audience'
import { Icon } from '../icons'
import {
  chooseLanguage,
  type Language,
  languageNames,
  languages,
  useLanguage,
} from '../languages/use-language'
import { useUi } from '../ui-state'
import { useDialog } from '../use-dialog'
import { type Audience, audiences, keepSettings, keptSettings, qualities } from './kept-settings'
import './settings.css'

/** What a person likes, on the page and in the headset. All of it is kept on this device. */
export function SettingsSheet() {
  const open = useUi((s) => s.settings)
  const dialog = useDialog(open)
  const close = () => useUi.setState({ settings: false })
  return (
    <dialog ref={dialog} className="panel help settings-sheet" aria-label={say('Settings')} onClose={close}>
      <header>
        <h2>{say('Settings')}</h2>
        <button type="button" className="plain" aria-label={say('Close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {open && (
        <>
          <OfThePage />
          <OfTheHeadset />
        </>
      )}
      <p className="footnote">
        {say(
          'Kept on this device, with the colours and the pace of the blood. Nothing of it is sent anywhere.',
        )}
      </p>
    </dialog>
  )
}

function OfThePage() {
  const audience = useAudience((s) => s.audience)
  const language = useLanguage((s) => s.language)
  const sound = useStore(toolStore, (s) => s.settings.sound)
  return (
    <section>
      <Choice
        label={say('Who looks on')}
        value={audience}
        options={audiences.map((a) => [a, say(audienceNames[a])])}
        choose={(a) => showTo(a as Audience)}
      />
      <Choice
        label={say('Language')}
        value={language}
        options={languages.map((l) => [l, languageNames[l]])}
        choose={(l) => void chooseLanguage(l as Language)}
      />
      <QualityChoice />
      <Switch
        label={say('Sound')}
        hint={say('Soft sounds of contact, cutting and stitching')}
        on={sound}
        set={(on) => changeSettings({ sound: on })}
      />
    </section>
  )
}

const qualityNames: Record<(typeof qualities)[number], string> = {
  auto: phrase('What this device can do'),
  low: phrase('Light: coarser, quicker'),
  high: phrase('Fine: for a strong graphics card'),
}

/** How fine the lattices are; they are made anew with the page. */
function QualityChoice() {
  const [quality, setQuality] = useState(() => keptSettings().quality ?? 'auto')
  const [before] = useState(quality)
  const choose = (next: string) => {
    const known = qualities.find((q) => q === next) ?? 'auto'
    keepSettings({ quality: known })
    setQuality(known)
  }
  return (
    <>
      <Choice
        label={say('How fine')}
        value={quality}
        options={qualities.map((q) => [q, say(qualityNames[q])])}
        choose={choose}
      />
      {quality !== before && (
        <p className="settings-note">
          {say('From the next time the page is loaded; the rehearsal in hand is kept.')}
          <button type="button" onClick={() => location.reload()}>
            {say('Load it now')}
          </button>
        </p>
      )}
    </>
  )
}

type SwitchHabit = { [K in keyof Habits]: Habits[K] extends boolean ? K : never }[keyof Habits]

/** Every switch of the headset, with what it does. */
const habitRows: readonly (readonly [SwitchHabit, string, string])[] = [
  ['oneHanded', phrase('One hand'), phrase('The palette stands beside the heart')],
  ['snapTurn', phrase('Snap turn'), phrase('The stick, or a button, turns you by a step')],
  ['teleport', phrase('Teleport'), phrase('The stick, or a button, brings you to a place of the floor')],
  ['steadyHands', phrase('Steady hands'), phrase('Takes the trembling of tracking out of bare hands')],
]

function OfTheHeadset() {
  const habits = useComfort()
  return (
    <section>
      <h3>{say('In the headset')}</h3>
      <Choice
        label={say('Hand that works')}
        value={habits.dominant}
        options={[
          ['right', say('Right hand')],
          ['left', say('Left hand')],
        ]}
        choose={(hand) => setHabits({ dominant: hand === 'left' ? 'left' : 'right' })}
      />
      <Switch
        label={say('Seated')}
        hint={say('The heart lies at the height of one who sits')}
        on={habits.posture === 'seated'}
        set={(on) => setHabits({ posture: on ? 'seated' : 'standing' })}
      />
      {habitRows.map(([name, label, hint]) => (
        <Switch
          key={name}
          label={say(label)}
          hint={say(hint)}
          on={habits[name]}
          set={(on) => setHabits({ [name]: on })}
        />
      ))}
    </section>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, name: string])[]
  choose(value: string): void
}

const Choice = ({ label, value, options, choose }: ChoiceProps) => (
  <label className="setting select">
    <span>{label}</span>
    <select value={value} onChange={(e) => choose(e.target.value)}>
      {options.map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </select>
  </label>
)

interface SwitchProps {
  readonly label: string
  readonly hint: string
  readonly on: boolean
  set(on: boolean): void
}

const Switch = ({ label, hint, on, set }: SwitchProps) => (
  <label className="setting">
    <span>
      {label}
      <small>{hint}</small>
    </span>
    <input type="checkbox" checked={on} onChange={(e) => set(e.target.checked)} />
  </label>
)
