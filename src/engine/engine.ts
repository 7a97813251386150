import { type Gpu, openGpu } from '../gpu'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { buildTissueModel, embedSurface } from '../tissue'
import type { EngineControl, FromEngine, ToEngine } from './protocol'
import { chooseQuality, type QualityName } from './quality'

/**
 * Couples the solvers: hears edits and the control of the moment, answers with surfaces, snapshots and figures. Runs
 * in a worker, in Node or in a test, wherever it is given a way to speak.
 */
export class Engine {
  private gpu: Gpu | null = null
  private control: EngineControl = { grasps: [], tissueRunning: true, bloodRunning: true }

  constructor(
    private readonly post: (message: FromEngine, transfer?: Transferable[]) => void,
    private readonly quality: QualityName = 'auto',
  ) {}

  setControl(control: EngineControl): void {
    this.control = control
  }

  async receive(message: Exclude<ToEngine, { type: 'control' }>): Promise<void> {
    if (message.type === 'open') await this.open(message.heart, message.edits)
  }

  private async open(heart: Heart, _edits: readonly Edit[]): Promise<void> {
    this.post({ type: 'progress', label: 'Finding the graphics processor', fraction: 0.1 })
    this.gpu ??= await openGpu()
    const quality = chooseQuality(this.quality, this.gpu.description)
    this.post({ type: 'progress', label: 'Building the tissue', fraction: 0.3 })
    const model = buildTissueModel(heart, { tetTarget: quality.tetTarget })
    const surface = embedSurface(model)
    this.post({ type: 'surface', surface, nodePositions: model.rest.slice() })
    this.post({
      type: 'opened',
      device: this.gpu.description,
      nodeCount: model.nodeCount,
      tetCount: model.tetCount,
      bloodCellCount: 0,
      warnings: heart.warnings,
    })
  }
}
