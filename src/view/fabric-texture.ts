import {
  DataTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  RepeatWrapping,
  SRGBColorSpace,
  type Texture,
} from 'three'
import { seededRandom } from '../core/random'
import type { ShellMesh } from '../engine/protocol'

const size = 128
/** Millimetres of cloth that one tile covers. */
const tile = { pericardium: 9, ePTFE: 3, dacron: 6 } as const

/** Colour and relief of a patch material, one repeating tile; texture coordinates are millimetres. */
export function fabricTexture(kind: ShellMesh['material']): { map: Texture; bump: Texture } {
  const height = heights[kind]()
  const shade = { pericardium: [0.84, 0.16], ePTFE: [0.95, 0.05], dacron: [0.7, 0.3] }[kind] as [
    number,
    number,
  ]
  const map = texture(height, kind, (h) => 255 * (shade[0] + shade[1] * h))
  map.colorSpace = SRGBColorSpace
  return { map, bump: texture(height, kind, (h) => 255 * h) }
}

const heights = {
  /** Interlocked loops in columns, as a warp knit shows them. */
  dacron: () =>
    fill((u, v) => {
      const column = u * 8
      const row = v * 12 + 0.5 * (Math.floor(column) % 2)
      const x = (column % 1) - 0.5
      const loop = Math.abs(((row + 0.35 * Math.abs(x) * 2) % 1) - 0.5) * 2
      return (0.25 + 0.75 * Math.sqrt(Math.max(0, 1 - 4 * x * x))) * (0.35 + 0.65 * loop)
    }),
  /** Nodes and fibrils: fine ribs, nearly flat. */
  ePTFE: () => fill((u, v) => 0.5 + 0.3 * Math.sin(2 * Math.PI * (12 * u + Math.sin(2 * Math.PI * v)))),
  pericardium: fibrous,
}

function fibrous(): Float32Array {
  const random = seededRandom(3)
  const field = new Float32Array(size * size)
  for (let n = 0; n < 900; n++) strand(field, random)
  const most = field.reduce((a, b) => Math.max(a, b), 1e-6)
  return field.map((v) => v / most)
}

/** One collagen strand, wrapped round the tile. */
function strand(field: Float32Array, random: () => number): void {
  let x = random() * size
  let y = random() * size
  let angle = (random() - 0.5) * 1.6 + (random() < 0.5 ? 0 : 1.2)
  for (let step = 0; step < 40; step++) {
    angle += (random() - 0.5) * 0.25
    x = (x + Math.cos(angle) + size) % size
    y = (y + Math.sin(angle) + size) % size
    field[Math.floor(x) + size * Math.floor(y)]! += 1
  }
}

function fill(height: (u: number, v: number) => number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, n) =>
    height((n % size) / size, Math.floor(n / size) / size),
  )
}

function texture(height: Float32Array, kind: ShellMesh['material'], byte: (h: number) => number): Texture {
  const data = new Uint8Array(size * size * 4)
  for (let n = 0; n < height.length; n++)
    data.set([byte(height[n]!), byte(height[n]!), byte(height[n]!), 255], 4 * n)
  const made = new DataTexture(data, size, size)
  made.wrapS = RepeatWrapping
  made.wrapT = RepeatWrapping
  made.repeat.setScalar(1 / tile[kind])
  made.magFilter = LinearFilter
  made.minFilter = LinearMipmapLinearFilter
  made.generateMipmaps = true
  made.anisotropy = 4
  made.needsUpdate = true
  return made
}
