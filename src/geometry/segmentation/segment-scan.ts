import { Fault } from '../../core/fault'
import type { Grid } from '../../core/grid'
import { cellCount, type LatticeFrame } from '../../core/lattice'
import { mL, mm } from '../../core/units'
import type { Vec3 } from '../../core/vec3'
import { addWalls } from './add-walls'
import { bloodMask } from './blood-mask'
import { contactNotices } from './contact-notices'
import { cutLinks } from './cut-links'
import { bypassNotices, idleDiscNotices } from './disc-notices'
import { fillLeaflets } from './fill-leaflets'
import { growParts } from './grow-parts'
import { removeIslands } from './islands'
import { lumenDepth } from './lumen-depth'
import { paintedCells, paintedOver } from './painted-cells'
import { partNotices } from './part-notices'
import { type Growable, isWall, nameOfLabel, openPairs, partOfLabel } from './parts'
import { placeSeeds } from './place-seeds'
import type { Recipe } from './recipe'
import { smoothParts } from './smooth-parts'
import { StepCache } from './step-cache'
import { pairsAtValves } from './valve-pairs'
import { wallOff } from './wall-off'
import { gridOf, type ScanGrid, sampleScan, workLattice } from './work-lattice'

interface SegmentOptions {
  readonly onProgress?: (label: string, fraction: number) => void
  /** Asked between the steps. */
  readonly isCancelled?: () => boolean
}

interface SegmentedStructure {
  readonly id: number
  readonly name: string
  readonly kind: 'wall' | 'blood'
  readonly part: Growable
  /** m³ */
  readonly volume: number
}

/** Labels on the lattice that the recipe works on: 0 outside; ids by `structures`. */
export interface Segmentation {
  readonly frame: LatticeFrame
  readonly grid: Grid
  readonly labels: Uint8Array
  readonly structures: readonly SegmentedStructure[]
  /** Leaks between parts, seeds outside of blood, discs that cut nothing: what the user should look at. */
  readonly warnings: readonly string[]
  /** Where to look for each warning, LPS, metres; null where it has no place. */
  readonly places: readonly (Vec3 | null)[]
}

/** Steps of a scan worked before, so that a moved seed does not start from the voxels again; let go with the scan. */
const caches = new WeakMap<object, StepCache>()

/**
 * Labels of a scan by a recipe, in the order that the recipe states. Steps that a change of the recipe does not touch
 * are not worked again for the same scan.
 * @throws Fault when the crop leaves nothing of the scan, or the work was cancelled
 */
export function segmentScan(scan: ScanGrid, recipe: Recipe, options: SegmentOptions = {}): Segmentation {
  const cache = caches.get(scan.values) ?? new StepCache()
  caches.set(scan.values, cache)
  return new Work(scan, recipe, options, cache).run()
}

class Work {
  constructor(
    private readonly scan: ScanGrid,
    private readonly recipe: Recipe,
    private readonly options: SegmentOptions,
    private readonly cache: StepCache,
  ) {}

  run(): Segmentation {
    const { recipe } = this
    const { crop, spacing, blood, strokes, seeds, valves, ends, barriers, islands } = recipe
    const { openings, smoothing, walls, muscle } = recipe
    const { frame, values } = this.step('Crop', 0, [], { crop, spacing }, () => this.sampled())
    const masking = strokes.filter((s) => s.paint === 'blood' || s.paint === 'not-blood')
    const mask = this.step('Threshold', 0.15, [values], { blood, masking }, () =>
      bloodMask(frame, values, { blood, strokes: masking }),
    )
    const links = this.step('Discs', 0.25, [mask], { valves, ends, barriers }, () =>
      cutLinks(frame, mask, recipe),
    )
    const depth = this.step('Depth', 0.3, [links], null, () => lumenDepth(frame, mask, links.closed))
    const placed = this.step('Seeds', 0.45, [depth], { seeds }, () =>
      placeSeeds(frame, mask, depth, links.closed, recipe),
    )
    const grown = this.step('Separate', 0.5, [placed], null, () =>
      growParts(frame, depth, links.closed, placed.seeds),
    )
    const opened = this.step('Valves', 0.6, [grown], { valves }, () => fillLeaflets(frame, grown, valves))
    const over = strokes.filter((s) => s.paint !== 'blood' && s.paint !== 'not-blood')
    const painted = this.step('Strokes', 0.6, [values], { over }, () => paintedCells(frame, over))
    const whole = this.step('Islands', 0.65, [opened, painted], { islands }, () =>
      removeIslands(frame, paintedOver(opened, painted), islands * mL),
    )
    const apart = this.step('Leaks', 0.7, [whole, links], { openings }, () =>
      wallOff(
        frame,
        whole,
        values,
        openPairs([...openings, ...pairsAtValves(frame, whole, valves)]),
        links.closed,
      ),
    )
    const smooth = this.step('Smooth', 0.75, [apart], { smoothing }, () =>
      smoothParts(frame, apart.labels, smoothing * mm),
    )
    const labels = this.step('Walls', 0.9, [smooth, painted], { walls, muscle, ends }, () =>
      addWalls({ frame, labels: smooth, values, painted, recipe }),
    )
    this.options.onProgress?.('Segmented', 1)
    const notices = [
      ...placed.notices,
      ...idleDiscNotices(recipe, links),
      ...partNotices(frame, labels, recipe),
      ...contactNotices(apart.contacts),
      ...bypassNotices(frame, labels, recipe),
    ]
    return {
      frame,
      grid: gridOf(frame),
      // A copy: a worker hands its result away, and the next change of the recipe starts from this one.
      labels: labels.slice(),
      structures: structuresOf(frame, labels),
      warnings: notices.map((n) => n.text),
      places: notices.map((n) => n.place),
    }
  }

  private step<T>(name: string, fraction: number, from: readonly unknown[], key: unknown, make: () => T): T {
    if (this.options.isCancelled?.())
      throw new Fault('The segmentation', 'was cancelled', 'Start it again to go on')
    this.options.onProgress?.(name, fraction)
    return this.cache.step(name, from, key, make)
  }

  private sampled() {
    const frame = workLattice(this.scan, this.recipe)
    if (Math.min(...frame.size) < 3)
      throw new Fault('The crop', 'leaves nothing of the scan', 'Move its corners into the scan (LPS, mm)')
    return { frame, values: sampleScan(this.scan, frame) }
  }
}

function structuresOf(frame: LatticeFrame, labels: Uint8Array) {
  const counts = new Uint32Array(256)
  for (let o = 0; o < cellCount(frame); o++) counts[labels[o] as number]!++
  const found: SegmentedStructure[] = []
  counts.forEach((n, id) => {
    if (id > 0 && n > 0)
      found.push({
        id,
        name: nameOfLabel(id),
        kind: isWall(id) ? 'wall' : 'blood',
        part: partOfLabel(id),
        volume: n * frame.spacing ** 3,
      })
  })
  return found
}
