import { create } from 'zustand'

interface UiState {
  readonly help: boolean
  /** The command palette. */
  readonly commands: boolean
  /** Who the page is for, language, comfort, quality: what is kept for the next visit. */
  readonly settings: boolean
  /** The form about the patient. */
  readonly patient: boolean
  /** The figures' drawer on small screens. */
  readonly figures: boolean
  readonly bloodRunning: boolean
  readonly tissueRunning: boolean
}

/** What of the page itself is open or running. */
export const useUi = create<UiState>(() => ({
  help: false,
  commands: false,
  settings: false,
  patient: false,
  figures: false,
  bloodRunning: true,
  tissueRunning: true,
}))
