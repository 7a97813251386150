import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { RimGap } from '../geometry/sheets-rim'
import type { RimLook } from '../tissue'

/**
 * Where the rims of patches and baffles stand off from the tissue that they were laid on, once it lies still. A thread in
 * the model gives way by its tension over k = 50 E a, where a real one does not: a stitch that holds may be as long as one
 * that is about to tear, strength · bite² / k. What rises no more than that may be held and is not told; what rises more is
 * told with that as its error. Sheets that the blood does not know by their vertices (a strip let into a vessel) are left out.
 */
export const rimGaps = ({ sheets }: ResolvedDomain, rims: readonly RimLook[]): RimGap[] =>
  rims.flatMap(({ edit, give, places }) => {
    const sheet = sheets.find((s) => s.edit === edit)
    if (!sheet) return []
    return places
      .filter(({ rise }) => rise > give)
      .map(({ vertex, rise }) => {
        const [x, y, z] = sheet.positions.subarray(3 * vertex, 3 * vertex + 3)
        return { edit, place: [x!, y!, z!] as const, height: rise, error: give }
      })
  })
