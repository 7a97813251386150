import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'

/** A surface to draw, in patient space, metres. */
export interface DrawnSurface {
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  /** Colour of each vertex, linear light, 0–1; rgb per vertex. */
  readonly colours: Float32Array
  /** Colour of what the section opens: the inside of a closed surface; null: a thin sheet, the same from both sides. */
  readonly cutColour: Vec3 | null
}

/** An orthographic look. */
export interface RasterView {
  /** Point in the middle of the picture, metres. */
  readonly target: Vec3
  /** Unit vector from the target to the eye. */
  readonly away: Vec3
  /** Unit vector that is up in the picture, at right angles to `away`. */
  readonly up: Vec3
  /** A point of the plane before which nothing is drawn; null: all is. */
  readonly section: Vec3 | null
  /** From the middle of the picture to its upper edge, metres. */
  readonly halfHeight: number
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** Samples of a pixel along each axis. */
const samples = 2
/** Share of the light that comes from all sides; the rest comes from the lamp. */
const ambient = 0.26
/** The lamp over the eye's left shoulder; right, up, towards the eye. */
const lamp = normalize([-0.45, 0.5, 0.74])
/** How wet the surface looks: share and narrowness of the highlight. */
const [gloss, narrow] = [0.22, 28]

/**
 * Surfaces seen without perspective, with a depth buffer and one lamp (Lambert, with Blinn's highlight), no graphics
 * processor needed. What lies before the section is left out; where that opens a closed surface its inside shows as
 * one flat cut face.
 * @returns rgba per pixel, sRGB, rows from the top; where nothing is drawn it is transparent
 */
export function rasterView(surfaces: readonly DrawnSurface[], view: RasterView): Uint8Array {
  return new Raster(surfaces, view).pixels()
}

class Raster {
  private readonly wide: number
  private readonly high: number
  /** Samples a metre. */
  private readonly scale: number
  /** Towards the eye, in samples; nothing: minus infinity. */
  private readonly depth: Float32Array
  /** What is seen in each sample: surface, first index of the triangle, and shares of its second and third corner. */
  private readonly surface: Int8Array
  private readonly triangle: Int32Array
  private readonly shares: Float32Array
  private readonly normals: readonly Float32Array[]
  /** Nothing nearer is drawn. */
  private readonly front: number

  constructor(
    private readonly surfaces: readonly DrawnSurface[],
    private readonly view: RasterView,
  ) {
    this.wide = view.width * samples
    this.high = view.height * samples
    this.scale = this.high / (2 * view.halfHeight)
    this.depth = new Float32Array(this.wide * this.high).fill(Number.NEGATIVE_INFINITY)
    this.surface = new Int8Array(this.wide * this.high).fill(-1)
    this.triangle = new Int32Array(this.wide * this.high)
    this.shares = new Float32Array(2 * this.wide * this.high)
    const { section, target, away } = view
    this.front = section ? dot(subtract(section, target), away) * this.scale : Number.POSITIVE_INFINITY
    this.normals = surfaces.map((surface, n) => this.draw(surface, n))
  }

  private draw(surface: DrawnSurface, n: number): Float32Array {
    const seen = this.seen(surface.positions)
    for (let t = 0; t < surface.triangles.length; t += 3) this.fill(surface, n, seen, t)
    return smoothNormals(seen, surface.triangles)
  }

  /** Vertices as the picture has them: right, up and towards the eye, in samples from the lower left corner. */
  private seen(positions: Float32Array): Float32Array {
    const { target, away, up } = this.view
    const right = cross(up, away)
    const seen = new Float32Array(positions.length)
    for (let i = 0; i < positions.length; i += 3) {
      const p = subtract(vertexAt(positions, i / 3), target)
      seen[i] = this.wide / 2 + dot(p, right) * this.scale
      seen[i + 1] = this.high / 2 + dot(p, up) * this.scale
      seen[i + 2] = dot(p, away) * this.scale
    }
    return seen
  }

