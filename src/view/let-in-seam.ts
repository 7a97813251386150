import { add, cross, distance, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { ShellMesh, StitchLine } from '../engine/protocol'
import { releasesOf } from '../geometry/release'
import type { Edit, EditOf } from '../heart/edit'
import { everyAlong } from '../tools/path'

/** Of a part that is sewn, places of the rim within this distance, metres. */
const alongside = 5e-3
/** A rim shorter than this is a chip of the drawn surface, no rim that is sewn: metres. */
const shortest = 8e-3

/**
 * The stitches of strips let into vessels, to be drawn: such a strip is no tissue that the engine sews, so that it
 * reports none. Slanted over the rim, one a pitch, as long as two bites. Pairs of places, metres.
 */
export const letInSeams = (shells: readonly ShellMesh[], edits: readonly Edit[]): StitchLine[] =>
  shells.flatMap((shell) => {
    const patch = edits.find((e) => e.id === shell.edit)
    if (patch?.kind !== 'patch' || patch.mode !== 'widen') return []
    return seamsOf(patch, edits).map((seam) => ({ edit: seam.edit, positions: stitched(shell, seam) }))
  })

interface Seam {
  readonly edit: string
  /** Metres. */
  readonly pitch: number
  readonly bite: number
  /** The part of the rim that is sewn, metres; empty: all of it. */
  readonly part: readonly Vec3[]
}

function seamsOf(patch: EditOf<'patch'>, edits: readonly Edit[]): Seam[] {
  const holds = (id: string) => releasesOf(id, edits).every((r) => r.places_mm !== undefined)
  const seam = (edit: string, pitch_mm: number, bite_mm: number, path_mm: readonly Vec3[]): Seam => ({
    edit,
    pitch: pitch_mm * 1e-3,
    bite: bite_mm * 1e-3,
    part: path_mm.map((p) => scale(p, 1e-3)),
  })
  const own = patch.sewn ? [seam(patch.id, patch.sewn.pitch_mm, patch.sewn.bite_mm, [])] : []
  const later = edits.flatMap((e) =>
    e.kind === 'suture' && e.patch === patch.id ? [seam(e.id, e.pitch_mm, e.bite_mm, e.path_mm)] : [],
  )
  return [...own, ...later].filter((s) => holds(s.edit))
}

function stitched(shell: ShellMesh, { pitch, bite, part }: Seam): Float32Array {
  const isSewn = (p: Vec3) => part.length === 0 || part.some((q) => distance(p, q) < alongside)
  const middle = middleOf(shell)
  const pairs = rims(shell).flatMap((rim) =>
    everyAlong(rim, pitch, true)
      .filter(isSewn)
      .flatMap((p, n, all) => {
        const way = normalize(subtract(all[(n + 1) % all.length]!, p))
        const inward = inwardOf(subtract(middle, p), way)
        const half = add(scale(inward, bite / 2), scale(way, pitch / 4))
        return [subtract(p, half), add(p, half)]
      }),
  )
  return Float32Array.from(pairs.flat())
}

/** Square to a rim, towards the strip's middle. */
function inwardOf(toMiddle: Vec3, way: Vec3): Vec3 {
  const inward = cross(cross(way, toMiddle), way)
  return normalize(inward)
}

function middleOf({ positions }: ShellMesh): Vec3 {
  let sum: Vec3 = [0, 0, 0]
  for (let o = 0; o < positions.length; o += 3)
    sum = add(sum, [positions[o]!, positions[o + 1]!, positions[o + 2]!])
  return scale(sum, 3 / positions.length)
}

/** The closed lines along which the drawn surface ends, those of chips left out. */
function rims({ positions, triangles }: ShellMesh): Vec3[][] {
  const onward = new Map<number, number>()
  const directed = new Set<string>()
  const edges: [number, number][] = []
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const edge: [number, number] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!]
      edges.push(edge)
      directed.add(edge.join())
    }
  for (const [a, b] of edges) if (!directed.has(`${b},${a}`)) onward.set(a, b)
  const at = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
  const found: Vec3[][] = []
  for (let first = next(onward); first !== undefined; first = next(onward)) {
    const loop: Vec3[] = []
    for (let v: number | undefined = first; v !== undefined; ) {
      loop.push(at(v))
      const after: number | undefined = onward.get(v)
      onward.delete(v)
      v = after
    }
    if (roundOf(loop) > shortest) found.push(loop)
  }
  return found
}

const next = (onward: Map<number, number>): number | undefined => onward.keys().next().value

const roundOf = (loop: readonly Vec3[]): number =>
  loop.reduce((sum, p, n) => sum + distance(p, loop[(n + 1) % loop.length]!), 0)
