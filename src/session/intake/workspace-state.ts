import type { Vec3 } from '../../core/vec3'
import type { SegmentationPreview } from '../../engine/intake-protocol'
import type { Recipe } from '../../geometry/segmentation/recipe'
import type { Scan } from '../../io/scan'
import { wholeCrop } from './crop-box'
import { firstRecipe } from './first-recipe'
import { type Histogram, histogramOf } from './histogram'
import type { DiscUse, SeedPart } from './recipe-edit'
import { type RecipeHistory, startHistory } from './recipe-history'
import { type PlaneName, type SlicePlane, slicePlanes } from './slice-plane'
import type { StrokePaint } from './slice-tools/slice-tool'

/** The way from a scan to a heart. Every step can be skipped and come back to. */
export const workspaceSteps = ['look', 'blood', 'crop', 'seeds', 'valves', 'check', 'build'] as const
export type WorkspaceStep = (typeof workspaceSteps)[number]

/** How a picture lies in its frame: times fitted size, and its middle's way from the frame’s, millimetres. */
export interface PictureZoom {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface WorkspaceState {
  readonly scan: Scan
  readonly planes: Record<PlaneName, SlicePlane>
  readonly histogram: Histogram
  readonly whole: NonNullable<Recipe['crop']>
  readonly history: RecipeHistory
  /** Crosshair, LPS, millimetres. */
  readonly cursor: Vec3
  /** Centre and width. */
  readonly window: readonly [number, number]
  readonly zoom: Record<PlaneName, PictureZoom>
  /** The pictures fit themselves to the step, as nobody has moved them by hand. */
  readonly zoomsItself: boolean
  /** The picture that the keys act on. */
  readonly active: PlaneName
  /** The one view that fills the page, or all of them. */
  readonly only: PlaneName | 'volume' | null
  readonly step: WorkspaceStep
  readonly tool: string
  readonly toolState: { readonly name: string }
  readonly part: SeedPart
  readonly use: DiscUse
  readonly paint: StrokePaint
  /** Radius of the brush, millimetres. */
  readonly brush: number
  /** Of the labels over the pictures, 0–1. */
  readonly opacity: number
  readonly preview: SegmentationPreview | null
  /** The recipe that the preview shows. */
  readonly previewOf: Recipe | null
  readonly segmenting: boolean
  readonly building: boolean
  /** Work in hand in the worker. */
  readonly progress: { readonly label: string; readonly fraction: number } | null
  /** What the last segmentation or building was refused for. */
  readonly fault: string | null
  /** The sheet of keys is open. */
  readonly keysShown: boolean
  /** What was restored or imported, in words; dismissed by the next change. */
  readonly note: string | null
}

/** A scan just opened: everything proposed, nothing decided. */
export function openWorkspace(scan: Scan): WorkspaceState {
  const planes = slicePlanes(scan)
  const histogram = histogramOf(scan)
  const recipe = firstRecipe(scan, histogram)
  const whole = wholeCrop(scan)
  const box = recipe.crop ?? whole
  const fitted = { scale: 1, x: 0, y: 0 }
  return {
    scan,
    planes,
    histogram,
    whole,
    history: startHistory(recipe),
    cursor: [0, 1, 2].map((a) => (box.low[a]! + box.high[a]!) / 2) as unknown as Vec3,
    window: scan.window,
    zoom: { axial: fitted, coronal: fitted, sagittal: fitted },
    zoomsItself: true,
    active: 'axial',
    only: null,
    step: 'look',
    tool: 'look',
    toolState: { name: 'Idle' },
    part: 'LV',
    use: { list: 'valves', gate: 'mitral' },
    paint: 'blood',
    brush: 5,
    opacity: 0.42,
    preview: null,
    previewOf: null,
    segmenting: false,
    building: false,
    progress: null,
    fault: null,
    keysShown: false,
    note: null,
  }
}

/** The tool that a step begins with. */
export const toolOfStep: Record<WorkspaceStep, string> = {
  look: 'look',
  blood: 'look',
  crop: 'crop',
  seeds: 'seed',
  valves: 'disc',
  check: 'look',
  build: 'look',
}
