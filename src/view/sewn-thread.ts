import { add, cross, distance, dot, length, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { ShellMesh, StitchLine } from '../engine/protocol'
import type { Edit } from '../heart/edit'

/** Of an access that is closed and of a conduit's ends, metres: their edits say no bite. */
const usualBite = 2e-3
/** Lips farther apart than this tell by themselves which way a stitch crosses, metres. */
const gaping = 1e-3
/** Half of a knot's length along the seam, metres. */
const knot = 0.35e-3

/** One stitch: from lip to lip, or from a patch's rim to the tissue; the way it crosses the seam (null: unknown). */
interface Crossing {
  readonly from: Vec3
  readonly to: Vec3
  readonly across: Vec3 | null
}
type Pair = readonly [from: Vec3, to: Vec3]

/**
 * The thread of a suture as it is seen. The engine's line goes from bite to bite, which once drawn tight lie on each
 * other, and deeper ones under them; of a real one what passes through the tissue is hidden. Over and over shows
 * slanted stitches side by side, from where the needle came out to where it goes in beyond the seam; an interrupted
 * stitch crosses the seam and has a knot on it. Pairs of places, metres.
 */
export function sewnThread(
  line: StitchLine,
  shells: readonly ShellMesh[],
  edits: readonly Edit[],
): StitchLine {
  const edit = edits.find((e) => e.id === line.edit)
  const sewing = edit && sewingOf(edit)
  if (!sewing) return line
  const shell = shells.find((s) => s.edit === sewing.patch)
  const middle = shell ? middleOf(shell) : null
  const rods = threadsOf(line.positions).flatMap(({ stitches, running }) => {
    const crossings = middle ? overRim(stitches, middle) : overLips(stitches)
    return running ? overAndOver(crossings, sewing.bite) : interrupted(crossings, sewing.bite)
  })
  return { edit: line.edit, positions: Float32Array.from(rods.flat(2)) }
}

/** Metres; `patch`: whose rim is sewn, if any is. */
function sewingOf(edit: Edit): { readonly bite: number; readonly patch: string | undefined } | null {
  if (edit.kind === 'suture') return { bite: edit.bite_mm * 1e-3, patch: edit.patch }
  if (edit.kind === 'close') return { bite: usualBite, patch: undefined }
  if (edit.kind === 'conduit') return { bite: usualBite, patch: edit.id }
  const sewn = edit.kind === 'patch' || edit.kind === 'baffle' ? edit.sewn : undefined
  return sewn ? { bite: sewn.bite_mm * 1e-3, patch: edit.id } : null
}

/** The stitches of each running thread, whose pieces follow on each other, and all interrupted ones. */
function threadsOf(positions: Float32Array): { readonly stitches: Pair[]; readonly running: boolean }[] {
  const chains: Pair[][] = []
  for (let o = 0; o + 6 <= positions.length; o += 6) {
    const [from, to] = [placeAt(positions, o), placeAt(positions, o + 3)]
    const before = chains.at(-1)
    if (before && distance(before.at(-1)![1], from) === 0) before.push([from, to])
    else chains.push([[from, to]])
  }
  const single = chains.filter((c) => c.length === 1).map(([only]) => only!)
  const running = chains.filter((c) => c.length > 1).map((c) => c.filter((_, n) => n % 2 === 0))
  return [...running.map((stitches) => ({ stitches, running: true })), { stitches: single, running: false }]
}

/** Stitches of a rim: each over it, from the patch to the wall beside it. */
const overRim = (stitches: readonly Pair[], middle: Vec3): Crossing[] =>
  stitches.map(([rim], n) => {
    const way = wayOf(stitches, n)
    const outward = way && cross(way, cross(way, subtract(middle, rim)))
    return { from: rim, to: rim, across: outward && length(outward) > 0 ? normalize(outward) : null }
  })

/** Stitches of lips, without those that lie under others: these tell which way is down. */
function overLips(stitches: readonly Pair[]): Crossing[] {
  const shallow = stitches.map((_, n) => n).filter((n) => !liesUnder(stitches, n))
  return shallow.map((n) => {
    const [from, to] = stitches[n]!
    if (distance(from, to) > gaping) return { from, to, across: normalize(subtract(to, from)) }
    const way = wayOf(
      shallow.map((m) => stitches[m]!),
      shallow.indexOf(n),
    )
    const down = liesUnder(stitches, n + 1) ? subtract(centre(stitches[n + 1]!), centre(stitches[n]!)) : null
    const across = way && down && cross(way, down)
    return { from, to, across: across && length(across) > 0 ? normalize(across) : null }
  })
}

/** Whether a stitch is the deeper one of two at one place: off from the one before, but not along the seam. */
function liesUnder(stitches: readonly Pair[], n: number): boolean {
  const [before, now] = [stitches[n - 1], stitches[n]]
  const way = wayOf(stitches, Math.min(n, stitches.length - 2))
  if (!before || !now || !way) return false
  const off = subtract(centre(now), centre(before))
  return Math.abs(dot(off, way)) < 0.5 * length(off)
}

/** Along the seam at a stitch, unit vector: from the one before it to the one after. */
function wayOf(stitches: readonly Pair[], n: number): Vec3 | null {
  const [before, after] = [stitches[Math.max(n - 1, 0)], stitches[Math.min(n + 1, stitches.length - 1)]]
  const way = before && after && subtract(centre(after), centre(before))
  return way && length(way) > 0 ? normalize(way) : null
}

/** Where the needle goes in and where it comes out: at least a bite apart. */
function reach({ from, to, across }: Crossing, bite: number): Pair {
  const over = across ? scale(across, Math.max(bite - distance(from, to), 0) / 2) : ([0, 0, 0] as const)
  return [subtract(from, over), add(to, over)]
}

function overAndOver(crossings: readonly Crossing[], bite: number): Pair[] {
  const ends = crossings.map((c) => reach(c, bite))
  const slants = ends.slice(1).map(([into], n): Pair => [ends[n]![1], into])
  const [first, last] = [ends[0], ends.at(-1)]
  return first && last ? [first, ...slants, last] : []
}

const interrupted = (crossings: readonly Crossing[], bite: number): Pair[] =>
  crossings.flatMap((c, n) => {
    const [into, out] = reach(c, bite)
    const neighbour = crossings[n + 1] ?? crossings[n - 1]
    const way = neighbour ? subtract(neighbour.from, c.from) : null
    const along = way && length(way) > 0 ? scale(normalize(way), knot) : null
    const on = mix(into, out, 0.5)
    return along
      ? [[into, out] as const, [subtract(on, along), add(on, along)] as const]
      : [[into, out] as const]
  })

const centre = ([from, to]: Pair): Vec3 => mix(from, to, 0.5)

const placeAt = (positions: Float32Array, o: number): Vec3 => [
  positions[o]!,
  positions[o + 1]!,
  positions[o + 2]!,
]

function middleOf({ positions }: ShellMesh): Vec3 {
  let sum: Vec3 = [0, 0, 0]
  for (let o = 0; o < positions.length; o += 3) sum = add(sum, placeAt(positions, o))
  return scale(sum, 3 / positions.length)
}
