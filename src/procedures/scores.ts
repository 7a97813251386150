import { mm } from '../core/units'
import { subtract, type Vec3, length as vectorLength } from '../core/vec3'
import type { Finding, Risk } from '../engine/protocol'
import type { Edit } from '../heart/edit'
import { editsAt, lengthOf, type RecordedSide, type Recording, undoCount } from '../heart/recording'

/** One measure of a rehearsal. There is no total: what weighs how much is for a teacher to say. */
interface Score {
  readonly id: string
  /** English; said where it is shown. */
  readonly label: string
  readonly value: number
  readonly unit: string
  /** What it means, and how it was measured. */
  readonly meaning: string
}

/** What the scores are measured on. */
interface ScoreInput {
  readonly recording: Recording
  /** Threads as they lie, pairs of points, metres. */
  readonly stitches: readonly { readonly edit: string; readonly positions: Float32Array }[]
  readonly findings: readonly Finding[]
  readonly risks: readonly Risk[]
}

/**
 * The measures that training programmes ask for (time, path and smoothness of each hand, stitches, the conduction band,
 * what is left of leak and gradient, what was taken back). What was not recorded or cannot be computed is absent.
 */
export const scoresOf = (input: ScoreInput): readonly Score[] => [
  ...timeScores(input),
  ...handScores(input.recording),
  ...stitchScores(input),
  ...resultScores(input),
]

function timeScores({ recording }: ScoreInput): Score[] {
  return [
    score(
      'time',
      'Time',
      lengthOf(recording) / 60,
      'min',
      'From the opening of the heart to the last thing done',
    ),
    score(
      'steps',
      'Steps kept',
      editsAt(recording, Infinity).length,
      '',
      'Entries of the list of steps as it stands at the end',
    ),
    score('undone', 'Steps taken back', undoCount(recording), '', 'How often something made was taken back'),
  ]
}

const handNames: Record<RecordedSide, readonly [path: string, smooth: string]> = {
  left: ['Path of the left hand', 'Smoothness of the left hand'],
  right: ['Path of the right hand', 'Smoothness of the right hand'],
  mouse: ['Path of the pointer', 'Smoothness of the pointer'],
}

function handScores({ poses }: Recording): Score[] {
  return (['left', 'right', 'mouse'] as const).flatMap((side) => {
    const own = poses.filter((p) => p.side === side)
    if (own.length < 8) return []
    const [pathName, smoothName] = handNames[side]
    const path = score(
      `path-${side}`,
      pathName,
      pathLength(own.map((p) => p.tip_mm)) / 1e3,
      'm',
      'Way of the tip while an instrument was at the tissue; shorter is more economical',
    )
    const smooth = smoothness(own)
    if (smooth === null) return [path]
    return [
      path,
      score(
        `smooth-${side}`,
        smoothName,
        smooth,
        '',
        'Logarithm of dimensionless jerk (Hogan and Sternad 2009), poses ten times a second; nearer to 0 is smoother',
      ),
    ]
  })
}

type Pose = { readonly at_s: number; readonly tip_mm: Vec3 }

const pathLength = (points: readonly Vec3[]): number =>
  points.slice(1).reduce((sum, p, n) => sum + vectorLength(subtract(p, points[n]!)), 0)

/**
 * Log dimensionless jerk of a movement: -ln(T³/v² ∫ |j|² dt), T its duration, v its greatest speed, j the third
 * derivative of the place. Hogan and Sternad, J Mot Behav 41, 2009. A minimum-jerk movement has -ln(204.8) = -5.32.
 * Limits: poses ten times a second do not resolve tremor. Null where it stands still.
 */
export function smoothness(poses: readonly Pose[]): number | null {
  const step = (poses.at(-1)!.at_s - poses[0]!.at_s) / (poses.length - 1)
  const velocity = slopes(
    poses.map((p) => p.tip_mm),
    step,
  )
  const jerk = slopes(slopes(velocity, step), step)
  const peak = Math.max(...velocity.map(vectorLength))
  const duration = poses.at(-1)!.at_s - poses[0]!.at_s
  if (!(peak > 0) || !(duration > 0)) return null
  const sum = jerk.reduce((total, j) => total + vectorLength(j) ** 2 * step, 0)
  return -Math.log((duration ** 3 / peak ** 2) * sum)
}

const slopes = (points: readonly Vec3[], step: number): Vec3[] =>
  points.slice(1).map((p, n) => {
    const d = subtract(p, points[n]!)
    return [d[0] / step, d[1] / step, d[2] / step]
  })

function stitchScores({ stitches, recording }: ScoreInput): Score[] {
  const gaps = stitches.flatMap(({ positions }) => spacings(positions))
  const bites = editsAt(recording, Infinity).flatMap(biteOf)
  return [
    ...spread(
      'stitch-spacing',
      'Distance between stitches',
      gaps,
      'From thread to thread along the seam, as they lie',
    ),
    ...spread(
      'bite',
      'Distance of stitches from the edge',
      bites,
      'As set on the needle holder, seam by seam',
    ),
  ]
}

/** Distances between neighbouring threads of one seam, mm. */
function spacings(positions: Float32Array): number[] {
  const at = (n: number): Vec3 => [positions[6 * n]!, positions[6 * n + 1]!, positions[6 * n + 2]!]
  const count = Math.floor(positions.length / 6)
  return Array.from(
    { length: Math.max(count - 1, 0) },
    (_, n) => vectorLength(subtract(at(n + 1), at(n))) / mm,
  )
}

function biteOf(edit: Edit): number[] {
  if (edit.kind === 'suture') return [edit.bite_mm]
  return (edit.kind === 'patch' || edit.kind === 'baffle') && edit.sewn ? [edit.sewn.bite_mm] : []
}

function spread(id: string, label: string, values: readonly number[], meaning: string): Score[] {
  if (values.length === 0) return []
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(values.length - 1, 1))
  return [
    score(id, label, mean, 'mm', meaning),
    ...(values.length > 1
      ? [score(`${id}-sd`, 'Its standard deviation', sd, 'mm', 'Less is more even')]
      : []),
  ]
}

function resultScores({ findings, risks }: ScoreInput): Score[] {
  const breaches = risks.filter((r) => r.id === 'conduction-injury' && r.level === 'high').length
  const left = findings.filter(
    (f) => f.id === 'residual-hole' || f.id === 'bleeding' || /^gradient/.test(f.id),
  )
  return [
    score(
      'conduction',
      'Steps in the conduction band',
      breaches,
      '',
      'Cuts and seams that injure the conduction axis with a probability of 10 % or more (model own, to be confirmed by a clinical lead)',
    ),
    ...left.map((f) => score(`left-${f.id}`, f.label, f.value, f.unit, f.basis)),
  ]
}

const score = (id: string, label: string, value: number, unit: string, meaning: string): Score => ({
  id,
  label,
  value,
  unit,
  meaning,
})
