import { cellCount, type LatticeFrame } from '../core/lattice'
import { mm } from '../core/units'
import { scale, subtract, type Vec3 } from '../core/vec3'
import { fieldsFromLabels } from '../geometry/fields-from-labels'
import { contactCells, findGates, valveBetween } from '../geometry/find-gates'
import { findPorts } from '../geometry/find-ports'
import { labelComponents } from '../geometry/label-components'
import { cellsWhere, meanOf, slabSection } from '../geometry/slab-section'
import {
  extrudeStub,
  leakCells,
  type StubEnd,
  separateLumens,
  wallRoundLumen,
} from '../geometry/vessel-stubs'
import type { GateName, Heart, Part, Structure } from '../heart/heart'
import { estimateLandmarks } from './estimate-landmarks'
import { type LabelMap, toPatientLattice } from './label-map'
import type { LabelHeartOptions } from './labels/label-heart-options'
import { assumedAdult } from './physiology-defaults'
import { type Recognised, recogniseStructures } from './recognise-structures'

/** Length of the vessel that is added beyond an arterial valve and beyond a vein's mouth, metres. */
const arteryLength = 20 * mm
const veinLength = 6 * mm
/** Pieces smaller than this are flaws of the map, not vessels. */
const leastStubCells = 12

/**
 * A whole heart from a label map: names the structures, splits unnamed vessel stubs and names them by the chamber
 * they touch and where they lie, carries arteries and veins outward so that blood can leave, closes lumens that
 * touch the outside or each other, and derives fields, gates, ports and landmarks. All that was guessed, added or
 * repaired is in the heart's `warnings`.
 */
export function heartFromLabels(map: LabelMap, options: LabelHeartOptions = {}): Heart {
  const work = new LabelWork(map, options)
  work.splitStubs()
  const ends = [...work.addArteries(), ...work.carryVeinsOn()]
  work.separate()
  work.closeWalls(ends)
  work.crop()
  work.checkLeaks(ends)
  return work.heart(ends)
}

class LabelWork {
  frame: LatticeFrame
  labels: Uint8Array
  readonly structures: Structure[] = []
  readonly warnings: string[] = []
  private readonly slabs = new Map<GateName, number>()
  private readonly wallIds = new Map<number, number>()

  constructor(
    private readonly map: LabelMap,
    private readonly options: LabelHeartOptions,
  ) {
    const found = recogniseStructures(map.file, map.segments, options.labels, this.warnings)
    const moved = toPatientLattice(map, options.spacing)
    if (moved.resampled)
      this.warnings.push(
        `The labels were resampled to cubes of ${(moved.frame.spacing / mm).toFixed(2)} mm along the patient’s axes.`,
      )
    const padded = pad(moved.frame, moved.labels, Math.ceil((arteryLength + 6 * mm) / moved.frame.spacing))
    this.frame = padded.frame
    this.labels = padded.labels
    const known = new Set(found.map((r) => r.value))
    this.labels.forEach((v, o) => {
      if (v !== 0 && !known.has(v)) this.labels[o] = 0
    })
    const present = new Set(this.labels)
    for (const r of found) this.add(r, present.has(r.value))
  }

  private add(r: Recognised, present: boolean): void {
    if (!present) {
      this.warnings.push(`“${r.name}” has no cells.`)
      return
    }
    const { value, gate, ...rest } = r
    this.structures.push({ id: value, ...rest })
    if (gate) this.slabs.set(gate, value)
  }

  private newStructure(name: string, kind: Structure['kind'], part: Part): number {
    const used = new Set(this.structures.map((s) => s.id))
    let id = Math.max(...used) + 1
    if (id > 255) for (id = 1; used.has(id); id++);
    this.structures.push({ id, name, kind, part })
    return id
  }

  private lumenOf(part: Part): Structure | undefined {
    return this.structures.find((s) => s.kind === 'blood' && s.part === part)
  }

