import { create } from 'zustand'
import { setMessages } from '../../core/language'

/** The languages, each by its own name. One more: a line here, a file of messages and a line in `messageFiles`. */
export const languageNames = { en: 'English', de: 'Deutsch', es: 'Español', zh: '中文' } as const
export type Language = keyof typeof languageNames
export const languages = Object.keys(languageNames) as readonly Language[]

/** English is the key of every message. The files are served with the page and fetched when they are chosen. */
const messageFiles: Record<Language, () => Promise<Readonly<Record<string, string>>>> = {
  en: async () => ({}),
  de: async () => (await import('../../../assets/languages/de.json')).default,
  es: async () => (await import('../../../assets/languages/es.json')).default,
  zh: async () => (await import('../../../assets/languages/zh.json')).default,
}
const kept = 'atrium-language'

/** The language that is shown now. A component that reads it is drawn again when another is chosen. */
export const useLanguage = create<{ readonly language: Language }>(() => ({ language: 'en' }))

/** Shows a language on the page and in the headset, and keeps it for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  await show(language)
  try {
    localStorage.setItem(kept, language)
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Shows the language kept from the last visit, else the first of the browser's that there is, else English. */
export const startLanguage = (): Promise<void> => show(firstLanguage(keptLanguage(), navigator.languages))

/** The language to begin with: `zh-Hans-CN` is `zh`. */
export function firstLanguage(last: string | null, wanted: readonly string[]): Language {
  const known = (code: string) => languages.find((l) => l === code.toLowerCase().split('-')[0])
  for (const code of [...(last ? [last] : []), ...wanted]) {
    const found = known(code)
    if (found) return found
  }
  return 'en'
}

function keptLanguage(): string | null {
  try {
    return localStorage.getItem(kept)
  } catch {
    return null
  }
}

async function show(language: Language): Promise<void> {
  setMessages(await messageFiles[language]())
  document.documentElement.lang = language
  useLanguage.setState({ language })
}
