/** The one after this in a list that goes round. */
export const after = <T>(all: readonly T[], now: T): T => all[(all.indexOf(now) + 1) % all.length]!
