export { type EndSection, endSections } from './end-sections'
export { growable, type Recipe, type RecipeStroke, recipeSchema } from './recipe'
export { type Segmentation, type SegmentOptions, segmentScan } from './segment-scan'
export { sampleScan } from './work-lattice'
