import { type BloodDomain, wallKind } from '../geometry/blood-domain'

/** Steps from a cell to the next along each axis. */
export type Stride = readonly [number, number, number]
type Axis = 0 | 1 | 2

/** Least share of a face's control volume that counts, so that no cut cell limits the time step. */
const leastVolume = 0.3
/** Least distance to a wall in spacings: nearer ones would make the viscous term arbitrarily stiff. */
const leastDepth = 0.05
/** A face whose centre lies this deep (spacings) is cut by no wall: half its diagonal is shorter. */
const uncutDepth = 0.75
/** Samples along each edge of a cut face. */
const samples = 8

/**
 * Codes of a face's six links (`shaders/lib/wall_link.wgsl`): 0–126 a wall at (code + 1) / 100 spacings, 127–252 open
 * blood at .4 + (code - 127) / 160, then what has no distance of its own.
 */
const linkCode = { firstBlood: 127, sliding: 253, zeroGradient: 254, fluid: 255 } as const
const wallAt = (length: number) => Math.min(126, Math.max(0, Math.round(length * 100) - 1))
const bloodAt = (length: number) =>
  linkCode.firstBlood + Math.min(125, Math.max(0, Math.round((length - 0.4) * 160)))

/** What the links of a domain's faces are worked out from. */
export interface LinkSource {
  readonly domain: BloodDomain
  /** Open fraction of each face that the solver uses. */
  readonly usable: readonly Float32Array[]
  /** 0, or 1 + the port that a cell lies behind. */
  readonly ghostOf: Uint16Array
  readonly stride: Stride
}

/** Mean distance to the wall, metres, negative in blood, of two cells; a ghost's own is not known and left out. */
function pairDistance({ domain: { phi }, ghostOf }: LinkSource, c: number, d: number): number {
  if (ghostOf[c]) return phi[d] as number
  if (ghostOf[d]) return phi[c] as number
  return ((phi[c] as number) + (phi[d] as number)) / 2
}

/**
 * Mean depth (spacings) under the wall of the open part of a face. The velocity of a face is the mean over that part, so
 * near a wall, where the profile is a straight line, it is the velocity at this depth. The wall is taken as a plane.
 */
export function meanDepth(source: LinkSource, c: number, axis: Axis): number {
  const { domain, stride } = source
  const h = domain.frame.spacing
  const d = c + stride[axis]
  const centre = -pairDistance(source, c, d) / h
  if (centre > uncutDepth) return centre
  const [b, e] = ([0, 1, 2] as const).filter((t) => t !== axis) as [Axis, Axis]
  const slope = (t: Axis) => {
    const step = stride[t]
    if (c < step || d + step >= domain.phi.length) return 0
    return (pairDistance(source, c + step, d + step) - pairDistance(source, c - step, d - step)) / (2 * h)
  }
  const along = source.ghostOf[c] || source.ghostOf[d] ? 0 : (domain.phi[d]! - domain.phi[c]!) / h
  return Math.max(leastDepth, depthUnderPlane(centre, along, slope(b), slope(e)))
}

/** Mean depth of the part of a unit square that lies under a plane, by samples; `centre` is the depth at its centre. */
function depthUnderPlane(centre: number, along: number, gb: number, ge: number): number {
  // Where walls meet, the distance has no slope of one to measure by.
  const steep = Math.max(Math.hypot(along, gb, ge), 0.3)
  let [sum, share] = [0, 0]
  for (let p = 0; p < samples; p++)
    for (let q = 0; q < samples; q++) {
      const [u, v] = [(p + 0.5) / samples - 0.5, (q + 0.5) / samples - 0.5]
      const depth = (centre - gb * u - ge * v) / steep
      const covered = Math.min(1, Math.max(0, 0.5 + depth * samples))
      share += covered
      sum += covered * Math.max(0, depth)
    }
  return share > 0 ? sum / share : 0
}

/**
 * Writes V and the six link codes of a face. A link's length is how far along it the depth of the open parts changes by
 * what lies between them: a profile that is a straight line under the wall has one slope from both sides of every face.
 * @param depthAt mean depth of the face at cell `c`'s + side along `axis`
 * @returns V
 */
export function packWalls(
  source: LinkSource,
  depthAt: (c: number, axis: Axis) => number,
  c: number,
  axis: Axis,
  out: Uint32Array,
  at: number,
): number {
  const code = (direction: number) => linkOf(source, depthAt, c, axis, direction)
  const volume = volumeOf(source, c, axis)
  out[at] = (Math.round(volume * 65535) | (code(0) << 16) | (code(1) << 24)) >>> 0
  out[at + 1] = (code(2) | (code(3) << 8) | (code(4) << 16) | (code(5) << 24)) >>> 0
  return volume
}

function volumeOf({ domain: { fill }, ghostOf, stride }: LinkSource, c: number, axis: Axis): number {
  const filled = [c, c + stride[axis]].filter((e) => !ghostOf[e]).map((e) => fill[e] as number)
  return Math.max(filled.reduce((a, b) => a + b, 0) / filled.length, leastVolume)
}

function linkOf(
  source: LinkSource,
  depthAt: (c: number, axis: Axis) => number,
  c: number,
  axis: Axis,
  direction: number,
): number {
  const { domain, usable, ghostOf, stride } = source
  const { phi, crossed, frame } = domain
  const b = (direction >> 1) as Axis
  const up = direction & 1
  const step = stride[axis]
  const shift = up ? stride[b] : -stride[b]
  const [qc, qd] = [c + shift, c + step + shift]
  if (qc < 0 || qd < 0 || qc >= phi.length || qd >= phi.length) return linkCode.zeroGradient
  const low = up ? c : qc
  if (b !== axis && crossed[b][low] && crossed[b][low + step]) return wallAt(0.5)
  const open = usable[axis] as Float32Array
  const here = pairDistance(source, c, c + step)
  const there = pairDistance(source, qc, qd)
  const ahead = (there - here) / frame.spacing
  if ((open[qc] as number) > 0) {
    const [own, next] = [depthAt(c, axis), depthAt(qc, axis)]
    if ((own > uncutDepth && next > uncutDepth) || Math.abs(ahead) < 0.05) return bloodAt(1)
    return bloodAt((own - next) / ahead)
  }
  if (ghostOf[qc] || ghostOf[qd]) return linkCode.zeroGradient
  const kind = domain.walls?.kind[qc] === domain.walls?.kind[qd] ? domain.walls?.kind[qc] : wallKind.still
  if (kind === wallKind.smooth) return linkCode.zeroGradient
  if (there <= 0) return linkCode.fluid
  if (kind === wallKind.sliding) return linkCode.sliding
  // The slope of the distance across a cut face lies halfway between both sides; in a narrow gap it vanishes there.
  const behind = pairDistance(source, c - shift, c + step - shift)
  const cut = (open[c] as number) < 1
  const slope = cut ? Math.max((there - behind) / (2 * frame.spacing), ahead / 2) : ahead
  return wallAt(Math.max(leastDepth, depthAt(c, axis) / Math.max(slope, 0.05)))
}