  /** A structure of vessels without a name of its own becomes one structure per piece. */
  splitStubs(): void {
    for (const stub of this.structures.filter((s) => s.kind === 'blood' && s.part === 'none')) {
      const pieces = labelComponents(this.frame, this.labels, stub.id)
      this.structures.splice(this.structures.indexOf(stub), 1)
      const plans = pieces.map((piece) => ({ piece, ...this.vesselAt(piece) }))
      for (const { piece, chamber, centre } of plans) {
        if (piece.length < leastStubCells || !chamber) {
          for (const cell of piece) this.labels[cell] = 0
          this.warnings.push(`A piece of ${piece.length} cells of “${stub.name}” was left out.`)
          continue
        }
        const { name, part } = this.nameVessel(
          chamber,
          centre,
          plans.filter((p) => p.chamber?.id === chamber.id).map((p) => p.centre),
        )
        const id = this.newStructure(name, 'blood', part)
        for (const cell of piece) this.labels[cell] = id
        this.warnings.push(
          `“${stub.name}” at ${atMm(centre)}: named ${name} by its place on the ${chamber.name}.`,
        )
      }
    }
  }

  /** The chamber that most faces of a piece touch, and the middle of the piece. */
  private vesselAt(piece: readonly number[]): { chamber: Structure | undefined; centre: Vec3 } {
    const cells = new Set(piece)
    const centre = meanOf(cellsWhere(this.frame, (o) => cells.has(o)))
    const [nx, ny] = this.frame.size
    const votes = new Map<number, number>()
    for (const o of piece)
      for (const d of [1, -1, nx, -nx, nx * ny, -nx * ny]) {
        const label = this.labels[o + d] as number
        votes.set(label, (votes.get(label) ?? 0) + 1)
      }
    const chambers = this.structures.filter((s) => s.kind === 'blood' && s.part !== 'none')
    const best = chambers.sort((a, b) => (votes.get(b.id) ?? 0) - (votes.get(a.id) ?? 0))[0]
    return { chamber: best && votes.has(best.id) ? best : undefined, centre }
  }

  private nameVessel(
    chamber: Structure,
    centre: Vec3,
    siblings: readonly Vec3[],
  ): { name: string; part: Part } {
    const middle = meanOf(siblings)
    if (chamber.part === 'RA') {
      const superior = siblings.length > 1 ? centre[2] > middle[2] : centre[2] > this.middleOf(chamber)[2]
      return superior
        ? { name: 'Superior vena cava', part: 'SVC' }
        : { name: 'Inferior vena cava', part: 'IVC' }
    }
    if (chamber.part === 'LA') {
      const left = centre[0] > middle[0]
      const side = siblings.filter((s) => s[0] > middle[0] === left)
      const superior = centre[2] >= meanOf(side)[2]
      const place = `${left ? 'left' : 'right'} ${superior ? 'superior' : 'inferior'}`
      return { name: this.unused(`Pulmonary vein ${place}`), part: 'pulmonary-vein' }
    }
    if (chamber.part === 'LV') return { name: this.unused('Aorta'), part: 'aorta' }
    if (chamber.part === 'RV') return { name: this.unused('Pulmonary artery'), part: 'pulmonary-artery' }
    return { name: this.unused(`Vessel on ${chamber.name}`), part: 'none' }
  }

  private unused(name: string): string {
    let n = 1
    const taken = (text: string) => this.structures.some((s) => s.name === text)
    while (taken(n === 1 ? name : `${name} ${n}`)) n++
    return n === 1 ? name : `${name} ${n}`
  }

  private middleOf(s: Structure): Vec3 {
    return meanOf(cellsWhere(this.frame, (o) => this.labels[o] === s.id))
  }

  /** An arterial valve at which the map ends gets a vessel, so that blood can leave the ventricle. */
  addArteries(): StubEnd[] {
    const ends: StubEnd[] = []
    for (const [gate, part, name] of [
      ['aortic', 'aorta', 'Aorta'],
      ['pulmonary', 'pulmonary-artery', 'Pulmonary artery'],
    ] as const) {
      const slab = this.slabs.get(gate)
      const ventricle = this.lumenOf(part === 'aorta' ? 'LV' : 'RV')
      if (slab === undefined || !ventricle || this.lumenOf(part)) continue
      const end = this.carryOn(slab, ventricle.id, arteryLength, () => this.newStructure(name, 'blood', part))
      ends.push(end)
      this.warnings.push(
        `The map ends at the ${gate} valve: ${(arteryLength / mm).toFixed(0)} mm of ${name.toLowerCase()} were added from the valve on.`,
      )
    }
    return ends
  }

