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
  /** What `only` asks for. */
  readonly name: string
  readonly run: (gpu: Gpu) => Promise<readonly Row[]>
  /** Takes more than about twenty seconds without a GPU: only in the long verification. */
  readonly long?: boolean
}

/** One line a case; the equation stands above its function. */
const cases: readonly Case[] = [
  { name: 'affine-patch', run: affinePatch },
  { name: 'free-fall', run: freeFall },
  { name: 'hanging-bar', run: hangingBar },
  { name: 'uniaxial-stretch', run: uniaxialStretch },
  { name: 'energy-short', run: energyShort },
  { name: 'fibres', run: fibres },
  { name: 'patch-bulge', run: patchBulge, long: true },
  { name: 'elastica', run: elastica, long: true },
  { name: 'energy-long', run: energyLong, long: true },
  { name: 'land-beam', run: landBeam, long: true },
  { name: 'thick-sphere', run: thickSphere, long: true },
  { name: 'sudden-shell', run: suddenShell, long: true },
  { name: 'sudden-flap', run: suddenFlap, long: true },
]

/** What `only` may ask for. */
export const tissueCases = (): string[] => cases.map((c) => c.name)

interface VerifyOptions {
  readonly long?: boolean
  /** Only the cases whose name holds this, the long ones too. */
  readonly only?: string
  /** Hears the rows of each case when it is through. */
  readonly onRows?: (rows: readonly Row[]) => void
}

/** Compares the tissue solver with closed forms and published results. */
export async function verifyTissue(gpu: Gpu, { long = false, only, onRows }: VerifyOptions = {}) {
  const rows: Row[] = []
  for (const each of cases) {
    if (only === undefined ? each.long && !long : !each.name.includes(only)) continue
    const found = await each.run(gpu)
    onRows?.(found)
    rows.push(...found)
  }
  return rows
}
