import { z } from 'zod'
import { add, distance, subtract } from '../../../core/vec3'
import { type Anatomy, withVessel } from '../anatomy'
import { number } from '../heart-parameters'
import type { Station } from '../solids'
import { stationAt, type Vessel } from '../vessels'
import { defineLesion } from './lesion'

/** Where the branches leave the arch, in stations of the aorta. */
const carotid = 5.45
const subclavian = 6.4

/**
 * A long narrow arch: the part between trunk and carotid artery (proximal), that between carotid and subclavian
 * artery (distal) and the isthmus each have a diameter of their own.
 */
export const hypoplasticArch = defineLesion({
  id: 'hypoplastic-arch',
  name: 'Hypoplastic aortic arch',
  parameters: z.strictObject({
    proximal_mm: number(1.5, 25, 4.6, 'Diameter of the proximal arch [mm]'),
    distal_mm: number(1.5, 25, 3.4, 'Diameter of the distal arch [mm]'),
    isthmus_mm: number(1.5, 25, 3, 'Diameter of the isthmus; as wide as normal: not part of it [mm]'),
    distalLength_mm: number(3, 30, 9, 'Length of the distal arch, carotid to subclavian artery [mm]'),
  }),
  shape(anatomy, values, { scale: size }) {
    const drawn = (mm: number) => mm / size
    const moved = withLongArch(anatomy, drawn(values.distalLength_mm))
    const [proximal, distal, isthmus] = [values.proximal_mm, values.distal_mm, values.isthmus_mm].map(
      (d) => drawn(d) / 2,
    ) as [number, number, number]
    return withVessel(moved.anatomy, 'descending-aorta', (aorta) =>
      narrowedAt(aorta, [
        [4.7, 99],
        [5.15, proximal],
        [carotid, proximal],
        [carotid + 0.2, distal],
        [moved.subclavian, distal],
        [moved.subclavian + 0.25, isthmus],
        [8, isthmus],
        [8.5, 99],
      ]),
    )
  },
})

/** Moves the subclavian artery along the arch so that the distal arch has its length. */
function withLongArch(anatomy: Anatomy, length: number): { anatomy: Anatomy; subclavian: number } {
  const aorta = anatomy.vessels.find((v) => v.id === 'descending-aorta')
  if (!aorta) return { anatomy, subclavian }
  let place = carotid
  for (let way = 0; way < length && place < 7.4; place += 0.02)
    way += distance(stationAt(aorta.stations, place)[0], stationAt(aorta.stations, place + 0.02)[0])
  const shift = subtract(stationAt(aorta.stations, place)[0], stationAt(aorta.stations, subclavian)[0])
  const moved = withVessel(anatomy, 'left-subclavian-artery', (v) => ({
    ...v,
    stations: v.stations.map(([p, r]) => [add(p, shift), r] as const),
  }))
  return { anatomy: moved, subclavian: place }
}

/** The vessel no wider than a profile of radii over its stations; 99 stands for its own width. */
function narrowedAt(v: Vessel, profile: readonly (readonly [place: number, radius: number])[]): Vessel {
  const [first, last] = [profile[0]?.[0] ?? 0, profile.at(-1)?.[0] ?? 0]
  const between: Station[] = []
  for (let place = first; place <= last + 1e-6; place += 0.15) {
    const [point, own] = stationAt(v.stations, place)
    between.push([point, Math.min(own, radiusAt(profile, place, own))])
  }
  const before = v.stations.filter((_, i) => i < first - 0.1)
  const after = v.stations.filter((_, i) => i > last + 0.1)
  return { ...v, stations: [...before, ...between, ...after], perSpan: 3 }
}

function radiusAt(profile: readonly (readonly [number, number])[], place: number, own: number): number {
  for (let i = 1; i < profile.length; i++) {
    const [a, b] = [profile[i - 1] as readonly [number, number], profile[i] as readonly [number, number]]
    if (place > b[0]) continue
    const t = Math.max(0, (place - a[0]) / (b[0] - a[0]))
    const [from, to] = [Math.min(a[1], own), Math.min(b[1], own)]
    return from + (to - from) * t * t * (3 - 2 * t)
  }
  return own
}
