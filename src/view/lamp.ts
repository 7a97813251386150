/** Light of the key on a wall that faces it, three's units. */
export const keyIntensity = 3.3

/**
 * Where the lamp inside the heart stands from the eye, in heart radii: to the left, above and behind it. Behind, because a
 * headlight's beam has come a way: so a wall close to the eye is hardly brighter than the one across.
 */
export const lampPlace = [-0.16, 0.24, 0.3] as const

/**
 * Its light falls with the way and not with its square: an endoscope turns its gain down as it nears a wall. Also, three
 * takes no square of a way under a tenth of a metre, which would make a heart of its own size darker than a large one.
 */
export const lampDecay = 1

/** How far ahead of the eye, in heart radii, the lamp gives this share of the key's light. */
const ahead = 0.5
const share = 0.62

/** Intensity of the lamp, the same picture at every size of the heart. @param reach radius of the heart as shown, metres */
export const lampIntensity = (reach: number): number =>
  keyIntensity * share * ((ahead + lampPlace[2]) * reach) ** lampDecay
