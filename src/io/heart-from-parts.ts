import { mm } from '../core/units'
import type { Heart } from '../heart/heart'
import { heartFromLabels } from './heart-from-labels'
import type { SurfaceHeartOptions } from './heart-from-surfaces'
import { assumedChild } from './physiology-defaults'
import { labelParts } from './surfaces/label-parts'
import { withMeasuredRings } from './surfaces/measured-rings'
import { isChamber } from './surfaces/surface-role'
import type { SurfaceInput } from './surfaces/surface-units'

/** Walls are there already: only vessels that are carried on need room round the map, metres. */
const room = 10 * mm
/** No great vessel of an adult ends in less, m². */
const smallPort = 40 * mm ** 2

/**
 * A heart from the surfaces of its walls (an atlas, a printed model): each part becomes cells, what the walls of a
 * chamber or vessel enclose becomes its blood, and the map that results is made a heart by `heartFromLabels`, which
 * finds ports and valves. Leaflets, coronary vessels and cardiac veins do not enter the lattice; that is said.
 * @param surfaces in metres
 */
export function heartFromParts(
  surfaces: readonly SurfaceInput[],
  options: SurfaceHeartOptions,
  warnings: string[],
): Heart {
  const source = [...new Set(surfaces.map((s) => s.file ?? s.name))].join(', ')
  const parts = labelParts(surfaces, options.spacing, source, warnings, options.onProgress, options.signal)
  options.onProgress?.('Building the heart', 0.85)
  const found = heartFromLabels(parts.map, {
    labels: parts.table,
    spacing: parts.map.spacing[0],
    name: options.name ?? nameOf(surfaces),
    ends: parts.ends,
    room,
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && {
      onProgress: (label: string, fraction: number) => options.onProgress?.(label, 0.85 + 0.15 * fraction),
    }),
  })
  const heart = withMeasuredRings(found, warnings)
  const said = heart.warnings.filter((w) => parts.chambers || !/valve was found/.test(w))
  const narrow = heart.ports.filter((p) => p.area < smallPort)
  if (parts.chambers && narrow.length > 0)
    warnings.push(
      `${narrow.length === 1 ? '1 vessel end is' : `${narrow.length} vessel ends are`} very narrow for a great vessel: ${narrow.map((p) => `${p.name} ${(p.area / mm ** 2).toFixed(0)} mm²`).join(', ')}. Look at them before trusting their flow.`,
    )
  const closed = heart.structures.filter(
    (s) => s.kind === 'blood' && !isChamber(s.part) && heart.ports.every((p) => p.structure !== s.id),
  )
  if (closed.length > 0)
    warnings.push(
      `No end was found on ${closed.map((s) => s.name).join(', ')}: no blood enters or leaves there. Give the end by hand.`,
    )
  const built = { ...heart, warnings: [...warnings, ...said], source }
  return parts.chambers ? built : { ...built, kind: 'vessel', physiology: assumedChild.physiology }
}

const nameOf = (surfaces: readonly SurfaceInput[]) =>
  (surfaces[0]?.file ?? surfaces[0]?.name ?? 'Heart').replace(/\.\w+$/, '')
