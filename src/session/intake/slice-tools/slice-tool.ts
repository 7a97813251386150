import type { Vec3 } from '../../../core/vec3'
import type { Recipe, RecipeStroke } from '../../../geometry/segmentation/recipe'
import type { DiscUse, SeedPart } from '../recipe-edit'
import type { PlaneName } from '../slice-plane'

/** A press, a move or a release over one of the slice pictures. */
export interface SliceEvent {
  readonly phase: 'down' | 'move' | 'up' | 'cancel'
  readonly plane: PlaneName
  /** Unit vector through the picture, away from the eye, patient space. */
  readonly through: Vec3
  /** The two patient axes that run along the picture. */
  readonly axes: readonly [number, number]
  /** Place under the pointer, LPS, millimetres. */
  readonly place: Vec3
  /** Pixels of the screen. */
  readonly screen: readonly [number, number]
  /** How far from a handle a press still takes it, millimetres. */
  readonly reach: number
}

export type StrokePaint = RecipeStroke['paint']

/** What the tools work on and with. */
export interface SliceContext {
  readonly recipe: Recipe
  /** Centre and width of the grey window. */
  readonly window: readonly [number, number]
  /** The box of the whole scan, millimetres. */
  readonly whole: NonNullable<Recipe['crop']>
  readonly part: SeedPart
  readonly use: DiscUse
  readonly paint: StrokePaint
  /** Radius of the brush, millimetres. */
  readonly brush: number
}

/** What a tool asks for after an event; what is left out stays as it is. */
export interface SliceStep<S> {
  readonly state: S
  /** Where the crosshair goes. */
  readonly cursor?: Vec3
  readonly window?: readonly [number, number]
  /** Pixels that the picture moves by. */
  readonly pan?: readonly [number, number]
  readonly recipe?: Recipe
  /** Changes of one topic in a row are one step of undo. */
  readonly topic?: string
}

/** An instrument over the slices: a small state machine. States are named by what is going on. */
export interface SliceTool<S extends { readonly name: string } = { readonly name: string }> {
  readonly id: string
  readonly label: string
  readonly key: string
  readonly hint: string
  /** CSS cursor over the pictures. */
  readonly pointer: string
  readonly idle: S
  step(state: S, event: SliceEvent, context: SliceContext): SliceStep<S>
}
