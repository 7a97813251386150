import { say } from '../../core/language'
import { Icon } from '../icons'
import { chooseLanguage, type Language, languageNames, languages, useLanguage } from './use-language'
import './language-switch.css'

/** The language of every word; each is named in itself, so that it is found by who reads no other. */
export function LanguageSwitch() {
  const language = useLanguage((s) => s.language)
  return (
    <label className="select language" title={say('Language')}>
      <Icon name="globe" size={20} />
      <span className="visually-hidden">{say('Language')}</span>
      <select value={language} onChange={(e) => void chooseLanguage(e.target.value as Language)}>
        {languages.map((code) => (
          <option key={code} value={code} lang={code}>
            {languageNames[code]}
          </option>
        ))}
      </select>
    </label>
  )
}
