import type { Vec3 } from '../core/vec3'

/** Something that is being designed: its line, its surface or its bore, and words beside it. */
export interface DesignShape {
  readonly line: readonly Vec3[]
  readonly closed: boolean
  /** Of a tube round the line, metres; null: it is no tube. */
  readonly radius: number | null
  readonly surface: { readonly positions: Float32Array; readonly triangles: Uint32Array } | null
  readonly label: { readonly place: Vec3; readonly lines: readonly string[] }
}

/** What an instrument is about to do, as shapes to draw. Patient space, metres, on the tissue as it hangs now. */
export type Preview =
  /** The tip's mark on the tissue. */
  | {
      readonly kind: 'touch'
      readonly position: Vec3
      readonly normal: Vec3
      /** How deep the blade would go here, metres, and in words. */
      readonly depth?: { readonly metres: number; readonly label: string }
    }
  /** The two ends of the blade along its way; `depth` says in words how deep it goes. */
  | { readonly kind: 'cut'; readonly blade: readonly (readonly [Vec3, Vec3])[]; readonly depth: string }
  /** `closing`: the next tap joins the first point. */
  | {
      readonly kind: 'outline'
      readonly points: readonly Vec3[]
      readonly closed: boolean
      readonly closing: boolean
    }
  /** Where the needle will go in, in order; running: one thread through all of them. */
  | {
      readonly kind: 'stitches'
      readonly points: readonly Vec3[]
      readonly running: boolean
      readonly label: string
    }
  /** Stitches that will be taken out: their two ends. */
  | {
      readonly kind: 'taken-out'
      readonly stitches: readonly (readonly [Vec3, Vec3])[]
      readonly label: string
    }
  /** A retractor's bar as it is carried; `id` of the one in the field that it was, `label` for what a tap would do. */
  | {
      readonly kind: 'bar'
      readonly id: string | null
      readonly from: Vec3
      readonly to: Vec3
      readonly radius: number
      readonly label?: string
    }
  /** A stay suture as it is drawn. */
  | {
      readonly kind: 'stay'
      readonly id: string | null
      readonly from: Vec3
      readonly to: Vec3
      readonly label?: string
    }
  | { readonly kind: 'disc'; readonly centre: Vec3; readonly normal: Vec3; readonly radius: number }
  | { readonly kind: 'path'; readonly points: readonly Vec3[]; readonly radius: number }
  | { readonly kind: 'grasp'; readonly from: Vec3; readonly to: Vec3 }
  | { readonly kind: 'reading'; readonly position: Vec3; readonly lines: readonly string[] }
  /** A design that can be taken hold of by its beads; `hot`: the hand is at it. The `done` bead makes it. */
  | (DesignShape & {
      readonly kind: 'design'
      readonly beads: readonly {
        readonly place: Vec3
        readonly role: 'rim' | 'shape' | 'end'
        readonly hot: boolean
      }[]
      readonly done: { readonly place: Vec3; readonly hot: boolean; readonly label: string }
    })
  /** A measure being taken: its places in order, and its words. */
  | {
      readonly kind: 'measure'
      readonly points: readonly Vec3[]
      readonly label: { readonly place: Vec3; readonly lines: readonly string[] } | null
    }
