import { cellCentre } from '../../core/lattice'
import { mm, mm2 } from '../../core/units'
import { add, dot, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import { neighbourSteps, separateLumens, touch } from '../../geometry/close-walls'
import {
  contactPatches,
  labelContacts,
  type ValvePlace,
  valvePlaces,
  widestGap,
} from '../../geometry/find-gates'
import { newFeet, spreadFeet } from '../../geometry/signed-distance'
import { meanOf } from '../../geometry/slab-section'
import type { GateName, Part } from '../../heart/heart'
import { addStructure, atMm, type LabelWork, labelsWhere, lumenOf, structureOf } from './label-work'

/** Lumens that open into each other wherever they touch: veins into atria, vessels into their own branches. */
const openInto: readonly (readonly [Part, Part])[] = [
  ['SVC', 'RA'],
  ['IVC', 'RA'],
  ['SVC', 'LA'],
  ['pulmonary-vein', 'LA'],
  ['pulmonary-vein', 'RA'],
  ['SVC', 'pulmonary-artery'],
  ['IVC', 'pulmonary-artery'],
]
/** Chambers whose direct contact is a defect where the map shows walls round them. */
const septa: readonly (readonly [Part, Part])[] = [
  ['LV', 'RV'],
  ['LA', 'RA'],
]
/** Contact smaller than this is a flaw of the map, adult. */
const leastDefect = 7 * mm2
/** A lumen is walled where this part of its surface is. */
const walledShare = 0.6

/**
 * Decides where lumens open into each other (valves, veins, defects) and puts tissue between them everywhere else.
 * @returns the valves, for the gates
 */
export function openValves(work: LabelWork): ValvePlace[] {
  const slabOf = (id: GateName) => work.slabs.get(id)
  const givenOf = (id: GateName) => work.options.valves?.find((v) => v.gate === id)
  const find = () => valvePlaces(work.frame, work.labels, work.structures, slabOf, givenOf)
  for (const place of find()) bridge(work, place)
  const places = find()
  separate(work, places)
  warnMissing(work, places)
  return places
}

/** Opens the way between two lumens whose valve is given, or which come close to each other without touching. */
function bridge(work: LabelWork, place: ValvePlace): void {
  if (place.slab !== undefined) return
  if (place.given) bridgeDisc(work, place, place.given)
  else if (place.contact === 0) bridgeGap(work, place)
}

/** Cells in the given disc’s cylinder that are no lumen become that of their side, as far as each lumen reaches. */
function bridgeDisc(work: LabelWork, place: ValvePlace, disc: NonNullable<ValvePlace['given']>): void {
  const { frame, labels } = work
  const normal = normalize(disc.normal)
  const depth = 6 * mm * work.scale
  const lumens = labelsWhere(work, (s) => s.kind !== 'wall')
  const filled: [number, number][] = []
  let [before, after] = [false, false]
  eachInBox(work, disc.centre, disc.radius + depth, (o, p) => {
    const d = subtract(p, disc.centre)
    const height = dot(d, normal)
    if (Math.abs(height) > depth || dot(d, d) - height * height > (0.9 * disc.radius) ** 2) return
    if (labels[o] === place.from) before = true
    if (labels[o] === place.to) after = true
    if (lumens[labels[o] as number] === 0) filled.push([o, height < 0 ? place.from : place.to])
  })
  if (!before || !after) {
    work.warnings.push(
      `The ${place.id} valve given at ${atMm(disc.centre)} does not lie between its two lumens.`,
    )
    return
  }
  // Only what closes the gap: columns in which both lumens stand.
  const columns = new Map<string, { low: number; high: number }>()
  const key = (p: Vec3) => columnOf(p, disc.centre, normal, frame.spacing)
  eachInBox(work, disc.centre, disc.radius + depth, (o, p) => {
    const d = subtract(p, disc.centre)
    const height = dot(d, normal)
    if (Math.abs(height) > depth || dot(d, d) - height * height > (0.9 * disc.radius) ** 2) return
    const column = columns.get(key(p)) ?? { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
    if (labels[o] === place.from) column.low = Math.max(column.low, height)
    if (labels[o] === place.to) column.high = Math.min(column.high, height)
    columns.set(key(p), column)
  })
  for (const [o, id] of filled) {
    const p = centreOf(work, o)
    const column = columns.get(key(p))
    const height = dot(subtract(p, disc.centre), normal)
    if (column && height > column.low && height < column.high && Number.isFinite(column.low + column.high))
      labels[o] = id
  }
}

function columnOf(p: Vec3, centre: Vec3, normal: Vec3, h: number): string {
  const d = subtract(p, centre)
  const flat = subtract(d, scale(normal, dot(d, normal)))
  return flat.map((x) => Math.round(x / (1.5 * h))).join(',')
}

function eachInBox(
  work: LabelWork,
  centre: Vec3,
  reach: number,
  visit: (cell: number, p: Vec3) => void,
): void {
  const { frame } = work
  const [nx, ny] = frame.size
  const low = centre.map((x, a) =>
    Math.max(1, Math.ceil((x - reach - (frame.origin[a] as number)) / frame.spacing)),
  )
  const high = centre.map((x, a) =>
    Math.min(
      (frame.size[a] as number) - 2,
      Math.floor((x + reach - (frame.origin[a] as number)) / frame.spacing),
    ),
  )
  for (let k = low[2] as number; k <= (high[2] as number); k++)
    for (let j = low[1] as number; j <= (high[1] as number); j++)
      for (let i = low[0] as number; i <= (high[0] as number); i++)
        visit(i + nx * (j + ny * k), cellCentre(frame, i, j, k))
}

const centreOf = ({ frame }: LabelWork, o: number): Vec3 =>
  cellCentre(
    frame,
    o % frame.size[0],
    Math.floor(o / frame.size[0]) % frame.size[1],
    Math.floor(o / (frame.size[0] * frame.size[1])),
  )

/** Where two lumens of a valve face each other over a narrow gap, the gap is their orifice. */
function bridgeGap(work: LabelWork, place: ValvePlace): void {
  const { frame, labels } = work
  const from = distanceTo(work, place.from)
  const to = distanceTo(work, place.to)
  const lumens = labelsWhere(work, (s) => s.kind !== 'wall')
  const widest = widestGap * work.scale + frame.spacing
  let least = Number.POSITIVE_INFINITY
  for (let o = 0; o < labels.length; o++)
    if (lumens[labels[o] as number] === 0) least = Math.min(least, (from[o] as number) + (to[o] as number))
  if (least > widest) return
  const cells: number[] = []
  for (let o = 0; o < labels.length; o++) {
    if (lumens[labels[o] as number] === 1) continue
    const gap = (from[o] as number) + (to[o] as number)
    if (gap <= Math.min(widest, least + 1.2 * frame.spacing)) cells.push(o)
  }
  if (cells.length < 8) return
  for (const o of cells) labels[o] = (from[o] as number) <= (to[o] as number) ? place.from : place.to
  const name = (id: number) => structureOf(work, id)?.name
  work.warnings.push(
    `“${name(place.from)}” and “${name(place.to)}” lie ${(least / mm).toFixed(1)} mm apart at ${atMm(meanOf(cells.map((o) => centreOf(work, o))))}: the gap was opened as the ${place.id} valve.`,
  )
}

/** Distance of every cell to the nearest cell of a label, metres. */
function distanceTo({ frame, labels }: LabelWork, id: number): Float32Array {
  const feet = newFeet(frame)
  const [nx, ny] = frame.size
  for (let o = 0; o < labels.length; o++) {
    if (labels[o] !== id) continue
    feet[3 * o] = o % nx
    feet[3 * o + 1] = Math.floor(o / nx) % ny
    feet[3 * o + 2] = Math.floor(o / (nx * ny))
  }
  return spreadFeet(frame, feet)
}

function separate(work: LabelWork, places: readonly ValvePlace[]): void {
  const may = new Uint8Array(65536)
  const join = (a: number | undefined, b: number | undefined, how: number) => {
    if (a === undefined || b === undefined) return
    may[a * 256 + b] = how
    may[b * 256 + a] = how
  }
  const marked = new Uint8Array(work.labels.length)
  for (const a of work.structures)
    for (const b of work.structures)
      if (a.kind === 'blood' && b.kind === 'blood') {
        const veins = openInto.some(([p, q]) => a.part === p && b.part === q)
        if (veins || (a.part === b.part && a.part !== 'pulmonary-vein')) join(a.id, b.id, touch.anywhere)
      }
  for (const place of places) joinValve(work, place, join, marked)
  for (const [a, b] of septa) keepDefects(work, a, b, join, marked)
  const changed = separateLumens(work.frame, work.labels, wallOf(work), may, marked)
  const nameOf = (id: number) => structureOf(work, id)?.name ?? String(id)
  for (const [pair, count] of changed)
    work.warnings.push(
      `${nameOf(pair >> 8)} and ${nameOf(pair & 255)} touched: ${count} cells between them were made wall.`,
    )
}

type Join = (a: number | undefined, b: number | undefined, how: number) => void

function joinValve(work: LabelWork, place: ValvePlace, join: Join, marked: Uint8Array): void {
  if (place.slab !== undefined) {
    join(place.slab, place.from, touch.anywhere)
    join(place.slab, place.to, touch.anywhere)
    return
  }
  if (place.contact === 0) return
  const both: Part[] = place.id === 'aortic' || place.id === 'pulmonary' ? ['LV', 'RV'] : ['LA', 'RA']
  for (const part of both) {
    const id = lumenOf(work, part)?.id
    if (id !== undefined) join(id, place.to, touch.marked)
  }
  const patches = contactPatches(work.frame, work.labels, place.from, place.to)
  const given = place.given
  const main = given ? patches.flat().filter((o) => inDisc(work, o, given)) : patches[0]
  markRound(work, main ?? [], marked)
}

function inDisc(work: LabelWork, o: number, disc: NonNullable<ValvePlace['given']>): boolean {
  const d = subtract(centreOf(work, o), disc.centre)
  const height = dot(d, normalize(disc.normal))
  const reach = disc.radius + 1.5 * work.frame.spacing
  return Math.abs(height) < Math.max(disc.radius, 5 * mm) && dot(d, d) - height * height < reach * reach
}

/** Marks cells and their neighbours. */
function markRound({ frame }: LabelWork, cells: readonly number[], marked: Uint8Array): void {
  const steps = neighbourSteps(frame, 3)
  for (const o of cells) {
    marked[o] = 1
    for (const s of steps) marked[o + s] = 1
  }
}

/** A direct contact of two chambers that the map gives walls to is a hole in their septum, and stays. */
function keepDefects(work: LabelWork, p: Part, q: Part, join: Join, marked: Uint8Array): void {
  const [a, b] = [lumenOf(work, p), lumenOf(work, q)]
  if (!a || !b) return
  const cell = work.frame.spacing ** 2
  const patches = contactPatches(work.frame, work.labels, a.id, b.id).filter(
    (patch) => patch.length * cell > leastDefect * work.scale ** 2,
  )
  if (patches.length === 0) return
  if (!isWalled(work, a.id) || !isWalled(work, b.id)) {
    work.warnings.push(
      `“${a.name}” and “${b.name}” are joined without a wall, and the map shows no walls: a wall was put between them. If there is a hole in the septum, make it as a lesion.`,
    )
    return
  }
  for (const patch of patches) {
    markRound(work, patch, marked)
    work.warnings.push(
      `“${a.name}” and “${b.name}” are joined over about ${((patch.length * cell) / mm2).toFixed(0)} mm² at ${atMm(meanOf(patch.map((o) => centreOf(work, o))))}: taken for a hole in their septum.`,
    )
  }
  join(a.id, b.id, touch.marked)
}

/**
 * Whether the map shows a wall round most of a lumen’s surface.
 * @param contacts of the work's labels, where they are at hand
 */
export function isWalled(
  work: LabelWork,
  id: number,
  contacts = labelContacts(work.frame, work.labels),
): boolean {
  let wall = 0
  for (const s of work.structures) if (s.kind === 'wall') wall += contacts[id * 256 + s.id] as number
  const bare = contacts[id * 256] as number
  return wall >= walledShare * (wall + bare)
}

/** Label of the wall of each lumen; walls that the map has not are added to the structures. 0 for what is no lumen. */
export function wallOf(work: LabelWork): Uint8Array {
  for (const s of [...work.structures]) {
    if (s.kind === 'wall' || work.wallIds.has(s.id)) continue
    const part = s.kind === 'valve' ? partOfValve(work, s.id) : s.part
    const known = work.structures.find(
      (w) => w.kind === 'wall' && w.part === part && part !== 'pulmonary-vein',
    )
    const name = `${s.kind === 'valve' ? part : s.name} wall`
    work.wallIds.set(s.id, known?.id ?? addStructure(work, name, 'wall', part))
  }
  const out = new Uint8Array(256)
  for (const [lumen, wall] of work.wallIds) out[lumen] = wall
  return out
}

/** Tissue round a valve belongs to the vessel it opens into, or to the atrium it closes. */
function partOfValve(work: LabelWork, id: number): Part {
  const gate = [...work.slabs].find(([, slab]) => slab === id)?.[0]
  if (gate === 'aortic') return 'aorta'
  if (gate === 'pulmonary') return 'pulmonary-artery'
  return gate === 'mitral' ? 'LA' : gate === 'tricuspid' ? 'RA' : 'none'
}

function warnMissing(work: LabelWork, places: readonly ValvePlace[]): void {
  const open = new Set(places.filter((p) => p.contact > 0 || p.slab !== undefined).map((p) => p.id))
  const has = (part: Part) => lumenOf(work, part) !== undefined
  if (!has('LV') && !has('RV')) return
  for (const [id, from, to] of [
    ['tricuspid', 'RA', 'RV'],
    ['pulmonary', 'RV', 'pulmonary-artery'],
    ['mitral', 'LA', 'LV'],
    ['aortic', 'LV', 'aorta'],
  ] as const) {
    if (open.has(id)) continue
    const missing = [from, to].filter((p) => !has(p))
    work.warnings.push(
      missing.length > 0
        ? `No ${id} valve was found between ${from} and ${to}: the map has no ${missing.join(' and no ')}.`
        : `No ${id} valve was found between ${from} and ${to}: they do not touch. Give the valve by hand.`,
    )
  }
  for (const ventricle of ['LV', 'RV'] as const) {
    const id = lumenOf(work, ventricle)?.id
    if (id === undefined) continue
    const outlets = places.filter((p) => p.from === id && open.has(p.id))
    if (outlets.length === 0)
      work.warnings.push(`The ${ventricle} has no outlet: no artery’s valve lies on it.`)
  }
}

/** The middle of a valve’s disc and its radius, for what is measured from the annulus. */
export function annulusOf(work: LabelWork, place: ValvePlace): { centre: Vec3; radius: number } | null {
  if (place.given) return place.given
  const cells =
    place.slab === undefined
      ? (contactPatches(work.frame, work.labels, place.from, place.to)[0] ?? [])
      : contactPatches(work.frame, work.labels, place.slab, place.to).flat()
  if (cells.length === 0) return null
  const points = cells.map((o) => centreOf(work, o))
  const centre = points.reduce((s, p) => add(s, scale(p, 1 / points.length)), [0, 0, 0] as Vec3)
  return { centre, radius: Math.sqrt((cells.length * work.frame.spacing ** 2) / Math.PI) }
}
