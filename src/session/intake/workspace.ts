import { createStore } from 'zustand/vanilla'
import { Fault } from '../../core/fault'
import type { Vec3 } from '../../core/vec3'
import type { Intake } from '../../engine/intake-protocol'
import type { Recipe } from '../../geometry/segmentation/recipe'
import type { Heart } from '../../heart/heart'
import type { Scan } from '../../io/scan'
import type { SaveStore } from '../kept/save-store'
import { keepRecipe, keptRecipe } from './keep-recipe'
import { zoomToCrop } from './picture-zoom'
import { gathered } from './recipe-edit'
import { changeRecipe, redoRecipe, startHistory, undoRecipe } from './recipe-history'
import { type PlaneName, stepSlice, withinScan } from './slice-plane'
import { sliceTool } from './slice-tools'
import type { SliceEvent } from './slice-tools/slice-tool'
import {
  openWorkspace,
  type PictureZoom,
  toolOfStep,
  type WorkspaceState,
  type WorkspaceStep,
} from './workspace-state'

/** The recipe rests this long [ms] before it is segmented or kept, so that a drag is one piece of work. */
const pause = 350
/** Steps in which the whole slices are shown. */
const wholeSteps: readonly WorkspaceStep[] = ['look', 'blood', 'crop']

/**
 * A scan on its way to a heart: the recipe with its undo, what is looked at, and the newest labels of the worker.
 * The labels are a function of scan and recipe: whatever changes the recipe has them made anew, one piece of work at a
 * time, the newest recipe next.
 */
export class Workspace {
  readonly store
  private timer: ReturnType<typeof setTimeout> | undefined
  private closed = false

  constructor(
    private readonly intake: Pick<Intake, 'segment' | 'build' | 'cancel'>,
    scan: Scan,
    private readonly saves: SaveStore | null = null,
  ) {
    this.store = createStore<WorkspaceState>(() => openWorkspace(scan))
  }

  get state(): WorkspaceState {
    return this.store.getState()
  }

  get recipe(): Recipe {
    return this.state.history.present
  }

  /** Takes up the recipe that was kept for this scan, if there is one. */
  async restore(): Promise<void> {
    const recipe = this.saves && (await keptRecipe(this.saves, this.state.scan))
    if (!recipe || this.closed) return
    this.set({
      history: startHistory(gathered(recipe)),
      note: 'Your work on this scan is back as you left it.',
    })
    this.later()
  }

  set(change: Partial<WorkspaceState>): void {
    this.store.setState(change)
  }

  change(recipe: Recipe, topic: string | null = null): void {
    this.set({ history: changeRecipe(this.state.history, recipe, topic), note: null })
    this.later()
  }

  undo(): void {
    this.set({ history: undoRecipe(this.state.history), note: null })
    this.later()
  }

  redo(): void {
    this.set({ history: redoRecipe(this.state.history), note: null })
    this.later()
  }

  goTo(place_mm: Vec3): void {
    this.set({ cursor: withinScan(this.state.scan, place_mm) })
  }

  scroll(plane: PlaneName, slices: number): void {
    this.set({ cursor: stepSlice(this.state.planes[plane], this.state.cursor, slices) })
  }

  goToStep(step: WorkspaceStep): void {
    this.set({ step })
    if (this.state.zoomsItself) this.fit()
    this.takeTool(toolOfStep[step])
  }

  /** Shows each slice whole, or from the seeds on what the crop leaves of it. */
  fit(whole = wholeSteps.includes(this.state.step)): void {
    const { planes } = this.state
    const crop = whole ? undefined : this.recipe.crop
    const zoom = { axial: zoomToCrop(planes.axial, crop), coronal: zoomToCrop(planes.coronal, crop) }
    this.set({ zoom: { ...zoom, sagittal: zoomToCrop(planes.sagittal, crop) }, zoomsItself: true })
  }

