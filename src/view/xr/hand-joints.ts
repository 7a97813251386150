import type { Object3D } from 'three'

/** The joints of a hand's model, held to those that are tracked. */
export interface HandJoints {
  /** @param base the space that the model stands in */
  follow(frame: XRFrame, base: XRSpace): void
}

/** @throws where the model lacks a joint of the hand, by the names of the WebXR Hand Input module */
export function handJoints(model: Object3D, hand: XRHand): HandJoints {
  const spaces = [...hand.values()]
  const bones = [...hand.keys()].map((name) => {
    const bone = model.getObjectByName(name)
    if (!bone) throw new Error(`The hand's model has no joint ${name}`)
    bone.matrixAutoUpdate = false
    return bone
  })
  const poses = new Float32Array(16 * spaces.length)
  return {
    follow(frame, base) {
      // False where a joint is hidden: the hand stays as it was.
      if (!frame.fillPoses?.(spaces, base, poses)) return
      bones.forEach((bone, n) => {
        bone.matrix.fromArray(poses, 16 * n)
      })
    },
  }
}
