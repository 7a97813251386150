import { avsdTwoPatches } from './avsd-two-patches'
import { coarctationPatch } from './coarctation-patch'
import { dorvBaffle } from './dorv-baffle'
import type { Guide } from './guide'
import { vsdPatch } from './vsd-patch'

/** Every guided operation. One more: a file here and a line. */
export const guides: readonly Guide[] = [vsdPatch, dorvBaffle, coarctationPatch, avsdTwoPatches]
