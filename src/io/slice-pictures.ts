import { type LatticeFrame, toLattice } from '../core/lattice'
import { mm } from '../core/units'
import { scale, type Vec3 } from '../core/vec3'
import { type Recipe, type Segmentation, sampleScan } from '../geometry/segmentation'
import type { Scan } from './scan'
import { type Picture, writePng } from './write-png'

/** Pixels a cell has along each edge, and between two planes. */
const zoom = 4
const gap = 8
/** How much of a pixel is the colour of its label: of lumen, of wall. */
const tints = [0.35, 0.25] as const

/** Blood of the left heart warm, of the right cool, by part in the order of `growable`; walls are darker. */
const colours: readonly (readonly [number, number, number])[] = [
  [255, 70, 60],
  [60, 120, 255],
  [255, 160, 140],
  [130, 205, 255],
  [255, 0, 255],
  [0, 235, 235],
  [0, 130, 130],
  [0, 170, 90],
  [255, 180, 0],
  [255, 255, 0],
]

interface Place {
  readonly name: string
  readonly point: Vec3
}

/** Everything that a recipe names a place for: seeds, valves, ends, barriers; millimetres. */
function placesOf(recipe: Recipe): Place[] {
  return [
    ...recipe.seeds.flatMap((s) => s.points.map((point) => ({ name: `seed-${s.part}`, point }))),
    ...recipe.valves.map((v) => ({ name: `valve-${v.gate}`, point: v.centre })),
    ...recipe.ends.map((e) => ({ name: `end-${e.part}`, point: e.centre })),
    ...recipe.barriers.map((b) => ({ name: 'barrier', point: b.centre })),
  ]
}

/**
 * Pictures to check a segmentation by: through each place that the recipe names the axial, coronal and sagittal slice
 * of the scan side by side, in the window the scan proposes, with the labels drawn over them and the place crossed.
 * Left of the picture is the patient’s right; in the sagittal slice it is the front.
 */
export function slicePictures(
  scan: Scan,
  recipe: Recipe,
  { frame, labels }: Segmentation,
): { readonly name: string; readonly bytes: Uint8Array }[] {
  const values = sampleScan(scan, frame)
  return placesOf(recipe).map(({ name, point }, n) => {
    const at = toLattice(frame, scale(point, mm)).map((x, a) =>
      Math.max(0, Math.min((frame.size[a] as number) - 1, Math.round(x))),
    ) as unknown as Vec3
    const planes = [
      { across: 0, down: 1, fixed: 2, flip: false },
      { across: 0, down: 2, fixed: 1, flip: true },
      { across: 1, down: 2, fixed: 0, flip: true },
    ].map((plane) => drawn(frame, values, labels, at, plane, scan.window))
    return { name: `${String(n + 1).padStart(2, '0')}-${name}.png`, bytes: writePng(sideBySide(planes)) }
  })
}

interface Plane {
  readonly across: number
  readonly down: number
  readonly fixed: number
  /** The head is at the top. */
  readonly flip: boolean
}

function drawn(
  frame: LatticeFrame,
  values: Float32Array,
  labels: Uint8Array,
  at: Vec3,
  { across, down, fixed, flip }: Plane,
  [centre, width]: readonly [number, number],
): Picture {
  const [w, h] = [frame.size[across] as number, frame.size[down] as number]
  const step = [1, frame.size[0], frame.size[0] * frame.size[1]]
  const pixels = new Uint8Array(3 * w * h * zoom * zoom)
  for (let y = 0; y < h * zoom; y++)
    for (let x = 0; x < w * zoom; x++) {
      const [i, r] = [Math.floor(x / zoom), Math.floor(y / zoom)]
      const j = flip ? h - 1 - r : r
      const o =
        i * (step[across] as number) +
        j * (step[down] as number) +
        (at[fixed] as number) * (step[fixed] as number)
      const grey = Math.max(0, Math.min(255, (((values[o] as number) - centre) / width + 0.5) * 255 || 0))
      const crossed =
        (i === at[across] && Math.abs(j - (at[down] as number)) < 4) ||
        (j === at[down] && Math.abs(i - (at[across] as number)) < 4)
      put(pixels, 3 * (x + w * zoom * y), grey, labels[o] as number, crossed && (x + y) % 2 === 0)
    }
  return { width: w * zoom, height: h * zoom, pixels }
}

function put(pixels: Uint8Array, p: number, grey: number, label: number, crossed: boolean): void {
  const wall = label > 20
  const colour = colours[(wall ? label - 20 : label) - 1]
  const share = colour ? (tints[wall ? 1 : 0] as number) : 0
  for (let c = 0; c < 3; c++) {
    const tint = ((colour?.[c] ?? 0) * (wall ? 1 : 2)) / 2
    pixels[p + c] = crossed ? 255 : grey * (1 - share) + tint * share
  }
}

function sideBySide(pictures: readonly Picture[]): Picture {
  const width = pictures.reduce((n, p) => n + p.width + gap, -gap)
  const height = Math.max(...pictures.map((p) => p.height))
  const pixels = new Uint8Array(3 * width * height)
  let left = 0
  for (const p of pictures) {
    for (let y = 0; y < p.height; y++)
      pixels.set(p.pixels.subarray(3 * p.width * y, 3 * p.width * (y + 1)), 3 * (left + width * y))
    left += p.width + gap
  }
  return { width, height, pixels }
}
