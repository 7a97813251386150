import type { Physiology } from '../heart/heart'

/** Body surface, m²: .024265 W^.5378 H^.3964 with kg and cm (Haycock 1978); null without weight or height. */
export const bodySurface = ({ weight, height }: Physiology): number | null =>
  weight > 0 && height > 0 ? 0.024265 * weight ** 0.5378 * (height * 100) ** 0.3964 : null
