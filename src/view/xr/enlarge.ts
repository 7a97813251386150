import { movePose, useHeartSpace } from '../heart-space'

const [smallest, largest] = [1, 40]

/** Makes the heart larger or smaller about its middle: what two hands do, for one. */
export function enlarge(factor: number): void {
  const { scale } = useHeartSpace.getState()
  movePose({ scale: Math.min(Math.max(scale * factor, smallest), largest) })
}
