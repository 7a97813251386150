import { atMm, inCm2, type Notice } from './notice'
import { nameOfLabel, onOtherSide, partOfLabel } from './parts'
import type { Contact } from './wall-off'

/** Contacts between parts of the same side that are smaller than this go without saying, m². */
const smallContact = 30e-6

/** Lumens that touched and had a wall put between them. */
export const contactNotices = (contacts: readonly Contact[]): Notice[] =>
  contacts
    .filter((c) => c.area >= smallContact || onOtherSide(partOfLabel(c.a), partOfLabel(c.b)))
    .map((c) => {
      const leak = onOtherSide(partOfLabel(c.a), partOfLabel(c.b)) ? 'Leak between left and right: ' : ''
      const touch = `${nameOfLabel(c.a)} and ${nameOfLabel(c.b)} touched over ${inCm2(c.area)} at ${atMm(c.centre)}`
      return {
        text: `${leak}${touch}; a wall of one cell was put between them. If they truly open into each other, say so under “openings”.`,
        place: c.centre,
      }
    })
