import type { Gpu } from '../../gpu'
import { affinePatch } from './affine-patch'
import { elastica } from './elastica'
import { energyLong, energyShort } from './energy'
import { fibres } from './fibres'
import { freeFall } from './free-fall'
import { hangingBar } from './hanging-bar'
import { landBeam } from './land'
import { patchBulge } from './patch'
import type { Row } from './row'
import { suddenFlap, suddenShell } from './sudden-load'
import { thickSphere } from './thick-sphere'
import { uniaxialStretch } from './uniaxial-stretch'

interface Case {
  readonly run: (gpu: Gpu) => Promise<readonly Row[]>
  /** Takes more than about twenty seconds without a GPU: only in the long verification. */
  readonly long?: boolean
}

/** One line a case; the equation stands above its function. */
const cases: readonly Case[] = [
  { run: affinePatch },
  { run: freeFall },
  { run: hangingBar },
  { run: uniaxialStretch },
  { run: energyShort },
  { run: fibres },
  { run: patchBulge, long: true },
  { run: elastica, long: true },
  { run: energyLong, long: true },
  { run: landBeam, long: true },
  { run: thickSphere, long: true },
  { run: suddenShell, long: true },
  { run: suddenFlap, long: true },
]

/** Compares the tissue solver with closed forms and published results. */
export async function verifyTissue(gpu: Gpu, { long = false }: { readonly long?: boolean } = {}) {
  const rows: Row[] = []
  for (const each of cases) if (long || !each.long) rows.push(...(await each.run(gpu)))
  return rows
}
