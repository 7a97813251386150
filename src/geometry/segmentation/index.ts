export { endSections } from './end-sections'
export { type Recipe, recipeSchema } from './recipe'
export { type Segmentation, segmentScan } from './segment-scan'
export { sampleScan } from './work-lattice'
