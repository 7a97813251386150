import { cellCentre, type LatticeFrame, sampleField } from '../../core/lattice'
import { mm } from '../../core/units'
import { add, dot, length, scale, subtract, tangents, type Vec3 } from '../../core/vec3'
import type { Heart } from '../../heart/heart'
import { faceNeighbours } from '../label-components'
import { readHeartCase } from './heart-case'
import { structures } from './structures'

/** A case of these numbers and lesions. */
export const testCase = (heart: object, lesions: object[]) =>
  readHeartCase(
    { name: 'Test', heart, lesions, story: { family: 'A heart.', surgeon: 'A heart.' } },
    'test.json',
  )

/** A face between two cells of blood of different structures. */
export interface Contact {
  readonly axis: number
  readonly sign: number
  readonly at: Vec3
}

const known = new Map<Heart, Map<string, Contact[]>>()

/** Every face between two different structures of blood, by the pair `a-b` with a < b; `sign` is from a to b. */
export function contactsOf(h: Heart): Map<string, Contact[]> {
  const old = known.get(h)
  if (old) return old
  const found = new Map<string, Contact[]>()
  const steps = [1, h.frame.size[0], h.frame.size[0] * h.frame.size[1]]
  for (let c = 0; c < h.labels.length; c++)
    for (let axis = 0; axis < 3; axis++) {
      const a = h.labels[c]
      const b = h.labels[c + (steps[axis] as number)]
      if (a === b || !isBlood(a) || !isBlood(b)) continue
      const half: Vec3 = [axis === 0 ? 0.5 : 0, axis === 1 ? 0.5 : 0, axis === 2 ? 0.5 : 0]
      const at = add(centreOf(h.frame, c), scale(half, h.frame.spacing))
      const key = `${Math.min(a as number, b as number)}-${Math.max(a as number, b as number)}`
      found.set(key, [...(found.get(key) ?? []), { axis, sign: (a as number) < (b as number) ? 1 : -1, at }])
    }
  known.set(h, found)
  return found
}

export const contacts = (h: Heart, a: number, b: number): Contact[] =>
  contactsOf(h).get(`${Math.min(a, b)}-${Math.max(a, b)}`) ?? []

const centreOf = (f: LatticeFrame, c: number): Vec3 =>
  cellCentre(f, c % f.size[0], Math.floor(c / f.size[0]) % f.size[1], Math.floor(c / (f.size[0] * f.size[1])))

/** Area that an opening covers, seen along `way`: Σ sign h² way_axis over any set of faces that spans it. */
export const projectedArea = (h: Heart, faces: readonly Contact[], way: Vec3) =>
  Math.abs(faces.reduce((sum, f) => sum + f.sign * (way[f.axis] as number), 0)) * h.frame.spacing ** 2

const bloodIds = new Set(structures.filter((s) => s.kind === 'blood').map((s) => s.id))
export const isBlood = (label: number | undefined) => label !== undefined && bloodIds.has(label)

export function volumeOf(h: Heart, id: number): number {
  let cells = 0
  for (const label of h.labels) if (label === id) cells++
  return cells * h.frame.spacing ** 3
}

export const landmark = (h: Heart, id: string) =>
  h.landmarks.find((l) => l.id === id)?.points as readonly Vec3[]

/** Cells of blood that touch the outside away from the discs of the ports. */
export function leaksOf(h: Heart): Vec3[] {
  const leaks: Vec3[] = []
  for (let c = 0; c < h.labels.length; c++) {
    if (!isBlood(h.labels[c])) continue
    let open = false
    faceNeighbours(h.frame, c, (n) => {
      if (h.labels[n] === 0) open = true
    })
    if (open && !besidePort(h, centreOf(h.frame, c))) leaks.push(centreOf(h.frame, c))
  }
  return leaks
}

const besidePort = (h: Heart, p: Vec3) =>
  h.ports.some((port) => {
    const away = subtract(p, port.centre)
    return (
      Math.abs(dot(away, port.normal)) < 2 * h.frame.spacing && length(away) < port.radius + h.frame.spacing
    )
  })

/** How many connected pieces the blood, or the wall, is. */
export function piecesOf(h: Heart, what: 'blood' | 'wall'): number {
  const seen = new Uint8Array(h.labels.length)
  const is = (c: number) => h.labels[c] !== 0 && isBlood(h.labels[c]) === (what === 'blood')
  let pieces = 0
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || !is(start)) continue
    pieces++
    const queue = [start]
    seen[start] = 1
    for (let n = 0; n < queue.length; n++)
      faceNeighbours(h.frame, queue[n] as number, (m) => {
        if (seen[m] || !is(m)) return
        seen[m] = 1
        queue.push(m)
      })
  }
  return pieces
}

/** Pairs of blood structures that may touch: at gates, where veins enter, and those given. */
export const allowedContacts = (h: Heart, ...more: readonly string[]): string[] =>
  [
    ...h.gates.map((g) => `${Math.min(g.from, g.to)}-${Math.max(g.from, g.to)}`),
    '14-17',
    '14-18',
    '13-19',
    '14-23',
    ...more,
  ].sort()

/** Diameter of the circle with the area of the lumen that a plane cuts, metres; only what is joined to the centre. */
export function sectionDiameter(h: Heart, centre: Vec3, normal: Vec3, reach = 14 * mm): number {
  const [s, t] = tangents(normal)
  const step = 0.35 * mm
  const n = Math.ceil(reach / step)
  const side = 2 * n + 1
  const open = new Uint8Array(side * side)
  for (let a = -n; a <= n; a++)
    for (let b = -n; b <= n; b++) {
      const p = add(centre, add(scale(s, a * step), scale(t, b * step)))
      if (sampleField(h.frame, h.lumen, p) < 0) open[a + n + side * (b + n)] = 1
    }
  const queue = [n + side * n]
  let count = 0
  for (let q = 0; q < queue.length; q++) {
    const c = queue[q] as number
    if (open[c] !== 1) continue
    open[c] = 2
    count++
    queue.push(c + 1, c - 1, c + side, c - side)
  }
  return 2 * Math.sqrt((count * step * step) / Math.PI)
}