  /** Veins and caval veins go on straight for a little, so that each ends in a flat disc. */
  carryVeinsOn(): StubEnd[] {
    const ends: StubEnd[] = []
    for (const s of this.structures.filter((t) => t.kind === 'blood')) {
      const atrium =
        s.part === 'SVC' || s.part === 'IVC' ? 'RA' : s.part === 'pulmonary-vein' ? 'LA' : undefined
      const chamber = atrium && this.lumenOf(atrium)
      if (!chamber) continue
      ends.push(this.carryOn(s.id, chamber.id, veinLength, () => s.id))
    }
    if (ends.length > 0)
      this.warnings.push(
        `${ends.length} veins were carried on by ${(veinLength / mm).toFixed(0)} mm and end in flat discs.`,
      )
    return ends
  }

  private carryOn(slab: number, chamber: number, length: number, makeId: () => number): StubEnd {
    const points = cellsWhere(this.frame, (o) => this.labels[o] === slab)
    const middle = meanOf(points)
    const contact = contactCells(this.frame, this.labels, slab, chamber)
    const inward =
      contact.length > 0 ? meanOf(contact) : meanOf(cellsWhere(this.frame, (o) => this.labels[o] === chamber))
    const away = subtract(scale(middle, 2), inward)
    return extrudeStub(this.frame, this.labels, slabSection(this.frame, points, away), length, makeId())
  }

  private wallFor(): Map<number, number> {
    for (const s of [...this.structures]) {
      if (s.kind === 'wall' || this.wallIds.has(s.id)) continue
      const part = s.kind === 'valve' ? this.partOfValve(s.id) : s.part
      const known = this.structures.find(
        (w) => w.kind === 'wall' && w.part === part && part !== 'pulmonary-vein',
      )
      this.wallIds.set(
        s.id,
        known?.id ?? this.newStructure(`${s.kind === 'valve' ? part : s.name} wall`, 'wall', part),
      )
    }
    return this.wallIds
  }

  /** Tissue round a valve belongs to the vessel it opens into, or to the atrium it closes. */
  private partOfValve(id: number): Part {
    const gate = [...this.slabs].find(([, slab]) => slab === id)?.[0]
    const valve = valveBetween.find((v) => v.id === gate)
    if (!valve) return 'none'
    return gate === 'aortic' || gate === 'pulmonary' ? valve.to : valve.from
  }

  /** Lumens that may open into each other: across a valve, and veins into their atrium. */
  private mayTouch(): (a: number, b: number) => boolean {
    const pairs = new Set<number>()
    const join = (a: number | undefined, b: number | undefined) => {
      if (a === undefined || b === undefined) return
      pairs.add(a * 256 + b)
      pairs.add(b * 256 + a)
    }
    for (const valve of valveBetween) {
      const slab = this.slabs.get(valve.id)
      const [from, to] = [this.lumenOf(valve.from)?.id, this.lumenOf(valve.to)?.id]
      if (slab === undefined) join(from, to)
      join(slab, from)
      join(slab, to)
    }
    for (const s of this.structures) {
      if (s.kind !== 'blood') continue
      if (s.part === 'SVC' || s.part === 'IVC') join(s.id, this.lumenOf('RA')?.id)
      if (s.part === 'pulmonary-vein') join(s.id, this.lumenOf('LA')?.id)
    }
    return (a, b) => pairs.has(a * 256 + b)
  }

  separate(): void {
    const changed = separateLumens(this.frame, this.labels, this.wallFor(), this.mayTouch())
    const nameOf = (id: string) => this.structures.find((s) => s.id === Number(id))?.name ?? id
    for (const [pair, count] of changed) {
      const [a, b] = pair.split('-') as [string, string]
      this.warnings.push(`${nameOf(a)} and ${nameOf(b)} touched: ${count} cells between them were made wall.`)
    }
  }