  private fill(surface: DrawnSurface, n: number, seen: Float32Array, t: number): void {
    const corners = cornersAt(surface.triangles, t)
    const [a, b, c] = corners.map((v) => vertexAt(seen, v)) as [Vec3, Vec3, Vec3]
    const doubleArea = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    if (doubleArea === 0) return
    const reach = (k: 0 | 1, most: number) => [
      Math.max(Math.floor(Math.min(a[k], b[k], c[k])), 0),
      Math.min(Math.ceil(Math.max(a[k], b[k], c[k])), most - 1),
    ]
    const [left, right] = reach(0, this.wide) as [number, number]
    const [low, top] = reach(1, this.high) as [number, number]
    for (let y = low; y <= top; y++)
      for (let x = left; x <= right; x++) {
        const v = ((x - a[0]) * (c[1] - a[1]) - (y - a[1]) * (c[0] - a[0])) / doubleArea
        const w = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / doubleArea
        if (v < 0 || w < 0 || v + w > 1) continue
        const z = a[2] + v * (b[2] - a[2]) + w * (c[2] - a[2])
        const at = (this.high - 1 - y) * this.wide + x
        if (z > this.front || z <= (this.depth[at] as number)) continue
        this.depth[at] = z
        this.surface[at] = n
        // A triangle seen from behind is told by its sign.
        this.triangle[at] = doubleArea < 0 ? -1 - t : t
        this.shares[2 * at] = v
        this.shares[2 * at + 1] = w
      }
  }

  /** Light that a sample sends to the eye; null: nothing is there. */
  private lightAt(at: number): Vec3 | null {
    const n = this.surface[at] as number
    const surface = this.surfaces[n]
    if (!surface) return null
    const marked = this.triangle[at] as number
    if (marked < 0 && surface.cutColour) return surface.cutColour
    const corners = cornersAt(surface.triangles, marked < 0 ? -1 - marked : marked)
    const [v, w] = [this.shares[2 * at] as number, this.shares[2 * at + 1] as number]
    return shade(surface.colours, this.normals[n] as Float32Array, corners, [1 - v - w, v, w])
  }

  pixels(): Uint8Array {
    const { width, height } = this.view
    const out = new Uint8Array(4 * width * height)
    for (let n = 0; n < width * height; n++) {
      const [x, y] = [(n % width) * samples, Math.floor(n / width) * samples]
      let hit = 0
      const sum = [0, 0, 0]
      for (let s = 0; s < samples * samples; s++) {
        const at = (y + Math.floor(s / samples)) * this.wide + x + (s % samples)
        const light = this.lightAt(at)
        if (!light) continue
        hit++
        for (let k = 0; k < 3; k++) sum[k]! += light[k] as number
      }
      for (let k = 0; k < 3; k++) out[4 * n + k] = hit ? encoded((sum[k] as number) / hit) : 0
      out[4 * n + 3] = Math.round((255 * hit) / samples ** 2)
    }
    return out
  }
}

const cornersAt = (triangles: Uint32Array, t: number): readonly number[] => [
  triangles[t] as number,
  triangles[t + 1] as number,
  triangles[t + 2] as number,
]

const vertexAt = (positions: Float32Array, v: number): Vec3 => [
  positions[3 * v] as number,
  positions[3 * v + 1] as number,
  positions[3 * v + 2] as number,
]

/** The mean direction of the triangles round each vertex, weighted by area; not of length one. */
function smoothNormals(positions: Float32Array, triangles: Uint32Array): Float32Array {
  const normals = new Float32Array(positions.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [0, 1, 2].map((n) => triangles[t + n] as number)
    const [a, b, c] = corners.map((v) => vertexAt(positions, v)) as [Vec3, Vec3, Vec3]
    const normal = cross(subtract(b, a), subtract(c, a))
    for (const v of corners) for (let k = 0; k < 3; k++) normals[3 * v + k]! += normal[k] as number
  }
  return normals
}

/** Light that a place of a triangle sends to the eye; a sheet is lit on the side that is seen. */
function shade(colours: Float32Array, normals: Float32Array, corners: readonly number[], shares: Vec3): Vec3 {
  const mixed = (of: Float32Array): Vec3 => {
    const sum: [number, number, number] = [0, 0, 0]
    corners.forEach((v, n) => {
      for (let k = 0; k < 3; k++) sum[k]! += (shares[n] as number) * (of[3 * v + k] as number)
    })
    return sum
  }
  const raw = normalize(mixed(normals))
  const normal = raw[2] < 0 ? scale(raw, -1) : raw
  const lit = ambient * (0.6 + 0.4 * normal[1]) + (1 - ambient) * Math.max(dot(normal, lamp), 0)
  const bright = gloss * Math.max(dot(normal, half), 0) ** narrow
  return mixed(colours).map((c) => c * lit * 1.25 + bright) as unknown as Vec3
}

/** Between the lamp and the eye. */
const half = normalize(add(lamp, [0, 0, 1]))

/** Linear light as a byte of sRGB (IEC 61966-2-1). */
function encoded(light: number): number {
  const l = Math.min(Math.max(light, 0), 1)
  return Math.round(255 * (l <= 0.0031308 ? 12.92 * l : 1.055 * l ** (1 / 2.4) - 0.055))
}
