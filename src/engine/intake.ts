import { Fault } from '../core/fault'
import { type Recipe, segmentScan } from '../geometry/segmentation'
import type { Heart } from '../heart/heart'
import { heartFromRecipe } from '../io/heart-from-recipe'
import type { ImportOptions } from '../io/import-files'
import type { InputFile } from '../io/input-file'
import { matchStructures } from '../io/labels/match-structures'
import type { Scan } from '../io/scan'
import { findSources } from './intake/find-sources'
import type { Source } from './intake/source'
import type { FoundStructure, Intake, Opened, SegmentationPreview, Survey } from './intake-protocol'

/** Reading and segmenting on the calling thread: in Node, in a test, or inside the intake’s worker. */
export const createIntake = (): Intake => new LocalIntake()

class LocalIntake implements Intake {
  private sources = new Map<string, Source>()
  private scan: Scan | null = null
  private listener: (label: string, fraction: number) => void = () => {}
  private turn = 0

  async survey(files: readonly InputFile[]): Promise<Survey> {
    const { sources, refused } = await findSources(files, this.sayer())
    this.sources = new Map(sources.map((s, n) => [`offer-${n + 1}`, s]))
    return { offers: [...this.sources].map(([id, s]) => ({ id, ...s.offer })), refused }
  }

  async structures(offer: string): Promise<readonly FoundStructure[]> {
    const source = this.sourceOf(offer)
    if (!source.labels) throw new Fault(source.offer.name, 'it holds no labels', 'Choose a label map')
    const map = await source.labels({}, this.sayer())
    return matchStructures(map).map(({ value, name, volume, kind, part, why }) => {
      const segment = map.segments.find((s) => s.value === value)
      return { value: segment?.fileValue ?? value, name, volume, kind, part, why }
    })
  }

  async open(offer: string, options: ImportOptions = {}): Promise<Opened> {
    const opened = await this.sourceOf(offer).open(options, this.sayer())
    if (opened.kind === 'scan') this.scan = opened.scan
    return opened
  }

  async segment(recipe: Recipe): Promise<SegmentationPreview> {
    const say = this.sayer()
    return segmentScan(this.openScan(), recipe, { onProgress: say })
  }

  async build(recipe: Recipe): Promise<Heart> {
    return heartFromRecipe(this.openScan(), recipe, this.sayer())
  }

  cancel(): void {
    this.turn++
  }

  onProgress(listener: (label: string, fraction: number) => void): void {
    this.listener = listener
  }

  close(): void {
    this.cancel()
    this.sources.clear()
    this.scan = null
  }

  /** Tells the listener how far the work is; throws where it was cancelled since it began. */
  private sayer(): (label: string, fraction: number) => void {
    const turn = this.turn
    return (label, fraction) => {
      if (turn !== this.turn) throw new Fault(label, 'it was cancelled', 'Start it again when you wish')
      this.listener(label, fraction)
    }
  }

  private sourceOf(offer: string): Source {
    const source = this.sources.get(offer)
    if (source) return source
    throw new Fault(offer, 'it is not among what was found', 'Drop the files again')
  }

  private openScan(): Scan {
    if (this.scan) return this.scan
    throw new Fault('Segmentation', 'no scan is open', 'Open a scan first')
  }
}