  closeWalls(ends: readonly StubEnd[]): void {
    const count = wallRoundLumen(this.frame, this.labels, this.wallFor(), ends)
    if (count > 0)
      this.warnings.push(
        `${count} cells of wall (about ${(this.frame.spacing / mm).toFixed(1)} mm thick) were added round lumens that touched the outside.`,
      )
  }

  crop(): void {
    const cropped = cropToContent(this.frame, this.labels, 3)
    this.frame = cropped.frame
    this.labels = cropped.labels
  }

  checkLeaks(ends: readonly StubEnd[]): void {
    const lumen = new Set(this.structures.filter((s) => s.kind !== 'wall').map((s) => s.id))
    const leaks = leakCells(this.frame, this.labels, (l) => lumen.has(l), ends)
    if (leaks.length > 0)
      this.warnings.push(`${leaks.length} cells of lumen still touch the outside away from a vessel’s end.`)
  }

  heart(ends: readonly StubEnd[]): Heart {
    const present = new Set(this.labels)
    const structures = this.structures.filter((s) => present.has(s.id))
    const { frame, labels, map, warnings } = this
    const { lumen, tissue } = fieldsFromLabels(frame, labels, structures, ends)
    const gates = findGates(frame, labels, structures, (g) => this.slabs.get(g))
    for (const v of valveBetween)
      if (!gates.some((g) => g.id === v.id))
        warnings.push(`No ${v.id} valve was found between ${v.from} and ${v.to}.`)
    const ports = findPorts(frame, lumen, ends, structures, warnings)
    if (ports.length === 0) warnings.push('No vessel end was found: blood can neither enter nor leave.')
    warnings.push(assumedAdult.note)
    return {
      version: 1,
      name: this.options.name ?? map.file.replace(/(\.seg)?\.nrrd$/i, ''),
      kind: 'whole-heart',
      frame,
      labels,
      lumen,
      tissue,
      structures,
      ports,
      gates,
      landmarks: estimateLandmarks(frame, labels, structures, gates),
      physiology: assumedAdult.physiology,
      warnings,
      source: map.file,
    }
  }
}

const atMm = (p: Vec3) => `(${p.map((x) => (x / mm).toFixed(0)).join(', ')}) mm`

function pad(frame: LatticeFrame, labels: Uint8Array, margin: number) {
  return reframed(
    frame,
    labels,
    [-margin, -margin, -margin],
    frame.size.map((n) => n + 2 * margin),
  )
}

function cropToContent(frame: LatticeFrame, labels: Uint8Array, margin: number) {
  const low = [...frame.size]
  const high = [0, 0, 0]
  const [nx, ny] = frame.size
  labels.forEach((v, o) => {
    if (v === 0) return
    const at = [o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))]
    for (let a = 0; a < 3; a++) {
      low[a] = Math.min(low[a] as number, at[a] as number)
      high[a] = Math.max(high[a] as number, at[a] as number)
    }
  })
  const size = low.map((l, a) => (high[a] as number) - l + 1 + 2 * margin)
  return reframed(
    frame,
    labels,
    low.map((l) => l - margin),
    size,
  )
}

/** The labels on another box of the same lattice; new cells are outside. */
function reframed(
  frame: LatticeFrame,
  labels: Uint8Array,
  low: readonly number[],
  size: readonly number[],
): { frame: LatticeFrame; labels: Uint8Array } {
  const next: LatticeFrame = {
    size: [size[0] as number, size[1] as number, size[2] as number],
    spacing: frame.spacing,
    origin: frame.origin.map((x, a) => x + (low[a] as number) * frame.spacing) as unknown as Vec3,
  }
  const out = new Uint8Array(cellCount(next))
  const [nx, ny, nz] = frame.size
  for (let k = 0, o = 0; k < next.size[2]; k++)
    for (let j = 0; j < next.size[1]; j++)
      for (let i = 0; i < next.size[0]; i++, o++) {
        const [x, y, z] = [i + (low[0] as number), j + (low[1] as number), k + (low[2] as number)]
        if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue
        out[o] = labels[x + nx * (y + ny * z)] as number
      }
  return { frame: next, labels: out }
}
