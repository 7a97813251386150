import { mm } from '../../core/units'
import { distance } from '../../core/vec3'
import { beforeEnds, closeWalls } from '../../geometry/close-walls'
import { labelContacts, type ValvePlace } from '../../geometry/find-gates'
import { fillPockets, growWalls, type WallToGrow } from '../../geometry/grow-walls'
import type { Part, Structure } from '../../heart/heart'
import { type LabelWork, labelsWhere } from './label-work'
import { annulusOf, isWalled, wallOf } from './open-valves'

/**
 * Thickness of an adult's walls, metres. Ventricles: Lang et al., J. Am. Soc. Echocardiogr. 28, 2015 (left 6–10 mm,
 * right up to 5 mm). Atria 2 mm: Ho et al., Europace 14, 2012 (1–5 mm). Ascending aorta 2 mm: Erbel et al., Eur. Heart
 * J. 35, 2014. Pulmonary artery and veins: own.
 */
const adultWalls: Readonly<Record<Part, number>> = {
  LV: 9 * mm,
  RV: 3.5 * mm,
  LA: 2 * mm,
  RA: 2 * mm,
  aorta: 2 * mm,
  'pulmonary-artery': 1.5 * mm,
  SVC: 1 * mm,
  IVC: 1 * mm,
  'pulmonary-vein': 1 * mm,
  vessel: 1.5 * mm,
  none: 1 * mm,
}
/** A ventricle's wall thins towards its valves by this much a metre. */
const taper = 0.7

/**
 * Gives walls to lumens for which the map has none, of the thickness asked for or usual for the part and the body's
 * size; fills what they shut in; and closes the last holes towards the outside by one cell.
 */
export function addWalls(work: LabelWork, places: readonly ValvePlace[]): void {
  const wall = wallOf(work)
  const h = work.frame.spacing
  const contacts = labelContacts(work.frame, work.labels)
  const bare = work.structures.filter((s) => s.kind === 'blood' && !isWalled(work, s.id, contacts))
  const walls = bare.map((s) => wallFor(work, s, wall[s.id] as number, places))
  const most = Math.max(0, ...walls.map((w) => w.most))
  const open = beforeEnds(work.frame, work.ends, most + 4 * h, 2 * h + Math.min(most, 3 * mm))
  if (walls.length > 0) {
    growWalls(work.frame, work.labels, walls, open)
    noteWalls(work, bare, walls)
    const filled = fillPockets(
      work.frame,
      work.labels,
      labelsWhere(work, (s) => s.kind === 'wall'),
      open,
    )
    if (filled > 0) work.warnings.push(`${filled} cells shut in between the walls were made wall.`)
  }
  const near = beforeEnds(work.frame, work.ends, 4 * h, 2 * h)
  const count = closeWalls(work.frame, work.labels, wall, near)
  if (count > 0)
    work.warnings.push(
      `${count} cells of wall (about ${(h / mm).toFixed(1)} mm thick) were added round lumens that touched the outside.`,
    )
}

function wallFor(work: LabelWork, s: Structure, wall: number, places: readonly ValvePlace[]): WallToGrow {
  const asked = work.options.walls?.[s.part]
  const full = Math.max(work.frame.spacing, asked ?? adultWalls[s.part] * work.scale)
  if (s.part !== 'LV' && s.part !== 'RV') return { lumen: s.id, wall, thickness: full, most: full }
  const rims = places
    .filter((p) => p.contact > 0 && (p.from === s.id || p.to === s.id))
    .flatMap((p) => {
      const annulus = annulusOf(work, p)
      const mate = work.structures.find((t) => t.id === (p.from === s.id ? p.to : p.from))
      const thin = mate ? Math.max(work.frame.spacing, adultWalls[mate.part] * work.scale) : full
      return annulus ? [{ ...annulus, thin }] : []
    })
  const thickness = (x: number, y: number, z: number) => {
    let t = full
    for (const rim of rims)
      t = Math.min(t, rim.thin + taper * Math.max(0, distance([x, y, z], rim.centre) - rim.radius))
    return t
  }
  return { lumen: s.id, wall, thickness, most: full }
}

function noteWalls(work: LabelWork, bare: readonly Structure[], walls: readonly WallToGrow[]): void {
  const list = bare.map((s, n) => `${s.name} ${((walls[n] as WallToGrow).most / mm).toFixed(1)}`)
  work.warnings.push(
    `The map shows no wall round ${bare.length === 1 ? 'this lumen' : 'these lumens'}: walls were added, as thick as usual for the part and the body’s size or as asked [mm]: ${list.join(', ')}.`,
  )
}
