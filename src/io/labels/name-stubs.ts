import { cellCentre } from '../../core/lattice'
import type { Vec3 } from '../../core/vec3'
import { labelComponents } from '../../geometry/label-components'
import { cellsWhere, meanOf } from '../../geometry/slab-section'
import type { Part, Structure } from '../../heart/heart'
import { addStructure, atMm, type LabelWork, unusedName } from './label-work'

/** Pieces smaller than this are flaws of the map, not vessels. */
const leastStubCells = 12

interface Piece {
  readonly cells: readonly number[]
  readonly chamber: Structure | undefined
  readonly centre: Vec3
}

/** A structure of vessels without a name of its own becomes one structure per piece, named by where it lies. */
export function nameStubs(work: LabelWork): void {
  for (const stub of work.structures.filter((s) => s.kind === 'blood' && s.part === 'none')) {
    const pieces = labelComponents(work.frame, work.labels, stub.id).map((cells) => pieceAt(work, cells))
    work.structures.splice(work.structures.indexOf(stub), 1)
    for (const piece of pieces) {
      if (piece.cells.length < leastStubCells || !piece.chamber) {
        for (const cell of piece.cells) work.labels[cell] = 0
        work.warnings.push(`A piece of ${piece.cells.length} cells of “${stub.name}” was left out.`)
        continue
      }
      nameStub(work, stub, piece, pieces)
    }
  }
}

function nameStub(work: LabelWork, stub: Structure, piece: Piece, pieces: readonly Piece[]): void {
  const chamber = piece.chamber as Structure
  const siblings = pieces.filter((p) => p.chamber?.id === chamber.id).map((p) => p.centre)
  const { name, part } = vesselName(work, stub.name, chamber, piece.centre, siblings)
  const id = addStructure(work, name, 'blood', part)
  for (const cell of piece.cells) work.labels[cell] = id
  work.warnings.push(
    `“${stub.name}” at ${atMm(piece.centre)}: named ${name} by its place on the ${chamber.name}.`,
  )
}

/** The chamber that most faces of a piece touch, and the middle of the piece. */
function pieceAt(work: LabelWork, cells: readonly number[]): Piece {
  const { frame, labels } = work
  const [nx, ny] = frame.size
  const votes = new Uint32Array(256)
  for (const o of cells)
    for (const d of [1, -1, nx, -nx, nx * ny, -nx * ny]) {
      const label = labels[o + d] as number
      votes[label] = (votes[label] as number) + 1
    }
  const centre = meanOf(
    cells.map((o) => cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny)))),
  )
  const chambers = work.structures.filter((s) => s.kind === 'blood' && s.part !== 'none')
  const best = chambers.sort((a, b) => (votes[b.id] as number) - (votes[a.id] as number))[0]
  return { cells, chamber: best && (votes[best.id] as number) > 0 ? best : undefined, centre }
}

function vesselName(
  work: LabelWork,
  stubName: string,
  chamber: Structure,
  centre: Vec3,
  siblings: readonly Vec3[],
): { name: string; part: Part } {
  const middle = meanOf(siblings)
  if (chamber.part === 'RA') {
    const own = () => meanOf(cellsWhere(work.frame, (o) => work.labels[o] === chamber.id))[2]
    const superior = siblings.length > 1 ? centre[2] > middle[2] : centre[2] > own()
    return superior
      ? { name: unusedName(work, 'Superior vena cava'), part: 'SVC' }
      : { name: unusedName(work, 'Inferior vena cava'), part: 'IVC' }
  }
  if (chamber.part === 'LA') {
    const left = centre[0] > middle[0]
    const side = siblings.filter((s) => s[0] > middle[0] === left)
    const superior = centre[2] >= meanOf(side)[2]
    const place = `${left ? 'left' : 'right'} ${superior ? 'superior' : 'inferior'}`
    return { name: unusedName(work, `Pulmonary vein ${place}`), part: 'pulmonary-vein' }
  }
  if (chamber.part === 'LV') return { name: unusedName(work, 'Aorta'), part: 'aorta' }
  if (chamber.part === 'RV') return { name: unusedName(work, 'Pulmonary artery'), part: 'pulmonary-artery' }
  // A piece on a vessel goes on with it: a conduit, a graft, a branch.
  return { name: unusedName(work, stubName), part: chamber.part }
}
