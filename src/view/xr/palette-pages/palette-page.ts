import type { Camera } from 'three'
import type { Heart } from '../../../heart/heart'
import type { Session } from '../../../session/session'
import type { ToolRunner } from '../../../tools/tool-runner'

/** What the entries of a page may read and drive. */
export interface PaletteContext {
  readonly session: Session
  readonly runner: ToolRunner
  readonly camera: Camera
  /** The hand that works. */
  readonly hand: 'left' | 'right'
}

/** One button of the palette in the headset. */
export interface PaletteEntry {
  /** Tells it from the others of its page, whatever it is called at the moment. */
  readonly key: string
  /** Three words at most; already in the language of the person. */
  readonly label: string
  /** Name of a drawing (`ui/icon-paths.ts`). */
  readonly icon?: string
  /** Is it the choice that holds? */
  readonly active?: boolean
  onPress(): void
}

/** One page of the palette: its tab, and a hook that gives its buttons in reading order, three to a row. */
export interface PalettePage {
  readonly id: string
  /** Word on the tab, in the language of the person. */
  label(): string
  readonly icon: string
  /** Whether a heart has anything on this page; left out: every heart has. */
  isFor?(heart: Heart | null): boolean
  useEntries(context: PaletteContext): readonly PaletteEntry[]
  /** What stands below the row that every page has: six at most. */
  useBelow?(context: PaletteContext): readonly PaletteEntry[]
}
