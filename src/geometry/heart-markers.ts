import { cellCentre, sampleField } from '../core/lattice'
import { add, distance, dot, length, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import type { Gate, Heart, Landmark, Port } from '../heart/heart'
import { sectionAcross } from './openings-plane'
import { forBox } from './resolve-anatomy-ports'

/** What can be taken hold of: a disc by its middle, its direction or its rim, a landmark by one of its points. */
export interface Handle {
  /** `port:ID`, `gate:ID` or `landmark:ID`. */
  readonly marker: string
  readonly name: string
  readonly role: 'centre' | 'direction' | 'rim' | number
  /** Metres, at rest. */
  readonly place: Vec3
}

/** A vessel's end or a valve as a disc. */
export interface MarkerDisc {
  readonly marker: string
  readonly kind: 'port' | 'gate'
  readonly name: string
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/** How long a disc's arrow is, in radii. */
export const arrowLength = 1.6
const smallestRadius = 1e-3
const largestRadius = 40e-3
const valveNames = {
  mitral: 'Mitral valve',
  tricuspid: 'Tricuspid valve',
  aortic: 'Aortic valve',
  pulmonary: 'Pulmonary valve',
}

/** The vessel ends and valves of a heart. */
export const markerDiscs = (heart: Heart): MarkerDisc[] => [
  ...heart.ports.map((p) => ({ ...discOf(p), marker: `port:${p.id}`, kind: 'port' as const, name: p.name })),
  ...heart.gates.map((g) => ({
    ...discOf(g),
    marker: `gate:${g.id}`,
    kind: 'gate' as const,
    name: valveNames[g.id],
  })),
]

const discOf = ({ centre, normal, radius }: Port | Gate) => ({ centre, normal, radius })

/** Every place that can be taken hold of. */
export function handlesOf(heart: Heart): Handle[] {
  const ofDiscs = markerDiscs(heart).flatMap(({ marker, name, centre, normal, radius }) => [
    { marker, name, role: 'centre' as const, place: centre },
    { marker, name, role: 'direction' as const, place: add(centre, scale(normal, arrowLength * radius)) },
    { marker, name, role: 'rim' as const, place: add(centre, scale(tangents(normal)[0], radius)) },
  ])
  const ofLandmarks = landmarksShown(heart)
    .filter(({ points }) => points.length <= mostPoints)
    .flatMap(({ id, name, points }) =>
      points.map((place, role) => ({ marker: `landmark:${id}`, name, role, place })),
    )
  return [...ofDiscs, ...ofLandmarks]
}

/** A landmark of more points is an outline, which is seen but not moved point by point. */
export const mostPoints = 8

/** The landmarks that stand for themselves: the ring of a valve is shown, and moved, with the valve. */
export const landmarksShown = (heart: Heart): readonly Landmark[] =>
  heart.landmarks.filter((l) => !heart.gates.some((g) => l.id === ringOf(g)))

const ringOf = (gate: Gate) => `annulus-${gate.id}`

/**
 * The heart with one handle moved. A moved valve takes the boundary between the two structures that it joins along
 * with it: the cells of both round the disc are named anew by the side on which they lie. Fields stay as they are.
 */
export function withHandle(heart: Heart, handle: Handle, place: Vec3): Heart {
  const [kind, id] = handle.marker.split(/:(.*)/s) as [string, string]
  if (kind === 'port') {
    const ports = heart.ports.map((p) => (p.id === id ? openAt(heart, movedDisc(p, handle, place)) : p))
    return { ...heart, ports }
  }
  if (kind === 'gate') {
    const before = heart.gates.find((g) => g.id === id)
    if (!before) return heart
    const gate = openAt(heart, movedDisc(before, handle, place))
    const gates = heart.gates.map((g) => (g.id === id ? gate : g))
    return {
      ...heart,
      gates,
      labels: namedRound(heart, before, gate),
      landmarks: heart.landmarks.map((l) =>
        l.id === ringOf(gate) ? { ...l, points: ring(gate, l.points.length) } : l,
      ),
    }
  }
  const landmarks = heart.landmarks.map((l) =>
    l.id === id ? { ...l, points: l.points.map((p, n) => (n === handle.role ? place : p)) } : l,
  )
  return { ...heart, landmarks }
}

/** The heart without a vessel end or a landmark; a valve cannot be taken away. */
export function withoutMarker(heart: Heart, marker: string): Heart {
  const ports = heart.ports.filter((p) => `port:${p.id}` !== marker)
  const landmarks = heart.landmarks.filter((l) => `landmark:${l.id}` !== marker)
  return { ...heart, ports, landmarks }
}

/**
 * The heart with a new end of the vessel at a place in its blood: the narrowest section there, facing away from the
 * heart's middle. Null where the place is not in blood or the lumen has no section.
 */
export function withPortAt(heart: Heart, place: Vec3): Heart | null {
  const lumen = (p: Vec3) => sampleField(heart.frame, heart.lumen, p)
  const section = sectionAcross(lumen, place, null, heart.frame.spacing)
  const structure = section && structureAt(heart, section.centre)
  if (!section || !structure) return null
  const { size } = heart.frame
  const middle = cellCentre(heart.frame, size[0] / 2, size[1] / 2, size[2] / 2)
  const outward = dot(subtract(section.centre, middle), section.normal) < 0 ? -1 : 1
  const taken = new Set(heart.ports.map((p) => p.id))
  let n = 1
  while (taken.has(`end-${n}`)) n++
  const port: Port = {
    id: `end-${n}`,
    name: `${structure.name}, end ${n}`,
    structure: structure.id,
    part: structure.part,
    centre: section.centre,
    normal: scale(section.normal, outward),
    radius: section.greatestRadius + heart.frame.spacing,
    area: section.area,
  }
  return { ...heart, ports: [...heart.ports, port] }
}

function structureAt(heart: Heart, p: Vec3) {
  const { frame, labels, structures } = heart
  const [i, j, k] = p.map((x, a) => Math.round((x - (frame.origin[a] as number)) / frame.spacing)) as [
    number,
    number,
    number,
  ]
  const id = labels[i + frame.size[0] * (j + frame.size[1] * k)]
  return structures.find((s) => s.id === id && s.kind === 'blood')
}

function movedDisc<D extends Port | Gate>(disc: D, { role }: Handle, place: Vec3): D {
  const away = subtract(place, disc.centre)
  if (role === 'centre') return { ...disc, centre: place }
  if (role === 'direction') return length(away) > 0 ? { ...disc, normal: normalize(away) } : disc
  const across = length(subtract(away, scale(disc.normal, dot(away, disc.normal))))
  return { ...disc, radius: Math.min(Math.max(across, smallestRadius), largestRadius) }
}

/** Its open area where it stands now: the lumen's section in its plane, at most the disc. */
function openAt<D extends Port | Gate>(heart: Heart, disc: D): D {
  const { frame, lumen } = heart
  const h = frame.spacing / 2
  const [u, v] = tangents(disc.normal)
  const reach = Math.ceil(disc.radius / h)
  let area = 0
  for (let i = -reach; i <= reach; i++)
    for (let j = -reach; j <= reach; j++) {
      if ((i * i + j * j) * h * h > disc.radius ** 2) continue
      const p = add(disc.centre, add(scale(u, i * h), scale(v, j * h)))
      if (sampleField(frame, lumen, p) < 0) area += h * h
    }
  return { ...disc, area }
}

/** A circle of the valve's open area, as the rings of an imported heart are. */
function ring({ centre, normal, area }: Gate, count: number): Vec3[] {
  const [u, v] = tangents(normal)
  const radius = Math.sqrt(area / Math.PI)
  return Array.from({ length: count }, (_, n) => {
    const angle = (2 * Math.PI * n) / count
    return add(centre, add(scale(u, radius * Math.cos(angle)), scale(v, radius * Math.sin(angle))))
  })
}

/** Labels with the blood of a valve's two structures round its old and new place named by the new plane. */
function namedRound(heart: Heart, before: Gate, gate: Gate): Uint8Array {
  const labels = heart.labels.slice()
  const moved = distance(before.centre, gate.centre)
  const reach = Math.max(before.radius, gate.radius) + moved + 3 * heart.frame.spacing
  const rim = gate.radius + heart.frame.spacing
  forBox(heart.frame, gate.centre, reach, (cell, p) => {
    const id = labels[cell]
    if (id !== gate.from && id !== gate.to) return
    const d = subtract(p, gate.centre)
    const along = dot(d, gate.normal)
    if (length(subtract(d, scale(gate.normal, along))) > rim || Math.abs(along) > reach) return
    labels[cell] = along < 0 ? gate.from : gate.to
  })
  return labels
}
