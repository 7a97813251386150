import { Fault } from '../core/fault'
import { cellIndex, type LatticeFrame } from '../core/lattice'
import { add, cross, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Sheet } from '../geometry/blood-domain'
import { flatPattern } from '../geometry/flatten/flat-pattern'
import { ownSheet } from '../geometry/own-sheet'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain, type ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { Edit, EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { withoutIdentity } from '../io/case-identity'
import type { Page } from '../io/template/page'
import { templatePage } from '../io/template/template-page'

type Patch = EditOf<'patch'> | EditOf<'baffle'>

/** Margin outside of the stitch line where no suture says how far it bites, metres. */
const usualBite = 2e-3

const isFlat = (edit: Edit): edit is Patch =>
  edit.kind === 'baffle' || (edit.kind === 'patch' && edit.mode === 'cover')

/**
 * A page to print for every patch and baffle of a strategy, laid flat at 1 : 1. A strip that widens a vessel and a
 * conduit have no page: the one takes its shape from the wall, the other is cut from a tube.
 * @param only the edit whose page is wanted; all when left out
 * @param domain blood after the edits, where it is known
 * @throws Fault when there is no such patch
 */
export function patchTemplates(
  heart: Heart,
  edits: readonly Edit[],
  only?: string,
  domain: ResolvedDomain = applyEdits(baseDomain(heart), heart, edits),
): Page[] {
  const patches = edits.filter(isFlat).filter((edit) => only === undefined || edit.id === only)
  if (patches.length === 0)
    throw new Fault(
      only ?? heart.name,
      'has no patch or baffle to print',
      'Name one of the plan, or lay a patch first',
    )
  return patches.map((edit) => pageOf(heart, domain, edits, edit))
}

/**
 * The same for a strategy some of whose edits were refused: the others are laid flat, and what fits on no page is left
 * out. None where it has no patch.
 */
export function flatPatches(
  { heart, base }: { readonly heart: Heart; readonly base: ResolvedDomain },
  edits: readonly Edit[],
  applied: readonly { readonly id: string; readonly applied: boolean }[],
): Page[] {
  const done = edits.filter((e) => applied.some((a) => a.id === e.id && a.applied))
  const patches = done.filter(isFlat)
  if (patches.length === 0) return []
  const domain = applyEdits(base, heart, done)
  const named = withoutIdentity(heart).heart
  return patches.flatMap((edit) => {
    try {
      return [pageOf(named, domain, done, edit)]
    } catch (error) {
      if (error instanceof Fault) return []
      throw error
    }
  })
}

function pageOf(heart: Heart, domain: ResolvedDomain, edits: readonly Edit[], edit: Patch): Page {
  const sheet = domain.sheets.find((s) => s.edit === edit.id)
  if (!sheet) throw new Fault(edit.id, 'has no surface', 'Draw its outline on tissue')
  const own = ownSheet(sheet)
  const sewing =
    edit.sewn ?? edits.find((e): e is EditOf<'suture'> => e.kind === 'suture' && e.patch === edit.id)
  const notes = {
    caseName: heart.name,
    edit: edit.id,
    material: edit.material,
    bite: sewing ? sewing.bite_mm * 1e-3 : usualBite,
    pitch: sewing ? sewing.pitch_mm * 1e-3 : null,
    faces: facedBy(heart, domain, own),
  }
  return templatePage(flatPattern(own), own.positions, notes)
}

/** Name of the blood on the side that the triangles' normals point to, seen from the sheet's middle. */
function facedBy(
  heart: Heart,
  domain: ResolvedDomain,
  { positions, triangles }: Pick<Sheet, 'positions' | 'triangles'>,
): string | null {
  const at = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
  const [a, b, c] = [at(triangles[0]!), at(triangles[1]!), at(triangles[2]!)]
  const normal = normalize(cross(subtract(b, a), subtract(c, a)))
  for (let step = 1; step < 8; step++) {
    const id = structureAt(domain.frame, domain.structure, add(a, scale(normal, step * domain.frame.spacing)))
    const name = id ? heart.structures.find((s) => s.id === id)?.name : undefined
    if (name) return name
  }
  return null
}

function structureAt(frame: LatticeFrame, structure: Uint8Array, p: Vec3): number {
  const index = p.map((x, d) => Math.round((x - frame.origin[d]!) / frame.spacing)) as [
    number,
    number,
    number,
  ]
  if (index.some((i, d) => i < 0 || i >= frame.size[d]!)) return 0
  return structure[cellIndex(frame, ...index)]!
}
