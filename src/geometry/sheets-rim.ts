import { add, distance, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Edit, EditOf } from '../heart/edit'
import { gradient } from './lesion'
import { releasesOf, takesOut } from './release'
import { addBand, type Membrane, vertex } from './sheets-membrane'

/** Stitches round a rim, a patch's own or a later suture's, less those that were taken out. */
export interface Seam {
  readonly technique: 'interrupted' | 'running'
  readonly pitch_mm: number
  /** Only the rim within 3 mm of it; empty: all of it. */
  readonly path_mm: readonly Vec3[]
  readonly out: readonly EditOf<'release'>[]
}

/** What holds the rim of a patch after a list of edits. */
export function seamsOf(edit: Edit, edits: readonly Edit[]): Seam[] {
  const own = (edit.kind === 'patch' || edit.kind === 'baffle') && edit.sewn
  const sutures = edits.filter((e): e is EditOf<'suture'> => e.kind === 'suture' && e.patch === edit.id)
  return [
    ...(own ? [{ ...own, path_mm: [], out: releasesOf(edit.id, edits) }] : []),
    ...sutures.map((s) => ({ ...s, out: releasesOf(s.id, edits) })),
  ]
}

/** How a stretch of rim is held: the sewing of a patch, of a later suture, or nothing. */
export interface Sewing {
  readonly technique: 'interrupted' | 'running'
  readonly pitch: number
}

/** A place of a sheet's rim that tissue at rest shows to stand off from what it was laid on. */
export interface RimGap {
  readonly edit: string
  /** At rest, metres. */
  readonly place: Vec3
  /** How far it stands off, metres, and what that may be off by. */
  readonly height: number
  readonly error: number
}

/** A measured place speaks for the rim this near to it, metres: more than half the way to the next one. */
const gapReach = 2e-3

/** What tissue has shown of the rim at a place. */
export function shownAt(gaps: readonly RimGap[], place: Vec3): RimGap | null {
  let found: RimGap | null = null
  let nearest = gapReach
  for (const gap of gaps) {
    const away = distance(gap.place, place)
    if (away < nearest) [nearest, found] = [away, gap]
  }
  return found
}

/** Gap along a rim that lies on tissue and is not sewn, metres. An assumption: no source gives one. */
const unsewnGap = 0.5e-3
/**
 * Gap half-way between stitches: closed up to a pitch of 2.5 mm, .33–.41 mm (mean .37) at 4 mm, measured on the
 * design's tissue prototype (myocardium, interrupted stitches, no contact); a straight line between and beyond. A
 * running thread presses the whole edge down: closed up to 3 mm, the same slope beyond (assumed).
 */
const closedPitch = { interrupted: 2.5e-3, running: 3e-3 }
const gapSlope = 0.37e-3 / 1.5e-3

/** Area of gap for one metre of rim, m: lenses (two thirds of height × pitch) between stitches; all of it unsewn. */
export function leakPerLength(sewing: Sewing | null): number {
  if (!sewing) return unsewnGap
  return (2 / 3) * gapSlope * Math.max(0, sewing.pitch - closedPitch[sewing.technique])
}

/** Sewing of each rim point: the tightest of the seams that hold it. */
export function sewingAlong(rim: readonly Vec3[], seams: readonly Seam[]): (Sewing | null)[] {
  return rim.map((p) => {
    let best: Sewing | null = null
    for (const s of seams) {
      if (s.out.some((release) => takesOut(release, p))) continue
      if (s.path_mm.length > 0 && distanceToPath(p, s.path_mm) > 3e-3) continue
      const sewing = { technique: s.technique, pitch: s.pitch_mm * 1e-3 }
      if (leakPerLength(sewing) < leakPerLength(best)) best = sewing
    }
    return best
  })
}

/** Distance from a point (metres) to a line given in millimetres. */
function distanceToPath(p: Vec3, path: readonly (readonly [number, number, number])[]): number {
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < path.length; n++) {
    const a = scale(path[n] as Vec3, 1e-3)
    const b = scale((path[n + 1] ?? path[n]) as Vec3, 1e-3)
    const ab = subtract(b, a)
    const t = Math.min(Math.max(dot(subtract(p, a), ab) / Math.max(dot(ab, ab), 1e-18), 0), 1)
    least = Math.min(least, distance(p, add(a, scale(ab, t))))
  }
  return least
}

/**
 * A membrane with a skirt that dives from its rim into the wall, so that no uncrossed link passes between a sewn rim
 * and the tissue: from each rim point outward and up the wall's distance field until the wall is `depth` deep, or its
 * middle is passed, or `reach` is spent. Where there is no wall within reach the skirt ends in blood and the gap
 * stays open, as it would.
 */
export function withSkirt(
  m: Membrane,
  lumen: (p: Vec3) => number,
  spacing: number,
  reach: number,
): { positions: Float64Array; triangles: Uint32Array } {
  const step = spacing / 2
  const ringCount = Math.max(2, Math.ceil(reach / step))
  const start = 1 + (m.rings - 1) * m.around
  const positions = new Float64Array(m.positions.length + 3 * ringCount * m.around)
  positions.set(m.positions)
  for (let n = 0; n < m.around; n++) {
    const path = skirtPath(m, start + n, n, lumen, spacing, step, ringCount)
    path.forEach((p, k) => {
      positions.set(p, m.positions.length + 3 * (k * m.around + n))
    })
  }
  const triangles = [...m.triangles]
  for (let k = 0; k < ringCount; k++) {
    const inner = k === 0 ? start : m.positions.length / 3 + (k - 1) * m.around
    const outer = m.positions.length / 3 + k * m.around
    addBand(triangles, m.around, inner, outer)
  }
  return { positions, triangles: Uint32Array.from(triangles) }
}

function skirtPath(
  m: Membrane,
  rimVertex: number,
  n: number,
  lumen: (p: Vec3) => number,
  spacing: number,
  step: number,
  count: number,
): Vec3[] {
  const deep = 1.5 * spacing
  const outward = outwardAt(m, rimVertex, n)
  const path: Vec3[] = []
  let p = vertex(m, rimVertex)
  let phi = lumen(p)
  // A rim that hangs free in blood is not pulled to a wall that it does not touch.
  let passed = phi > deep || phi < -Math.max(2e-3, spacing)
  for (let k = 0; k < count; k++) {
    if (!passed) {
      const next = add(p, scale(normalize(add(scale(outward, 0.5), gradient(lumen, p, spacing / 2))), step))
      const value = lumen(next)
      passed = value > deep || (value < phi && phi > spacing / 2)
      if (value >= phi || phi <= spacing / 2) {
        p = next
        phi = value
      }
    }
    path.push(p)
  }
  return path
}

/** Direction in which the membrane leaves its rim, from the ring before it. */
function outwardAt(m: Membrane, rimVertex: number, n: number): Vec3 {
  const before = m.rings > 1 ? 1 + (m.rings - 2) * m.around + n : 0
  const along = subtract(
    vertex(m, rimVertex - n + ((n + 1) % m.around)),
    vertex(m, rimVertex - n + ((n + m.around - 1) % m.around)),
  )
  const out = subtract(vertex(m, rimVertex), vertex(m, before))
  const t = dot(out, along) / Math.max(dot(along, along), 1e-18)
  const straight = subtract(out, scale(along, t))
  return length(straight) > 0 ? normalize(straight) : [0, 0, 0]
}
