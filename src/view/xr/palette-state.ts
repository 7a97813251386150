import { create } from 'zustand'

interface PaletteState {
  /** Id of the page that is open. */
  readonly page: string
  /** Which of its sheets, from 0. */
  readonly sheet: number
}

/** What of the palette is open; kept while the headset is off. */
export const usePalette = create<PaletteState>(() => ({ page: 'instruments', sheet: 0 }))

export const openPage = (page: string): void => usePalette.setState({ page, sheet: 0 })
