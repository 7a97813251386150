import type { HandPose } from './hand-pose'
import { Pressables } from './pressables'

/** The newest poses, read by what is drawn in or on the hands in the same frame. Null: not tracked. */
export const hands: {
  left: HandPose | null
  right: HandPose | null
  /** True while the heart is held by one or two hands. */
  grabbing: boolean
} = { left: null, right: null, grabbing: false }

/** Every button of the headset's panels. */
export const pressables = new Pressables()
