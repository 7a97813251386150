/** A press begins above the first and ends below the second, so that a trembling pinch does not stutter. */
const begins = 0.85
const ends = 0.55

/** Is it pressed now, given whether it was and how firmly it presses (0–1)? */
export const isPressed = (was: boolean, pressure: number): boolean =>
  was ? pressure > ends : pressure >= begins
