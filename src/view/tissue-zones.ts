import type { Vec3 } from '../core/vec3'
import type { Heart, Structure } from '../heart/heart'

/** Where which kind of wall lies, as blurred shares, so that one tissue passes softly into the next. */
export interface TissueZones {
  readonly size: readonly [number, number, number]
  /** 4 bytes a cell: arterial, pulmonary-arterial, venous, leaflet. */
  readonly kinds: Uint8Array
  /** 4 bytes a cell: atrium, fat on the outside and in the grooves, coronary artery, modelled fat. */
  readonly zones: Uint8Array
  /** Long axis of the left ventricle from base to apex (unit) and a point on it, metres: fibres wind round it. */
  readonly axis: Vec3
  readonly axisPoint: Vec3
}

/** Coarser than the labels where these are fine: the shares are blurred over millimetres anyway. */
const cellLimit = 1_500_000

/** Blurs the labels of the wall into shares of each kind of tissue. Grooves are where two kinds of muscle meet. */
export function tissueZones(heart: Heart): TissueZones {
  const grid = coarseGrid(heart)
  const walls = new Map(heart.structures.filter((s) => s.kind !== 'blood').map((s) => [s.id, s]))
  const share = (radius: number, test: (s: Structure) => boolean) => blurredShare(grid, walls, radius, test)
  const near = Math.max(1, Math.round(1.5e-3 / grid.spacing))
  const far = Math.max(2, Math.round(6e-3 / grid.spacing))
  const is =
    (...parts: string[]) =>
    (s: Structure) =>
      s.kind === 'wall' && parts.includes(s.part)
  const fatty = (s: Structure) => isFat.test(s.name)
  const coronary = (s: Structure) => isCoronary.test(s.name)
  const leaflet = (s: Structure) => s.kind === 'valve' || isLeaflet.test(s.name)
  const arterial = is('aorta', 'vessel', 'none')
  const kinds = interleave([
    share(near, (s) => arterial(s) && !fatty(s) && !coronary(s) && !leaflet(s)),
    share(near, is('pulmonary-artery')),
    share(near, is('SVC', 'IVC', 'pulmonary-vein')),
    share(1, leaflet),
  ])
  const atrial = is('LA', 'RA')
  const fat = share(near, fatty)
  const zones = interleave([
    share(near, atrial),
    grooveFat(fat, share(far, atrial), share(far, is('LV'))),
    share(1, coronary),
    fat,
  ])
  return { size: grid.size, kinds, zones, ...leftVentricularAxis(heart) }
}

/** Kinds of wall that `Part` does not tell apart and that look different. */
const isFat = /\bfat\b|adipose/i
const isCoronary = /coronary arter/i
const isLeaflet = /leaflet/i

/** Modelled fat where there is some; else, and thinly, where atrium meets ventricle and left meets right. */
function grooveFat(modelled: Float32Array, atrium: Float32Array, left: Float32Array): Float32Array {
  const meets = (v: number) => 4 * v * (1 - v)
  return modelled.map((fat, n) =>
    Math.max(1.3 * fat, meets(atrium[n]!), 0.75 * meets(left[n]!) * (1 - meets(atrium[n]!))),
  )
}

interface Grid {
  readonly size: [number, number, number]
  readonly spacing: number
  readonly labels: Uint8Array
}

function coarseGrid(heart: Heart): Grid {
  const { size, spacing } = heart.frame
  const step = Math.max(1, Math.ceil(Math.cbrt((size[0] * size[1] * size[2]) / cellLimit)))
  const coarse = size.map((n) => Math.max(1, Math.floor(n / step))) as [number, number, number]
  const labels = new Uint8Array(coarse[0] * coarse[1] * coarse[2])
  let n = 0
  for (let k = 0; k < coarse[2]; k++)
    for (let j = 0; j < coarse[1]; j++)
      for (let i = 0; i < coarse[0]; i++)
        labels[n++] = heart.labels[i * step + size[0] * (j * step + size[1] * k * step)]!
  return { size: coarse, spacing: spacing * step, labels }
}

