import { baffle } from './baffle/baffle'
import { clamp } from './clamp/clamp'
import { conduit } from './conduit/conduit'
import { forceps } from './forceps/forceps'
import { lesion } from './lesion/lesion'
import { markers } from './markers/markers'
import { measure } from './measure/measure'
import { note } from './note/note'
import { patch } from './patch/patch'
import { probe } from './probe/probe'
import { release } from './release/release'
import { resect } from './resect/resect'
import { retractor } from './retractor/retractor'
import { scalpel } from './scalpel/scalpel'
import { scissors } from './scissors/scissors'
import { section } from './section/section'
import { stay } from './stay/stay'
import { suture } from './suture/suture'
import type { ToolState } from './tool'

/** What the instruments are for, in the order of the palette. */
export const toolGroups = [
  { id: 'hold', label: 'Hold' },
  { id: 'cut', label: 'Cut' },
  { id: 'build', label: 'Build' },
  { id: 'close', label: 'Close' },
  { id: 'look', label: 'Look' },
  { id: 'mark', label: 'Mark' },
] as const

interface ToolEntry {
  readonly id: string
  readonly group: (typeof toolGroups)[number]['id']
  readonly label: string
  /** Key that takes it. */
  readonly key: string
  readonly icon: string
  /** CSS cursor over the tissue. */
  readonly cursor: string
  /** One sentence: what a press does. */
  readonly hint: string
  readonly start: ToolState
}

/** Every instrument, group by group, three to a row. One more: a folder with its states, and a line here. */
export const tools = [
  // biome-ignore format: one line each
  { id: 'forceps', group: 'hold', label: 'Forceps', key: 'f', icon: 'forceps', cursor: 'grab', hint: 'Press on tissue to hold it, drag, let go', start: forceps },
  // biome-ignore format: one line each
  { id: 'retractor', group: 'hold', label: 'Retractor', key: 'e', icon: 'retractor', cursor: 'grab', hint: 'Press on tissue and drag it aside; tap a blade to put it away', start: retractor },
  // biome-ignore format: one line each
  { id: 'stay', group: 'hold', label: 'Stay', key: 't', icon: 'stay', cursor: 'grab', hint: 'Press on tissue and draw the thread outward; tap its end to take it out', start: stay },
  // biome-ignore format: one line each
  { id: 'scalpel', group: 'cut', label: 'Scalpel', key: 's', icon: 'scalpel', cursor: 'crosshair', hint: 'Drag along the tissue to cut it', start: scalpel },
  // biome-ignore format: one line each
  { id: 'scissors', group: 'cut', label: 'Scissors', key: 'k', icon: 'scissors', cursor: 'crosshair', hint: 'Press and draw a little: one straight snip that way; across a patch not yet sewn: trims it', start: scissors },
  // biome-ignore format: one line each
  { id: 'resect', group: 'cut', label: 'Resect', key: 'r', icon: 'resect', cursor: 'crosshair', hint: 'Drag to take tissue away', start: resect },
  // biome-ignore format: one line each
  { id: 'patch', group: 'build', label: 'Patch', key: 'p', icon: 'patch', cursor: 'cell', hint: 'Tap beside an opening, or draw or tap an outline', start: patch },
  // biome-ignore format: one line each
  { id: 'baffle', group: 'build', label: 'Baffle', key: 'a', icon: 'baffle', cursor: 'cell', hint: 'Draw or tap an outline, press on its surface and pull it up, tap the green bead', start: baffle },
  // biome-ignore format: one line each
  { id: 'conduit', group: 'build', label: 'Conduit', key: 'o', icon: 'conduit', cursor: 'cell', hint: 'Tap two vessels, bend the tube by its beads, tap the green one', start: conduit },
  // biome-ignore format: one line each
  { id: 'suture', group: 'close', label: 'Suture', key: 'u', icon: 'suture', cursor: 'crosshair', hint: 'Tap a patch or a cut to sew it, or draw the stitch line', start: suture },
  // biome-ignore format: one line each
  { id: 'release', group: 'close', label: 'Take out', key: 'x', icon: 'release', cursor: 'crosshair', hint: 'Tap a stitch, or draw over several, to take them out', start: release },
  // biome-ignore format: one line each
  { id: 'clamp', group: 'close', label: 'Clamp', key: 'c', icon: 'clamp', cursor: 'crosshair', hint: 'Tap a vessel to close it', start: clamp },
  // biome-ignore format: one line each
  { id: 'probe', group: 'look', label: 'Probe', key: 'b', icon: 'probe', cursor: 'help', hint: 'Point at blood to read speed and pressure', start: probe },
  // biome-ignore format: one line each
  { id: 'measure', group: 'look', label: 'Measure', key: 'd', icon: 'measure', cursor: 'crosshair', hint: 'Drag between two places, or tap them; measures stay on the tissue', start: measure },
  // biome-ignore format: one line each
  { id: 'section', group: 'look', label: 'Section', key: 'i', icon: 'section', cursor: 'zoom-in', hint: 'Press to hide what is in front, draw on to go deeper', start: section },
  // biome-ignore format: one line each
  { id: 'note', group: 'mark', label: 'Pen', key: 'n', icon: 'note', cursor: 'text', hint: 'Tap to leave a note, drag to draw on the tissue', start: note },
  // biome-ignore format: one line each
  { id: 'markers', group: 'mark', label: 'Markers', key: 'm', icon: 'markers', cursor: 'pointer', hint: 'Drag a vessel end, a valve or a landmark to where it belongs', start: markers },
  // biome-ignore format: one line each
  { id: 'lesion', group: 'mark', label: 'Lesion', key: 'l', icon: 'lesion', cursor: 'crosshair', hint: 'Teacher: tap a wall to make a hole or a narrowing', start: lesion },
] as const satisfies readonly ToolEntry[]

export type ToolId = (typeof tools)[number]['id']

export const toolById = (id: ToolId): ToolEntry => tools.find((t) => t.id === id)!