  /** A picture moved or zoomed by hand, which from then on stays as it is. */
  setZoom(plane: PlaneName, zoom: PictureZoom): void {
    this.set({ zoom: { ...this.state.zoom, [plane]: zoom }, zoomsItself: false })
  }

  takeTool(id: string): void {
    const tool = sliceTool(id)
    this.set({ tool: tool.id, toolState: tool.idle })
  }

  /** Drops a gesture; gives false where none was under way. */
  cancelGesture(): boolean {
    const { tool, toolState } = this.state
    const idle = sliceTool(tool).idle
    if (toolState.name === idle.name) return false
    this.set({ toolState: idle })
    return true
  }

  /** Hands an event over a picture to a tool, by default the one in hand, and does what it asks for. */
  handle(event: SliceEvent, id = this.state.tool): void {
    const { state } = this
    const tool = sliceTool(id)
    const at = id === state.tool ? state.toolState : this.passing
    const step = tool.step(at, event, {
      recipe: this.recipe,
      window: state.window,
      whole: state.whole,
      part: state.part,
      use: state.use,
      paint: state.paint,
      brush: state.brush,
    })
    if (id === state.tool) {
      if (step.state !== state.toolState) this.set({ toolState: step.state })
    } else this.passing = step.state
    if (step.cursor) this.goTo(step.cursor)
    if (step.window) this.set({ window: step.window })
    if (step.recipe && step.recipe !== this.recipe) this.change(step.recipe, step.topic ?? null)
    if (step.pan) this.onPan(event.plane, step.pan)
  }

  /** State of a tool that a mouse button borrows. */
  private passing: { readonly name: string } = { name: 'Idle' }
  /** Set by the picture that knows how many millimetres a pixel is. */
  onPan: (plane: PlaneName, pixels: readonly [number, number]) => void = () => {}

  /** Segments the present recipe now; the work in hand, if any, ends first. */
  async segment(): Promise<void> {
    if (this.state.segmenting || this.state.building || this.closed) return
    const recipe = this.recipe
    this.set({ segmenting: true, fault: null, progress: { label: 'Separating the parts', fraction: 0 } })
    try {
      const preview = await this.intake.segment(recipe)
      if (!this.closed) this.set({ preview, previewOf: recipe })
    } catch (error) {
      if (!this.closed) this.set({ fault: inWords(error), previewOf: recipe })
    }
    if (this.closed) return
    this.set({ segmenting: false, progress: null })
    if (this.recipe !== recipe) this.later()
  }

  /** The heart of the present recipe; null where it was refused or cancelled, which is then said in the state. */
  async build(): Promise<Heart | null> {
    if (this.state.building) return null
    clearTimeout(this.timer)
    this.set({ building: true, fault: null, progress: { label: 'Building the heart', fraction: 0 } })
    try {
      return await this.intake.build(this.recipe)
    } catch (error) {
      this.set({ fault: inWords(error) })
      return null
    } finally {
      this.set({ building: false, progress: null })
    }
  }

  cancel(): void {
    clearTimeout(this.timer)
    this.intake.cancel()
  }

  /** A heart was built: the next visit is not told of work that is left. */
  async keepAsBuilt(): Promise<void> {
    if (this.saves) await keepRecipe(this.saves, this.state.scan, this.recipe, true).catch(() => {})
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private later(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const { scan, preview, previewOf } = this.state
      if (this.saves) void keepRecipe(this.saves, scan, this.recipe).catch(() => this.sayNotKept())
      const wanted = this.recipe.seeds.length > 0 || preview !== null
      if (wanted && this.recipe !== previewOf) void this.segment()
    }, pause)
  }

  private sayNotKept(): void {
    this.set({ note: 'This browser has no room to keep your work: save the recipe before closing the page.' })
  }
}

const inWords = (error: unknown): string => {
  if (error instanceof Fault) return error.message
  const text = error instanceof Error ? error.message : String(error)
  return `Atrium could not do that: ${text}`
}
