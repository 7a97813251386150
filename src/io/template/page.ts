/** A place on a page: millimetres from its upper left corner, y down. */
export type Place = readonly [x: number, y: number]

/** A colour as #rrggbb. */
type Colour = string

/** What can stand on a printed page; lengths in millimetres. */
export type Mark =
  | {
      readonly kind: 'line'
      readonly places: readonly Place[]
      readonly closed?: boolean
      readonly width: number
      readonly colour: Colour
      readonly dash?: readonly [number, number]
    }
  | { readonly kind: 'area'; readonly places: readonly Place[]; readonly colour: Colour }
  | {
      readonly kind: 'text'
      readonly at: Place
      readonly text: string
      /** Height of the letters. */
      readonly size: number
      readonly colour: Colour
      readonly bold?: boolean
      readonly align?: 'left' | 'middle' | 'right'
    }

/** A page at 1 : 1. */
export interface Page {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly marks: readonly Mark[]
}
