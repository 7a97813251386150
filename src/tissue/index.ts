export { embedSurface } from './embed'
export { buildTissueModel, type TissueModel, type TissueModelOptions } from './model'