/** Σ test / Σ wall in a soft ball round each cell; 0 where no wall is near. */
function blurredShare(
  grid: Grid,
  walls: ReadonlyMap<number, Structure>,
  radius: number,
  test: (s: Structure) => boolean,
): Float32Array {
  const wanted = new Uint8Array(256)
  const wall = new Uint8Array(256)
  for (const [id, s] of walls) {
    wall[id] = 1
    wanted[id] = test(s) ? 1 : 0
  }
  const above = Float32Array.from(grid.labels, (l) => wanted[l]!)
  const below = Float32Array.from(grid.labels, (l) => wall[l]!)
  for (let pass = 0; pass < 3; pass++)
    for (let axis = 0; axis < 3; axis++) {
      boxBlur(above, grid.size, axis, radius)
      boxBlur(below, grid.size, axis, radius)
    }
  return above.map((v, n) => (below[n]! > 1e-6 ? v / below[n]! : 0))
}

/** Running mean over 2 radius + 1 cells along one axis, in place; three of them make nearly a Gaussian. */
function boxBlur(
  field: Float32Array,
  size: readonly [number, number, number],
  axis: number,
  radius: number,
): void {
  const stride = axis === 0 ? 1 : axis === 1 ? size[0] : size[0] * size[1]
  const count = size[axis]!
  const line = new Float32Array(count)
  const width = 2 * radius + 1
  for (let start = 0; start < field.length; start++) {
    if (Math.floor(start / stride) % count !== 0) continue
    let sum = 0
    for (let n = -radius; n <= radius; n++) sum += field[start + stride * clamp(n, count)]!
    for (let n = 0; n < count; n++) {
      line[n] = sum / width
      sum +=
        field[start + stride * clamp(n + radius + 1, count)]! -
        field[start + stride * clamp(n - radius, count)]!
    }
    for (let n = 0; n < count; n++) field[start + stride * n] = line[n]!
  }
}

const clamp = (n: number, count: number): number => Math.min(Math.max(n, 0), count - 1)

function interleave(channels: readonly Float32Array[]): Uint8Array {
  const out = new Uint8Array(channels[0]!.length * 4)
  for (const [c, channel] of channels.entries())
    for (let n = 0; n < channel.length; n++) out[4 * n + c] = Math.round(255 * clamp01(channel[n]!))
  return out
}

const clamp01 = (v: number): number => Math.min(Math.max(v, 0), 1)

/** From the middle of the left atrium to the middle of the left ventricle; the head-to-foot axis without them. */
function leftVentricularAxis(heart: Heart): { axis: Vec3; axisPoint: Vec3 } {
  const ventricle = middle(heart, 'LV')
  const atrium = middle(heart, 'LA')
  const { size, spacing, origin } = heart.frame
  const centre: Vec3 = [0, 1, 2].map((a) => origin[a]! + (spacing * (size[a]! - 1)) / 2) as unknown as Vec3
  if (!ventricle || !atrium) return { axis: [0, 0, 1], axisPoint: ventricle ?? centre }
  const d = ventricle.map((v, a) => v - atrium[a]!)
  const l = Math.hypot(...d) || 1
  return { axis: [d[0]! / l, d[1]! / l, d[2]! / l], axisPoint: ventricle }
}

function middle(heart: Heart, part: Structure['part']): Vec3 | null {
  const id = heart.structures.find((s) => s.kind === 'blood' && s.part === part)?.id
  if (id === undefined) return null
  const { size, spacing, origin } = heart.frame
  const sum = [0, 0, 0]
  let count = 0
  for (let n = 0; n < heart.labels.length; n++) {
    if (heart.labels[n] !== id) continue
    sum[0]! += n % size[0]
    sum[1]! += Math.floor(n / size[0]) % size[1]
    sum[2]! += Math.floor(n / (size[0] * size[1]))
    count++
  }
  if (count === 0) return null
  return [0, 1, 2].map((a) => origin[a]! + (spacing * sum[a]!) / count) as unknown as Vec3
}
