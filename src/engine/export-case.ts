import { closedLoop } from '../circulation'
import { writeNetwork } from '../circulation/svzerod/write-network'
import { Fault } from '../core/fault'
import { lumenSurface } from '../geometry/lumen-surface'
import { allOpenings } from '../geometry/openings'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain, type ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { exportLumen } from '../io/export-lumen'
import { exportNrrd } from '../io/export-nrrd'
import { exportStl, exportVtp } from '../io/export-surface'
import { buildTissueModel, embedSurface } from '../tissue'
import { computeAnswer, nameOpenings, shuntsOf } from './answer'
import { carveHeart } from './carve'
import { portConditions } from './port-conditions'

interface Subject {
  readonly heart: Heart
  readonly domain: ResolvedDomain
}

/** The drawn surface of the tissue after the edits, at rest. */
function surfaceOf({ heart, domain }: Subject) {
  const { rest, triangles, structure, side } = embedSurface(buildTissueModel(carveHeart(heart, domain.trace)))
  return { mesh: { positions: rest, triangles }, structure, side }
}

/** The circulation of the heart with its openings, as a network of the public 0D solver. */
function network({ heart, domain }: Subject): Uint8Array {
  const shunts = shuntsOf(nameOpenings(heart, allOpenings(domain, heart)))
  return new TextEncoder().encode(writeNetwork(closedLoop(heart.physiology, shunts)))
}

/** What the circulation holds at the ports, for an offline solver on the exported lumen. */
function boundaryConditions({ heart, domain }: Subject): Uint8Array {
  const { answer } = computeAnswer({ heart, domain, edits: domain.trace.edits, device: '' })
  return new TextEncoder().encode(JSON.stringify(portConditions(heart, answer.waveforms)))
}

/** Every format a case can leave in; one more is one more line. */
const formats: Readonly<Record<string, (subject: Subject) => Uint8Array>> = {
  stl: (subject) => exportStl(surfaceOf(subject).mesh, subject.heart.name),
  vtp: (subject) => {
    const { mesh, structure, side } = surfaceOf(subject)
    return exportVtp(mesh, { structure, side })
  },
  nrrd: ({ heart }) => exportNrrd(heart),
  svzerod: network,
  lumen: ({ heart, domain }) =>
    exportLumen(
      lumenSurface(domain, heart.ports),
      heart.ports.map((p) => p.id),
    ),
  boundary: boundaryConditions,
}

/**
 * A case after a list of edits in a public format. Label maps carry the heart as it was imported: edits are finer than
 * its cells.
 * @throws Fault for a format that is not offered
 */
export function exportCase(heart: Heart, edits: readonly Edit[], format: string): Uint8Array {
  const write = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (!write)
    throw new Fault(
      `--format ${format}`,
      'is not offered',
      `Choose one of ${Object.keys(formats).join(', ')}`,
    )
  return write({ heart, domain: applyEdits(baseDomain(heart), heart, edits) })
}
