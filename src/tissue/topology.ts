import type { TissueModel } from './model'
export interface TissueTopology {
  readonly model: TissueModel
}
