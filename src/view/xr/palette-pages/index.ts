import { bloodPage } from './blood-page'
import { comfortPage } from './comfort-page'
import { findingsPage } from './findings-page'
import { guidePage } from './guide-page'
import { heartPage } from './heart-page'
import { instrumentsPage } from './instruments-page'
import type { PalettePage } from './palette-page'
import { placePage } from './place-page'
import { seeingPage } from './seeing-page'
import { strategiesPage } from './strategies-page'

/** Every page of the palette in the headset, in the order of its tabs. One more: a file, and a word here. */
export const palettePages: readonly PalettePage[] = [
  instrumentsPage,
  heartPage,
  seeingPage,
  bloodPage,
  findingsPage,
  strategiesPage,
  placePage,
  comfortPage,
  guidePage,
]
