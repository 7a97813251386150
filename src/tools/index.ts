import { clamp } from './clamp/clamp'
import { forceps } from './forceps/forceps'
import { lesion } from './lesion/lesion'
import { markers } from './markers/markers'
import { patch } from './patch/patch'
import { probe } from './probe/probe'
import { release } from './release/release'
import { resect } from './resect/resect'
import { retractor } from './retractor/retractor'
import { scalpel } from './scalpel/scalpel'
import { stay } from './stay/stay'
import { suture } from './suture/suture'
import type { ToolState } from './tool'

interface ToolEntry {
  readonly id: string
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

/** Every instrument, in the order of the palette. One more: a folder with its states, and a line here. */
export const tools = [
  // biome-ignore format: one line each
  { id: 'forceps', label: 'Forceps', key: 'f', icon: 'forceps', cursor: 'grab', hint: 'Press on tissue to hold it, drag, let go', start: forceps },
  // biome-ignore format: one line each
  { id: 'scalpel', label: 'Scalpel', key: 's', icon: 'scalpel', cursor: 'crosshair', hint: 'Drag along the tissue to cut it', start: scalpel },
  // biome-ignore format: one line each
  { id: 'patch', label: 'Patch', key: 'p', icon: 'patch', cursor: 'cell', hint: 'Tap beside an opening, or draw or tap an outline', start: patch },
  // biome-ignore format: one line each
  { id: 'suture', label: 'Suture', key: 'u', icon: 'suture', cursor: 'crosshair', hint: 'Tap a patch or a cut to sew it, or draw the stitch line', start: suture },
  // biome-ignore format: one line each
  { id: 'release', label: 'Take out', key: 'x', icon: 'release', cursor: 'crosshair', hint: 'Tap a stitch, or draw over several, to take them out', start: release },
  // biome-ignore format: one line each
  { id: 'resect', label: 'Resect', key: 'r', icon: 'resect', cursor: 'crosshair', hint: 'Drag to take tissue away', start: resect },
  // biome-ignore format: one line each
  { id: 'clamp', label: 'Clamp', key: 'c', icon: 'clamp', cursor: 'crosshair', hint: 'Tap a vessel to close it', start: clamp },
  // biome-ignore format: one line each
  { id: 'retractor', label: 'Retractor', key: 'e', icon: 'retractor', cursor: 'grab', hint: 'Press on tissue and drag it aside; tap a blade to put it away', start: retractor },
  // biome-ignore format: one line each
  { id: 'stay', label: 'Stay', key: 't', icon: 'stay', cursor: 'grab', hint: 'Press on tissue and draw the thread outward; tap its end to take it out', start: stay },
  // biome-ignore format: one line each
  { id: 'probe', label: 'Probe', key: 'b', icon: 'probe', cursor: 'help', hint: 'Point at blood to read speed and pressure', start: probe },
  // biome-ignore format: one line each
  { id: 'lesion', label: 'Lesion', key: 'l', icon: 'lesion', cursor: 'crosshair', hint: 'Teacher: tap a wall to make a hole or a narrowing', start: lesion },
  // biome-ignore format: one line each
  { id: 'markers', label: 'Markers', key: 'm', icon: 'markers', cursor: 'pointer', hint: 'Drag a vessel end, a valve or a landmark to where it belongs', start: markers },
] as const satisfies readonly ToolEntry[]

export type ToolId = (typeof tools)[number]['id']

export const toolById = (id: ToolId): ToolEntry => tools.find((t) => t.id === id)!
