import type { Vec3 } from '../core/vec3'

/** What an instrument is about to do, as shapes to draw. Patient space, metres, on the tissue as it hangs now. */
export type Preview =
  /** The tip's mark on the tissue. */
  | { readonly kind: 'touch'; readonly position: Vec3; readonly normal: Vec3 }
  /** The two ends of the blade along its way. */
  | { readonly kind: 'cut'; readonly blade: readonly (readonly [Vec3, Vec3])[] }
  /** `closing`: the next tap joins the first point. */
  | {
      readonly kind: 'outline'
      readonly points: readonly Vec3[]
      readonly closed: boolean
      readonly closing: boolean
    }
  /** Where the needle will go in, in order. */
  | { readonly kind: 'stitches'; readonly points: readonly Vec3[] }
  | { readonly kind: 'disc'; readonly centre: Vec3; readonly normal: Vec3; readonly radius: number }
  | { readonly kind: 'path'; readonly points: readonly Vec3[]; readonly radius: number }
  | { readonly kind: 'grasp'; readonly from: Vec3; readonly to: Vec3 }
  | { readonly kind: 'reading'; readonly position: Vec3; readonly lines: readonly string[] }
